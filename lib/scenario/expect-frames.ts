/** Expectations about frames: which events came in which order, how many, with which fields; the bytes of one frame. */
import { toHex } from '../bytes/hex.ts';
import { nodeAtPath } from '../bytes/node-path.ts';
import { crossedClient } from '../session/client-view.ts';
import type { Direction, FrameEntry, Masked } from '../session/entry.ts';
import type { Evidence } from './evidence.ts';
import { isWithin, missOf, rangeWords, valueIn } from './expect-value.ts';
import type { EventTest, Miss } from './expectation.ts';

type Frame = FrameEntry & { seq: number; event: string; masked?: Masked[] };

/** The frames of a direction that carry messages, in order. */
function* framesOf(evidence: Evidence, dir: Direction): Generator<Frame> {
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind !== 'frame' || entry.dir !== dir || !crossedClient(entry)) continue;
    if (entry.opcode === 'ping' || entry.opcode === 'pong') continue;
    yield { ...entry, event: evidence.reading(seq)?.event ?? 'unreadable' };
  }
}

export function missOfOrder(
  { events, exactly }: { events: readonly string[]; exactly: boolean },
  evidence: Evidence,
): Miss | null {
  const came: { event: string; seq: number }[] = [];
  for (const { event, seq } of framesOf(evidence, 'received')) {
    if (event !== 'audio' || came.at(-1)?.event !== 'audio') came.push({ event, seq });
  }
  let at = 0;
  let seq: number | undefined;
  for (const wanted of events) {
    const found = exactly ? at : came.findIndex((one, i) => i >= at && one.event === wanted);
    const one = came[found];
    if (one?.event !== wanted) {
      const after = seq === undefined ? '' : ` after entry ${seq}`;
      const place = exactly && one !== undefined ? { seq: one.seq } : {};
      const got = (exactly ? one?.event : listed(came.slice(at).map(({ event }) => event))) ?? 'nothing more';
      return { ...place, expected: `${wanted}${after}`, got };
    }
    seq = one.seq;
    at = found + 1;
  }
  const more = exactly ? came[at] : undefined;
  return more === undefined ? null : { seq: more.seq, expected: 'nothing more', got: more.event };
}

function listed(events: readonly string[]): string | undefined {
  const shown = events.slice(0, 8).join(', ');
  return events.length === 0 ? undefined : events.length > 8 ? `${shown} and ${events.length - 8} more` : shown;
}

export function missOfEvent({ dir, event, count, which, fields }: EventTest, evidence: Evidence): Miss | null {
  const frames = [...framesOf(evidence, dir)].filter((frame) => frame.event === event);
  const wanted = count ?? { min: 1 };
  const fitting = which === undefined && fields.length > 0 ? frames.filter((one) => !fieldMiss(one)) : frames;
  const last = frames.at(-1);
  if (!isWithin(wanted, fitting.length)) {
    // The nearest there is says more than a number of nothing.
    const near = fitting.length === 0 && last !== undefined ? fieldMiss(last) : null;
    if (near !== null) return near;
    const at = fitting.at(-1);
    const place = at === undefined ? {} : { seq: at.seq };
    return { ...place, expected: `${rangeWords(wanted)} ${dir} ${event}`, got: String(fitting.length) };
  }
  if (which === undefined) return null;
  const looked = which === 'first' ? frames.slice(0, 1) : which === 'last' ? frames.slice(-1) : frames;
  for (const frame of looked) {
    const miss = fieldMiss(frame);
    if (miss !== null) return miss;
  }
  return null;

  function fieldMiss(frame: Frame): Miss | null {
    for (const { path, test } of fields) {
      const table = evidence.fields(frame.seq);
      const node = table === null ? null : nodeAtPath(table, path);
      const value = table === null || node === null ? undefined : valueIn(table, node, frame.bytes);
      const miss = missOf(test, value);
      if (miss !== null) {
        return { seq: frame.seq, ...(node === null ? {} : { offset: node.start }), field: path, ...miss };
      }
    }
    return null;
  }
}

/** Bytes shown from the first that differs. */
const shownBytes = 8;

export function missOfFrame(
  { dir, nth, bytes }: { dir: Direction; nth: number; bytes: Uint8Array },
  evidence: Evidence,
): Miss | null {
  let count = 0;
  for (const frame of framesOf(evidence, dir)) {
    if (++count === nth) return bytesMiss(frame, bytes);
  }
  return { expected: `a frame ${nth} ${dir}`, got: `${count} of them` };
}

function bytesMiss({ seq, bytes: got, masked = [] }: Frame, wanted: Uint8Array): Miss | null {
  const most = Math.max(got.length, wanted.length);
  for (let at = 0; at < most; at++) {
    if (got[at] === wanted[at] || masked.some(({ start, end }) => start <= at && at < end)) continue;
    const hex = (bytes: Uint8Array) =>
      toHex(bytes.subarray(at, at + shownBytes), ' ') || `an end after ${bytes.length} bytes`;
    return { seq, offset: at, expected: hex(wanted), got: hex(got) };
  }
  return null;
}
