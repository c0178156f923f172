/** Looking things up in a record, as the answers of probes need it. */
import { nodeAtPath } from '../../bytes/node-path.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { CloseEntry, Direction, HandshakeEntry } from '../../session/entry.ts';
import type { Evidence } from '../evidence.ts';
import { shown, valueIn } from '../expect-value.ts';
import { grouped } from '../step.ts';

export type SeenFrame = { seq: number; t: number; event: string };
export type SeenClose = CloseEntry & { seq: number; t: number };

/** Frames of a direction, control frames too (`ping`, `pong`). */
export function framesOf(evidence: Evidence, dir: Direction): SeenFrame[] {
  const found: SeenFrame[] = [];
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind !== 'frame' || entry.dir !== dir) continue;
    const control = entry.opcode === 'ping' || entry.opcode === 'pong';
    found.push({ seq, t: entry.t, event: control ? entry.opcode : (evidence.reading(seq)?.event ?? 'unreadable') });
  }
  return found;
}

/** Received frames of one event, after entry `after`. */
export function received(evidence: Evidence, event: string, after = 0): SeenFrame[] {
  return framesOf(evidence, 'received').filter((frame) => frame.event === event && frame.seq > after);
}

/** The n-th frame sent of an event, from 1. */
export function sent(evidence: Evidence, event: string, nth = 1): SeenFrame | null {
  return framesOf(evidence, 'sent').filter((frame) => frame.event === event)[nth - 1] ?? null;
}

/** The n-th frame sent, from 1, whatever it holds. */
export function nthSent(evidence: Evidence, nth: number): SeenFrame | null {
  return framesOf(evidence, 'sent')[nth - 1] ?? null;
}

/** The value at a path of a frame; undefined for none. */
export function valueAt(evidence: Evidence, seq: number, path: string): unknown {
  const entry = evidence.entry(seq);
  const table = evidence.fields(seq);
  const node = table === null ? null : nodeAtPath(table, path);
  return entry.kind !== 'frame' || table === null || node === null ? undefined : valueIn(table, node, entry.bytes);
}

/** The end of the connection, when the server or the network ended it; null when it is open, or we closed it. */
export function endedByThem(evidence: Evidence): SeenClose | null {
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind === 'close') return entry.by === 'us' ? null : entry;
  }
  return null;
}

export function handshakeOf(evidence: Evidence): (HandshakeEntry & { seq: number }) | null {
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const entry = evidence.entry(seq);
    if (entry.kind === 'handshake') return entry;
  }
  return null;
}

/** The value of a header of the server's answer to the upgrade; null for none. */
export function headerOf(evidence: Evidence, name: string): string | null {
  const header = handshakeOf(evidence)?.headers.find((one) => one.name.toLowerCase() === name);
  return header?.value ?? null;
}

/** `closed by the server with 1000 "bye"`, `lost without a close frame (1006)`. */
export function closeWords({ by, code, reason }: SeenClose): string {
  if (by === 'network') return `lost without a close frame (${code})`;
  const words = decodeUtf8(reason).text;
  return `closed by the server with ${code}${words === '' ? '' : ` ${shown(words)}`}`;
}

/** `80 ms`, `12.4 s`. */
export function timeWords(ms: number): string {
  return ms < 10_000 ? `${grouped(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}
