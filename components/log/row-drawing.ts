const svgSpace = 'http://www.w3.org/2000/svg';
const step = 2.6;

/** An SVG with one path, hidden until something is drawn. `box` is the side of its view box, 0 for none. */
export function drawing(box: number) {
  const svg = document.createElementNS(svgSpace, 'svg');
  const path = document.createElementNS(svgSpace, 'path');
  svg.append(path);
  if (box > 0) svg.setAttribute('viewBox', `0 0 ${box} ${box}`);
  svg.style.display = 'none';
  return {
    svg,
    /** Draws a path; `name` says it in words, where the drawing alone carries the meaning. Null hides it. */
    draw(d: string | null, name = ''): void {
      svg.style.display = d === null ? 'none' : '';
      if (d !== null) path.setAttribute('d', d);
      if (name === '') {
        svg.setAttribute('aria-hidden', 'true');
        svg.removeAttribute('role');
        svg.removeAttribute('aria-label');
      } else {
        svg.removeAttribute('aria-hidden');
        svg.setAttribute('role', 'img');
        svg.setAttribute('aria-label', name);
      }
    },
    size(width: number, height: number): void {
      svg.setAttribute('width', String(width));
      svg.setAttribute('height', String(height));
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    },
  };
}

/** Width in px of the drawing of `peaks` (min / max pairs). */
export function waveWidth(peaks: readonly number[]): number {
  return Math.ceil((peaks.length / 2) * step);
}

/** Vertical strokes, one per min / max pair, in a drawing 16 px high. A silent pair is still a dot. */
export function wavePath(peaks: readonly number[], height = 16, stepPx = step): string {
  const middle = height / 2;
  const strokes: string[] = [];
  for (let i = 0; i + 1 < peaks.length; i += 2) {
    const low = Math.max(-1, peaks[i] as number);
    const high = Math.min(1, peaks[i + 1] as number);
    const x = ((i / 2) * stepPx + stepPx / 2).toFixed(1);
    const from = middle - Math.max(high * middle, 0.5);
    const to = middle - Math.min(low * middle, -0.5);
    strokes.push(`M${x} ${from.toFixed(1)}V${to.toFixed(1)}`);
  }
  return strokes.join('');
}
