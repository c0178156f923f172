/** Reads a session's record into what a client would have to do to have it again. */
import type { Span } from '../bytes/span.ts';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { visible } from '../bytes/visible.ts';
import type { Dialect, Reading } from '../dialects/dialect.ts';
import type { CloseEntry, Entry, FrameEntry, Masked } from '../session/entry.ts';
import { frameValue } from './frame-value.ts';
import { KeyNumbers } from './key-numbers.ts';
import { Pauses } from './pauses.ts';
import { overlaps, readUpgrade } from './read-upgrade.ts';
import type { KeyHole, ScriptEnd, ScriptStep, SendStep, SessionScript } from './script.ts';
import { wireOf } from './wire.ts';

/** A session's record: entries 1 to `length`, as `SessionLog` has them. */
export type SessionRecord = { readonly length: number; entry(seq: number): Entry };

type FrameLine = Entry & FrameEntry;

/** Pauses before the first frame longer than this are mentioned. */
const mentionedMs = 1000;

/** Null for a record without an attempt to connect: there is nobody to call. */
export function readScript(record: SessionRecord, dialect: Dialect, title: string): SessionScript | null {
  const keys = new KeyNumbers();
  const reader = dialect.openReader();
  const pauses = new Pauses();
  const steps: ScriptStep[] = [];
  const notes: string[] = [];
  let upgrade: ReturnType<typeof readUpgrade> | null = null;
  let end: ScriptEnd | null = null;
  let errors = 0;
  for (let seq = 1; seq <= record.length; seq++) {
    const entry = record.entry(seq);
    if (entry.kind === 'dial') upgrade ??= readUpgrade(entry, dialect, keys);
    else if (entry.kind === 'handshake') {
      pauses.opened(entry.t);
      if (entry.status !== 101) notes.push(`The recorded upgrade was refused with status ${entry.status}.`);
    } else if (entry.kind === 'close') {
      end = endOf(entry, pauses.sinceSent(entry.t));
      if (end.how !== 'theirs') steps.push(...pauses.leave(entry.t));
    } else if (entry.kind === 'frame' && entry.leg !== 'upstream') {
      const reading = reader.read(entry);
      if (entry.dir === 'received') {
        if (reading.role === 'error') errors++;
        pauses.received(entry.t, reading);
      } else if (entry.opcode !== 'pong') {
        const pause = pauses.send(entry.t);
        if (pause.leftOutMs > mentionedMs) notes.push(waitedFirst(pause.leftOutMs));
        steps.push(...pause.steps, sendStep(entry, reading, dialect, keys));
      }
    }
  }
  if (upgrade === null) return null;
  if (end === null) {
    steps.push(...pauses.leave(Number.POSITIVE_INFINITY));
    end = { how: 'close', code: 1000, reason: '' };
  }
  for (const word of keys.words) {
    notes.push(`The recorded session sent the word "${visible(word)}" where a key goes; this sends your key there.`);
  }
  if (keys.isRespelled) {
    notes.push('Somewhere a key stood in another spelling, such as base64 or hex; here it is written plainly.');
  }
  return { dialect, title, ...upgrade, keys: keys.count, steps, end, errors, audio: reader.audioAsk(), notes };
}

function waitedFirst(ms: number): string {
  return `The first frame was sent ${Math.round(ms / 100) / 10} s after the connection was open; that wait is left out.`;
}

export function sendStep(entry: FrameLine, reading: Reading, dialect: Dialect, keys: KeyNumbers): SendStep {
  const { seq, bytes } = entry;
  const opcode = entry.opcode === 'pong' ? 'ping' : entry.opcode;
  const holes = holesOf(entry, dialect, keys);
  // JSON in the other protocol's frames, or the other way round: no event there, whatever it says.
  const isPacked = opcode === (wireOf(dialect.id)?.codec === 'json' ? 'text' : 'binary');
  const table = isPacked ? dialect.inspect(entry, reading) : null;
  const meaning = visible(`${reading.event}: ${dialect.describe(entry, reading)}`);
  return { do: 'send', seq, opcode, bytes, holes, meaning, value: table && frameValue(table, bytes, holes) };
}

/** Masked places, and the secret ones where a word stood that is no secret. */
function holesOf(entry: FrameLine & { masked?: Masked[] }, dialect: Dialect, keys: KeyNumbers): KeyHole[] {
  const masked = (entry.masked ?? []).filter((span) => span.in === 'bytes');
  const secret = dialect.secretsIn(entry).filter(({ start, end }) => end > start && !masked.some(overlaps(start, end)));
  const spans = [...masked, ...secret.map((span) => ({ ...span, key: undefined }))].sort((a, b) => a.start - b.start);
  return apart(spans, entry.bytes.length).map(({ start, end, key }) => ({
    start,
    end,
    part: keys.part(decodeUtf8(entry.bytes, start, end).text, key),
  }));
}

/** Of spans in the order of their starts those within the bytes that do not lie over the one before: a file may say anything. */
function apart<One extends Span>(spans: readonly One[], length: number): One[] {
  const kept: One[] = [];
  let from = 0;
  for (const span of spans) {
    const end = Math.min(span.end, length);
    if (span.start < from || end <= span.start) continue;
    kept.push({ ...span, end });
    from = end;
  }
  return kept;
}

function endOf({ by, code, reason }: CloseEntry, afterMs: number): ScriptEnd {
  if (by !== 'us') return { how: 'theirs', afterMs };
  return code === 1006 ? { how: 'cut' } : { how: 'close', code, reason: decodeUtf8(reason).text };
}
