import { visible } from '@/lib/bytes/visible.ts';
import { melOf, type SoundView } from '@/lib/console/sound-view.ts';
import type { CanvasColours } from '../ui/canvas-colours.ts';
import { type Flag, flagLabels } from './flag-labels.ts';
import type { WaveState } from './wave-desk.ts';
import { type Bounds, rulerStep, timeText } from './wave-window.ts';

/** Heights in px: the times, and under them the flags of what was sent and received. */
export const rulerPx = 15;
const flagsPx = 13;
export const headPx = rulerPx + flagsPx;
/** Frames closer than this, px, have no lines of their own: they would be a block. */
const closestLines = 3;

export type Scene = {
  width: number;
  height: number;
  bounds: Bounds;
  view: SoundView;
  state: WaveState;
  /** Second that is heard; null when nothing plays or waits. */
  playheadS: number | null;
  colours: CanvasColours;
  /** Drawn over [fromS, toS). */
  spectrum: { picture: CanvasImageSource; fromS: number; toS: number; topHz: number } | null;
};

/** Over a spectrogram the waveform has so much of the height. */
const waveShare = 0.34;

type Draw = CanvasRenderingContext2D;

/** Everything, in one pass: a thousand strokes at most. */
export function paintWave(draw: Draw, scene: Scene): void {
  const { width, height, bounds, view, state, colours } = scene;
  const perS = width / (bounds.toS - bounds.fromS);
  const x = (second: number) => (second - bounds.fromS) * perS;
  const span = (from: number, to: number, top: number, bottom: number, colour: string, least = 1) => {
    const left = Math.max(-1, x(from));
    const right = Math.min(width + 1, Math.max(x(to), left + least));
    if (right <= 0 || left >= width) return;
    draw.fillStyle = colour;
    draw.fillRect(left, top, right - left, bottom - top);
  };
  draw.clearRect(0, 0, width, height);
  const bottom = scene.spectrum === null ? height : Math.round(headPx + (height - headPx) * waveShare);
  if (view.selected !== null) span(view.selected.fromS, view.selected.toS, headPx, height, colours.chosen, 2);
  if (state.selection !== null) span(state.selection.fromS, state.selection.toS, headPx, height, colours.chosen, 2);
  frameLines(draw, scene, x, bottom);
  wave(draw, scene, x, headPx, bottom);
  if (scene.spectrum !== null) {
    const { picture, fromS, toS } = scene.spectrum;
    draw.drawImage(picture, x(fromS), bottom, x(toS) - x(fromS), height - bottom);
    pitches(draw, scene, bottom);
  }
  for (const { fromS, toS } of view.clips) span(fromS, toS, headPx, headPx + 4, colours.bad, 2);
  ruler(draw, scene, x);
  flags(draw, scene, x);
  edges(draw, scene, x);
}

function frameLines(draw: Draw, { view, width, colours }: Scene, x: (s: number) => number, bottom: number): void {
  const { frames } = view;
  if (frames !== null && frames.seqs.length * closestLines < width) {
    draw.fillStyle = colours.line;
    for (const fromS of frames.fromS) draw.fillRect(Math.round(x(fromS)), headPx, 1, bottom - headPx);
  }
  draw.fillStyle = colours.edge;
  for (const { index, startS } of view.streams) {
    if (index > 0) draw.fillRect(Math.round(x(startS)), headPx, 2, bottom - headPx);
  }
}

function wave(
  draw: Draw,
  { view, width, colours }: Scene,
  x: (s: number) => number,
  top: number,
  bottom: number,
): void {
  const { peaks, fromS, toS } = view;
  if (view.seconds === 0) return;
  const pairs = peaks.length / 2;
  const middle = (top + bottom) / 2;
  const half = (bottom - top) / 2 - 2;
  const each = (toS - fromS) / pairs;
  const wide = Math.max(1, x(fromS + each) - x(fromS));
  draw.fillStyle = colours.edge;
  draw.fillRect(0, Math.round(middle), width, 1);
  draw.fillStyle = colours.wave;
  for (let i = 0; i < pairs; i++) {
    const second = fromS + i * each;
    if (second >= view.seconds) break;
    // On whole pixels: columns that share one would both be faint in it.
    const left = Math.round(x(second));
    if (left < -wide || left > width) continue;
    const high = middle - Math.max(0.004, peaks[2 * i + 1] as number) * half;
    const low = middle - Math.min(-0.004, peaks[2 * i] as number) * half;
    draw.fillRect(left, high, Math.max(1, Math.round(x(second + each)) - left), Math.max(1, low - high));
  }
}

