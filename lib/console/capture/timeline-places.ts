/** Which entry is meant by a place on the timeline. */
import type { TimingView } from '../../timing/timing-view.ts';
import type { LaneId } from '../timeline-view.ts';
import type { LaneColumn } from './timeline-index.ts';
import { playedBy } from './timeline-play.ts';
import type { TimelineSight } from './timeline-sight.ts';

/** The entry `step` places from the selected one on a lane; from one that is not on it, the nearest in that direction. Null for none. */
export function stepFrom(
  lane: { count: number; seq: (at: number) => number },
  selected: number | null,
  step: number,
): number | null {
  let at = 0;
  let high = lane.count;
  while (selected !== null && at < high) {
    const middle = (at + high) >> 1;
    if (lane.seq(middle) < selected) at = middle + 1;
    else high = middle;
  }
  const isOn = selected !== null && at < lane.count && lane.seq(at) === selected;
  const to = at + (step > 0 && !isOn ? step - 1 : step);
  return to >= 0 && to < lane.count ? lane.seq(to) : null;
}

/** The entry of a lane at a moment: whose sound plays then, whose turn it is, or the nearest that is near enough; null for none. */
export function entryAt(
  sight: TimelineSight,
  timing: TimingView | null,
  lane: LaneId,
  atMs: number,
  withinMs: number,
): number | null {
  const { lanes } = sight.index;
  if (lane === 'turns') return (timing?.turns ?? []).findLast((turn) => turn.t0Ms - withinMs <= atMs)?.fromSeq ?? null;
  if (lane === 'playback') return heardAt(sight, atMs);
  if (lane === 'buffer') {
    const at = lanes.audio.from(atMs + withinMs) - 1;
    return at < 0 ? null : lanes.audio.seq(at);
  }
  if (lane === 'notes') {
    const near = sight.notes.filter(({ t }) => Math.abs(t - atMs) <= withinMs);
    return near.sort((a, b) => Math.abs(a.t - atMs) - Math.abs(b.t - atMs))[0]?.seq ?? null;
  }
  const found = nearest(lanes[lane], atMs, withinMs);
  if (found !== null || lane !== 'audio') return found;
  // A gap stands for the frame that ended it.
  return sight.troubles.find(({ seq, fromMs, toMs }) => seq > 0 && fromMs <= atMs && atMs <= toMs)?.seq ?? null;
}

function nearest(column: LaneColumn, ms: number, withinMs: number): number | null {
  const at = column.from(ms);
  const near = [at - 1, at].filter((i) => i >= 0 && i < column.count && Math.abs(column.t(i) - ms) <= withinMs);
  const best = near.sort((a, b) => Math.abs(column.t(a) - ms) - Math.abs(column.t(b) - ms))[0];
  if (best === undefined) return null;
  // Of several that came at once, the first.
  return column.seq(column.from(column.t(best)));
}

function heardAt({ pieces, held }: TimelineSight, atMs: number): number | null {
  const piece = pieces.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
  return piece === undefined ? null : (held.track.sound.frameAtSecond(playedBy([piece], atMs))?.seq ?? null);
}
