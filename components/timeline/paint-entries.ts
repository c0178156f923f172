import { visible } from '@/lib/bytes/visible.ts';
import type { Lane, LaneEvent } from '@/lib/console/timeline-view.ts';
import type { Brush } from './brush.ts';
import { placeOf } from './time-window.ts';

/** Events so near to the first of them share a label, px. */
const togetherPx = 26;

/** Sent and received: a stroke for each entry, its kind beside it where there is room; where they are dense, a stroke for each column. */
export function paintEntries(brush: Brush, id: 'sent' | 'received'): void {
  const { view, colours } = brush.scene;
  const lane = view.lanes[id];
  const { top, height } = brush.box(id);
  const colour = id === 'sent' ? colours.sentMark : colours.receivedMark;
  if (lane.events === null) {
    const { counts } = lane.columns;
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    // A lane that is full says by its strength how full.
    eachColumn(brush, lane, (at, x, wide) => {
      brush.to.globalAlpha = 0.35 + 0.65 * ((counts[at] as number) / most);
      brush.fill(colour, x, top + 3, Math.max(1, wide), height - 6);
    });
    brush.to.globalAlpha = 1;
    return;
  }
  for (const { t, kind, seq, isBad } of lane.events) {
    const isSelected = seq === view.selected?.seq;
    const [x, inset] = [brush.x(t), kind === 'audio' ? 4 : 2];
    const ink = isSelected ? colours.accent : isBad ? colours.bad : colour;
    brush.fill(ink, x - 1, top + inset, kind === 'audio' && !isSelected ? 1 : 2, height - 2 * inset);
  }
  brush.to.font = colours.label;
  const named = lane.events.filter(({ kind }) => kind !== 'audio');
  labels(brush, named, lane.events, colours[id], top + height / 2 + 0.5);
}

function labels(
  brush: Brush,
  named: readonly LaneEvent[],
  all: readonly LaneEvent[],
  colour: string,
  middle: number,
): void {
  for (let i = 0; i < named.length; ) {
    const first = brush.x(named[i]?.t ?? 0);
    let last = i;
    while (last + 1 < named.length && brush.x(named[last + 1]?.t ?? 0) - first < togetherPx) last++;
    const end = named[last] as LaneEvent;
    const next = all.find(({ t }) => t > end.t);
    const until = next === undefined ? brush.scene.width : brush.x(next.t) - 4;
    const words = named.slice(i, last + 1).map(({ kind }) => visible(kind));
    const from = brush.x(end.t) + 5;
    if (until - from > 24) brush.write(colour, words.join(', '), from, middle, until);
    i = last + 1;
  }
}

/** Audio as it came: a bar for each frame, as high as it has bytes; for each column where they are dense. */
export function paintArrivals(brush: Brush): void {
  const { view, colours } = brush.scene;
  const lane = view.lanes.audio;
  const { top, height } = brush.box('audio');
  const room = height - 3;
  if (lane.events === null) {
    const { bytes } = lane.columns;
    const most = bytes.reduce((a, b) => Math.max(a, b), 1);
    eachColumn(brush, lane, (at, x, wide) => {
      const tall = Math.max(2, (room * (bytes[at] as number)) / most);
      brush.fill(colours.receivedMark, x, top + height - tall - 1, Math.max(1, wide), tall);
    });
    return;
  }
  const most = lane.events.reduce((a, { bytes }) => Math.max(a, bytes), 1);
  for (const { t, bytes, seq } of lane.events) {
    const tall = Math.max(3, (room * bytes) / most);
    const isSelected = seq === view.selected?.seq;
    brush.fill(
      isSelected ? colours.accent : colours.receivedMark,
      brush.x(t) - 1,
      top + height - tall - 1,
      isSelected ? 3 : 2,
      tall,
    );
  }
}

/** Columns are those of the view, wherever the window has gone meanwhile. */
function eachColumn(brush: Brush, lane: Lane, draw: (at: number, x: number, wide: number) => void): void {
  if (lane.columns === null) return;
  const { view, bounds, width } = brush.scene;
  const { counts } = lane.columns;
  const wide = (view.toMs - view.fromMs) / counts.length;
  const px = (wide / (bounds.toMs - bounds.fromMs)) * width;
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    const x = placeOf(view.fromMs + at * wide, bounds, width);
    if (x > -px && x < width) draw(at, x, px);
  }
}
