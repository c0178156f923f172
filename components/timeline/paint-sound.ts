import { visible } from '@/lib/bytes/visible.ts';
import type { DrawnPiece } from '@/lib/console/timeline-view.ts';
import type { Brush } from './brush.ts';

/** What waits to be played: filled for an ideal player, dashed for the real one; hatched where the ideal one stalls. */
export function paintBuffer(brush: Brush): void {
  const { view, colours } = brush.scene;
  const { top, height } = brush.box('buffer');
  const { ideal, real, stalls, mostMs } = view.buffer;
  if (mostMs === 0) return;
  const floor = top + height - 2;
  const y = (ms: number) => floor - (ms / mostMs) * (height - 5);
  for (const { fromMs, toMs } of stalls) brush.hatch(brush.x(fromMs), brush.x(toMs), top + 2, height - 4);
  const { to } = brush;
  to.fillStyle = colours.wave;
  to.globalAlpha = 0.16;
  for (const path of paths(ideal)) {
    to.beginPath();
    to.moveTo(brush.x(path[0] as number), floor);
    for (let i = 0; i < path.length; i += 2) to.lineTo(brush.x(path[i] as number), y(path[i + 1] as number));
    to.lineTo(brush.x(path[path.length - 2] as number), floor);
    to.fill();
  }
  to.globalAlpha = 1;
  to.lineWidth = 1.2;
  for (const [line, colour, dash] of [
    [ideal, colours.wave, []],
    [real, colours.text, [3, 3]],
  ] as const) {
    to.strokeStyle = colour;
    to.setLineDash(dash);
    to.beginPath();
    for (const path of paths(line)) {
      to.moveTo(brush.x(path[0] as number), y(path[1] as number));
      for (let i = 2; i < path.length; i += 2) to.lineTo(brush.x(path[i] as number), y(path[i + 1] as number));
    }
    to.stroke();
  }
  to.setLineDash([]);
}

/** Lines are parted by NaN. */
function paths(line: Float64Array): Float64Array[] {
  const found: Float64Array[] = [];
  let from = 0;
  for (let i = 0; i <= line.length; i += 2) {
    if (i < line.length && !Number.isNaN(line[i])) continue;
    if (i > from) found.push(line.subarray(from, i));
    from = i + 2;
  }
  return found;
}

/** The sound at the time it was heard, or would be; its words below. */
export function paintPlayback(brush: Brush): void {
  const { view, colours } = brush.scene;
  const { top, height } = brush.box('playback');
  const words = view.words.length > 0 ? 13 : 0;
  const middle = top + (height - words) / 2;
  brush.to.fillStyle = colours.wave;
  for (const piece of view.pieces) wave(brush, piece, middle, (height - words) / 2 - 2);
  brush.to.globalAlpha = 1;
  if (words > 0) paintWords(brush, top + height - words);
}

function wave(brush: Brush, piece: DrawnPiece, middle: number, tall: number): void {
  const { to } = brush;
  const { peaks, seenMs, seenToMs, fromMs, toMs } = piece;
  const pairs = peaks.length / 2;
  const [left, right] = [brush.x(seenMs), brush.x(seenToMs)];
  const wide = (right - left) / Math.max(1, pairs);
  to.globalAlpha = piece.by === 'heard' ? 1 : 0.55;
  to.beginPath();
  for (let i = 0; i < pairs; i++) {
    const high = Math.max(0.015, peaks[2 * i + 1] as number) * tall;
    const low = Math.min(-0.015, peaks[2 * i] as number) * tall;
    to.rect(left + i * wide, middle - high, Math.max(0.75, wide), high - low);
  }
  to.fill();
  // Where it begins and ends, not where it is cut by the edge of the window.
  const { edge } = brush.scene.colours;
  if (fromMs === seenMs) brush.upright(edge, left, middle - tall, 2 * tall);
  if (toMs === seenToMs) brush.upright(edge, right, middle - tall, 2 * tall);
  to.fillStyle = brush.scene.colours.wave;
}

function paintWords(brush: Brush, top: number): void {
  const { view, colours, playheadMs, width } = brush.scene;
  brush.to.font = colours.label;
  view.words.forEach(({ fromMs, toMs, text }, i) => {
    const [left, right] = [brush.x(fromMs), brush.x(toMs)];
    if (right < 0 || left > width) return;
    const isNow = playheadMs !== null && playheadMs >= fromMs && playheadMs < toMs;
    const next = view.words[i + 1];
    brush.fill(isNow ? colours.text : colours.edge, left, top, Math.max(1, right - left - 2), 1);
    const until = Math.min(width, next === undefined ? width : Math.max(right, brush.x(next.fromMs)) - 3);
    brush.write(isNow ? colours.text : colours.soft, visible(text.trim()), Math.max(1, left), top + 7.5, until);
  });
}
