/**
 * Runs before anything else on the page, with the page's nonce. It must stay small and stand alone: plain JavaScript as text.
 * 1. The default Trusted Types policy: script addresses of our own origin pass, HTML and script text never do.
 * 2. Theme and pane sizes as the user left them, before the first paint; and whether the first lesson was offered already.
 */
export const firstScript = `(() => {
const root = document.documentElement;
if (window.trustedTypes) window.trustedTypes.createPolicy('default', {
  createHTML: () => null,
  createScript: () => null,
  createScriptURL: (text) => {
    const url = new URL(text, location.href);
    return url.protocol === location.protocol && url.origin === location.origin ? text : null;
  },
});
let theme = null, sizes = {}, lessons = {};
try {
  theme = localStorage.getItem('wiretone-theme');
  sizes = JSON.parse(localStorage.getItem('wiretone-sizes') || '{}') || {};
  lessons = JSON.parse(localStorage.getItem('wiretone-lessons') || '{}') || {};
} catch {}
if (theme !== 'light' && theme !== 'dark') theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
root.dataset.theme = theme;
for (const name of ['compose', 'inspect', 'drawer', 'lesson'])
  if (Number.isFinite(sizes[name])) root.style.setProperty('--set-' + name, sizes[name] + 'px');
if (lessons.offered === true) root.dataset.lessons = 'offered';
if (sizes.shut === true) root.dataset.drawer = 'shut';
})();`;
