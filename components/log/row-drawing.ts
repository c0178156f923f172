const svgSpace = 'http://www.w3.org/2000/svg';
const step = 2.6;

/** An SVG with one path, hidden until something is drawn. `box` is the side of its view box, 0 for none. */
export function drawing(box: number) {
  const svg = document.createElementNS(svgSpace, 'svg');
  const path = document.createElementNS(svgSpace, 'path');
  svg.append(path);
  if (box > 0) svg.setAttribute('viewBox', `0 0 ${box} ${box}`);
  svg.style.display = 'none';
  svg.setAttribute('aria-hidden', 'true');
  let isShown = false;
  let shape = '';
  let said = '';
  return {
    svg,
    /** Draws a path; `name` says it in words, where the drawing alone carries the meaning. Null hides it. What stands already is not touched. */
    draw(d: string | null, name = ''): void {
      if (isShown !== (d !== null)) {
        isShown = d !== null;
        svg.style.display = isShown ? '' : 'none';
      }
      if (d !== null && d !== shape) {
        shape = d;
        path.setAttribute('d', d);
      }
      if (said === name) return;
      said = name;
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
      if (svg.getAttribute('width') === String(width) && svg.getAttribute('height') === String(height)) return;
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

/**
 * One closed shape `height` px high: along the greatest of each min / max pair, and back along the least. A silent pair is still a
 * line. The pairs stand in the middle of their steps; the first and the last reach to the edge. Empty for no pairs.
 */
export function wavePath(peaks: readonly number[], height = 16, stepPx = step): string {
  const middle = height / 2;
  const pairs = Math.floor(peaks.length / 2);
  const upper: string[] = [];
  const lower: string[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const low = Math.max(-1, peaks[pair * 2] as number);
    const high = Math.min(1, peaks[pair * 2 + 1] as number);
    const top = (middle - Math.max(high * middle, 0.5)).toFixed(1);
    const bottom = (middle - Math.min(low * middle, -0.5)).toFixed(1);
    const places = [(pair + 0.5) * stepPx];
    if (pair === 0) places.unshift(0);
    if (pair === pairs - 1) places.push(pairs * stepPx);
    for (const x of places) {
      upper.push(`${x.toFixed(1)} ${top}`);
      lower.unshift(`${x.toFixed(1)} ${bottom}`);
    }
  }
  return pairs === 0 ? '' : `M${[...upper, ...lower].join('L')}Z`;
}
