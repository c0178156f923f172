/** What the timeline is painted with: the colours and the typeface of the page's theme. */
export type TimelineColours = Readonly<
  Record<
    | 'ground'
    | 'line'
    | 'edge'
    | 'text'
    | 'soft'
    | 'quiet'
    | 'accent'
    | 'chosen'
    | 'sent'
    | 'received'
    | 'wave'
    | 'warn'
    | 'onWarn'
    | 'warnText'
    | 'bad'
    | 'hatch'
    | 'raised',
    string
  >
> & { label: string; mono: string };

/** As they are now; read again when the theme changes. */
export function timelineColours(element: Element): TimelineColours {
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
    sent: of('--out-mark'),
    received: of('--in-mark'),
    wave: of('--wave'),
    warn: of('--warn'),
    onWarn: of('--on-warn'),
    warnText: of('--warn-text'),
    bad: of('--err'),
    hatch: of('--fg3'),
    label: `11px ${style.fontFamily || 'sans-serif'}`,
    mono: `11px ${of('--font-geist-mono') || 'monospace'}`,
  };
}