/** Frequencies at the left edge of the spectrogram, as far as there is room. */
function pitches(draw: Draw, { spectrum, height, colours }: Scene, top: number): void {
  const topHz = spectrum?.topHz ?? 0;
  draw.font = colours.mono;
  draw.textBaseline = 'middle';
  let free = height;
  for (const hz of [250, 1000, 4000, 16_000]) {
    const y = height - (melOf(hz) / melOf(topHz)) * (height - top);
    if (hz >= topHz || y > free - 6 || y < top + 6) continue;
    free = y - 6;
    const text = hz < 1000 ? `${hz} Hz` : `${hz / 1000} kHz`;
    draw.fillStyle = colours.ground;
    draw.fillRect(2, y - 6, draw.measureText(text).width + 4, 12);
    draw.fillStyle = colours.soft;
    draw.fillText(text, 4, y);
  }
}

function ruler(draw: Draw, { bounds, width, colours }: Scene, x: (s: number) => number): void {
  const step = rulerStep(bounds.toS - bounds.fromS, width / 70);
  draw.font = colours.mono;
  draw.textBaseline = 'middle';
  for (let n = Math.ceil(bounds.fromS / step - 1e-9); n * step < bounds.toS; n++) {
    const at = Math.round(x(n * step));
    draw.fillStyle = colours.line;
    draw.fillRect(at, 0, 1, rulerPx);
    draw.fillStyle = colours.soft;
    draw.fillText(`${timeText(n * step, step)}${n === 0 ? ' s' : ''}`, at + 4, rulerPx / 2);
  }
}

/** `text, flush, stop`: what happened at one place, each thing named once. */
function flagText(markers: SoundView['markers']): string {
  const names = [...new Set(markers.map(({ event }) => visible(event).slice(0, 12)))];
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` +${names.length - 3}` : ''}`;
}

/** A flag at each place where something was sent or received, with its words where they have room. */
function flags(draw: Draw, { view, colours, width }: Scene, x: (s: number) => number): void {
  const found: (Flag & { text: string; colour: string })[] = [];
  for (let i = 0; i < view.markers.length; ) {
    const first = view.markers[i];
    if (first === undefined) break;
    let count = 1;
    while (view.markers[i + count] !== undefined && view.markers[i + count]?.atS === first.atS) count++;
    const last = view.markers[i + count - 1] ?? first;
    i += count;
    const at = Math.min(width - 2, Math.round(x(first.atS)));
    if (at < -100 || at > width) continue;
    const text = flagText(view.markers.slice(i - count, i));
    const colour = last.dir === 'sent' ? colours.sent : colours.received;
    found.push({ at, room: draw.measureText(text).width, text, colour });
  }
  const labels = flagLabels(found, width);
  for (const [index, { at, text, colour }] of found.entries()) {
    draw.fillStyle = colour;
    draw.fillRect(at, rulerPx, 2, flagsPx);
    const left = labels[index];
    if (left !== null && left !== undefined) draw.fillText(text, left, rulerPx + flagsPx / 2);
  }
}

/** What one puts there oneself: selection, cursor, pointer, and what is heard. */
function edges(draw: Draw, { state, playheadS, height, colours }: Scene, x: (s: number) => number): void {
  const line = (second: number, colour: string, top: number) => {
    draw.fillStyle = colour;
    draw.fillRect(Math.round(x(second)), top, 1, height - top);
  };
  if (state.selection !== null) {
    line(state.selection.fromS, colours.accent, headPx);
    line(state.selection.toS, colours.accent, headPx);
  }
  if (state.hoverS !== null) line(state.hoverS, colours.soft, 0);
  if (state.cursorS !== null) line(state.cursorS, colours.accent, 0);
  if (playheadS === null) return;
  line(playheadS, colours.text, 0);
  const at = Math.round(x(playheadS)) + 0.5;
  draw.beginPath();
  draw.moveTo(at - 5, 0);
  draw.lineTo(at + 5, 0);
  draw.lineTo(at, 8);
  draw.fill();
}
