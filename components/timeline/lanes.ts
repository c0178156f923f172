import type { LaneId, TimelineView } from '@/lib/console/timeline-view.ts';

/** From the top of the canvas, px. */
export type LaneBox = { id: LaneId; top: number; height: number };

/** The axis stands above the lanes. */
export const axisPx = 18;

/** Least heights, px; what is left over goes to the playback and, a part, to the lanes with a level. */
const least: Readonly<Record<LaneId, number>> = {
  turns: 14,
  sent: 15,
  received: 15,
  audio: 20,
  buffer: 22,
  playback: 36,
  notes: 17,
};
const share: Partial<Record<LaneId, number>> = { audio: 0.15, buffer: 0.25, playback: 0.6 };
export const leastHeightPx = axisPx + Object.values(least).reduce((sum, each) => sum + each, 0);

export const laneNames: Readonly<Record<LaneId, string>> = {
  turns: 'Turns',
  sent: 'Sent',
  received: 'Received',
  audio: 'Audio arrival',
  buffer: 'Buffer',
  playback: 'Playback',
  notes: 'Findings, marks',
};

/** All lanes, one below the other, filling the height. */
export function laneBoxes(height: number): readonly LaneBox[] {
  const rest = Math.max(0, height - leastHeightPx);
  let top = axisPx;
  return Object.entries(least).map(([name, own]) => {
    const id = name as LaneId;
    const box = { id, top, height: own + Math.floor(rest * (share[id] ?? 0)) };
    top += box.height;
    return box;
  });
}

/** The lane at a height; null for the axis, and below the last. */
export function laneAt(boxes: readonly LaneBox[], y: number): LaneId | null {
  return boxes.find(({ top, height }) => y >= top && y < top + height)?.id ?? null;
}

/** What stands beside the name of a lane, and the whole of it in a sentence. */
export function laneFacts(view: TimelineView, id: LaneId, prebufferMs: number): { short: string; long: string } {
  if (id === 'turns') {
    return { short: String(view.turnCount), long: `${view.turnCount} turns, ${view.turnsInSight} of them in sight` };
  }
  if (id === 'notes') return { short: String(view.noteCount), long: `${view.noteCount} in the session` };
  if (id === 'buffer') {
    const most = `${Math.round(view.buffer.mostMs)} ms`;
    const real = view.buffer.real.length > 0 ? ' The dashed line is the queue of the real player.' : '';
    const long = `Sound that waits in an ideal player that begins with ${prebufferMs} ms of it, at most ${most} in sight; ${view.buffer.stallsInSight} stalls in sight.${real}`;
    return { short: view.buffer.mostMs > 0 ? most : '', long };
  }
  if (id === 'playback') {
    if (view.pieces.length === 0) return { short: '', long: 'Nothing to play in sight' };
    const heard = view.pieces.filter(({ by }) => by === 'heard').length;
    const short = heard === 0 ? 'ideal' : heard === view.pieces.length ? 'heard' : 'mixed';
    const how = {
      heard: 'When the sound was heard, by the audio clock.',
      ideal: `When an ideal player would play the sound that begins with ${prebufferMs} ms of it: it was not heard as it came.`,
      mixed:
        'Full colour: when it was heard, by the audio clock. Faint: not heard as it came; when an ideal player would play it.',
    }[short];
    return { short, long: how };
  }
  const { count, inSight } = view.lanes[id];
  return { short: String(count), long: `${count} entries, ${inSight} of them in sight` };
}
