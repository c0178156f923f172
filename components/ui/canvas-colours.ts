/** What a canvas is painted with: the colours and the typeface of the page's theme. */
export type CanvasColours = Readonly<
  Record<
    | 'ground'
    | 'raised'
    | 'line'
    | 'edge'
    | 'text'
    | 'soft'
    | 'quiet'
    | 'accent'
    | 'chosen'
    | 'sent'
    | 'received'
    | 'sentMark'
    | 'receivedMark'
    | 'wave'
    | 'warn'
    | 'onWarn'
    | 'bad',
    string
  >
> & { label: string; mono: string };

/** As they are now; read again when the theme changes. */
export function canvasColours(element: Element): CanvasColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ground: of('--bg1'),
    raised: of('--bg3'),
    line: of('--line'),
    edge: of('--line2'),
    text: of('--fg'),
    soft: of('--fg2'),
    quiet: of('--fg3'),
    accent: of('--accent'),
    chosen: of('--accent-soft'),
    // As text, and as a mark that need not be read.
    sent: of('--out'),
    received: of('--in'),
    sentMark: of('--out-mark'),
    receivedMark: of('--in-mark'),
    wave: of('--wave'),
    warn: of('--warn'),
    onWarn: of('--on-warn'),
    bad: of('--err'),
    label: `11px ${style.fontFamily || 'sans-serif'}`,
    mono: `11px ${of('--font-geist-mono') || 'monospace'}`,
  };
}
