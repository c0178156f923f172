/** The colours a canvas is painted with: those of the page's theme. */
export type WaveColours = Readonly<
  Record<
    'wave' | 'line' | 'faint' | 'quiet' | 'text' | 'accent' | 'chosen' | 'clip' | 'sent' | 'received' | 'ground',
    string
  >
> & { font: string };

/** As they are now; read again when the theme changes. */
export function waveColours(element: Element): WaveColours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    wave: of('--wave'),
    line: of('--line'),
    faint: of('--line2'),
    quiet: of('--fg2'),
    text: of('--fg'),
    accent: of('--accent'),
    chosen: of('--accent-soft'),
    clip: of('--err'),
    sent: of('--out'),
    received: of('--in'),
    ground: of('--bg1'),
    font: `10.5px ${of('--font-mono') || 'monospace'}`,
  };
}

/** Red, green and blue of any opaque colour: a canvas says it as `#rrggbb`, however it was written. */
export function rgb(draw: CanvasRenderingContext2D, colour: string): [number, number, number] {
  draw.fillStyle = colour;
  const value = Number.parseInt(String(draw.fillStyle).slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
