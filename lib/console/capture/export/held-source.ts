/** A held session as exports look at it, with what readings, sound and timing say of its frames. */
import type { ExportSource, RowTiming } from '../../../recording/export/export-source.ts';
import { partitionPoint } from '../../../session/partition-point.ts';
import type { HeldSession } from '../held-session.ts';
import type { SessionClocks } from '../session-clocks.ts';

/** As long as the session is now: what comes meanwhile is not of it. */
export function heldSource(held: HeldSession, clocks: SessionClocks | null): ExportSource {
  const { log, title } = held.session;
  const seenMs = (seq: number) => (held.isAdopted ? held.seenMs(seq) : (clocks?.seenAt(seq)?.t ?? null));
  return {
    head: log.head,
    title,
    redacted: held.redacted,
    length: log.length,
    entry: (seq) => log.entry(seq),
    seen(seq) {
      const ms = seenMs(seq);
      return ms !== null && Number.isFinite(ms) ? ms : null;
    },
    timing: rowTimings(held),
  };
}

function rowTimings({ session, timing, track }: HeldSession): (seq: number) => RowTiming | null {
  // When the first row is asked for: all that is to be told is known by then.
  let turns: readonly { fromSeq: number; toSeq: number; index: number }[] | null = null;
  return (seq) => {
    if (session.log.dirOf(seq) === null) return null;
    turns ??= timing.view().turns;
    const found = turns[partitionPoint(turns.length, (i) => (turns?.[i]?.fromSeq ?? 0) <= seq) - 1];
    const audioBytes = session.readings.audioSize(seq);
    const seconds = audioBytes > 0 && session.isReceivedAudio(seq) ? track.secondsBetween(seq, seq) : null;
    return {
      kind: session.readings.kindOf(seq),
      audioBytes,
      audioMs: seconds === null ? null : seconds * 1000,
      round: session.readings.reading(seq).round,
      turn: found !== undefined && seq <= found.toSeq ? found.index : null,
    };
  };
}
