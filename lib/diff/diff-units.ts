/** A session cut into what is aligned: events, texts up to a flush, a turn's audio. Pieces do not count: what they come to does. */
import { fieldOf } from '../bytes/node-field.ts';
import type { NodeTable } from '../bytes/node-table.ts';
import type { Reading } from '../dialects/dialect.ts';
import { crossedClient } from '../session/client-view.ts';
import type { Entry, FrameEntry, Masked } from '../session/entry.ts';
import { ContentHash, tableHash } from './content-hash.ts';
import type { DiffSide } from './diff-side.ts';
import { entryFacts } from './entry-facts.ts';
import type { Lane } from './session-diff.ts';
import { maskedIn, unmasked } from './unmasked.ts';

export type Unit = {
  lane: Lane;
  /** What it is, as the log calls it, and whom it may stand opposite to. */
  event: string;
  /** What it says: equal for equal content, whatever the pieces. */
  token: number;
  of: 'entry' | 'text' | 'audio';
  seq: number;
  last: number;
  frames: number;
  bytes: number;
  t: number;
  /** Of texts: all of them joined, and where each frame begins in it. */
  text: string;
  pieces: { seq: number; at: number }[];
  /** Of audio: the event that announced it; 0 for none. */
  announced: number;
};

/** `sound`: equal for all the same audio bytes. */
export type Units = { units: Unit[]; controls: number; sound: number };

type Frame = FrameEntry & { seq: number; t: number; masked?: Masked[] };
type TextRun = { unit: Unit; parts: string[]; at: number };
type AudioRun = { unit: Unit; round: number; hash: ContentHash };

/** Work between two calls of `breathe`: entries, and bytes of audio. */
const sliceEntries = 200;
const sliceBytes = 2 ** 20;

/** `turns`: entries that a turn's audio begins with, where it is to be cut by turns; null: by rounds alone. */
export async function unitsOf(
  side: DiffSide,
  turns: ReadonlySet<number> | null,
  breathe: () => Promise<void>,
): Promise<Units> {
  const cutter = new Cutter(side, turns);
  let bytes = 0;
  for (let seq = 1; seq <= side.length(); seq++) {
    bytes += cutter.take(side.entry(seq));
    if (seq % sliceEntries !== 0 && bytes < sliceBytes) continue;
    bytes = 0;
    await breathe();
  }
  return cutter.end();
}

class Cutter {
  private readonly side: DiffSide;
  private readonly turns: ReadonlySet<number> | null;
  private readonly units: Unit[] = [];
  private controls = 0;
  private readonly sounds = new ContentHash();
  private text: TextRun | null = null;
  private audio: AudioRun | null = null;

  constructor(side: DiffSide, turns: ReadonlySet<number> | null) {
    this.side = side;
    this.turns = turns;
  }

  /** The next entry. Answers the bytes looked at. */
  take(entry: Entry): number {
    if (entry.kind !== 'frame') {
      // What the page or its player say of themselves is no part of the conversation.
      if (entry.kind === 'mark' && (entry.by === 'player' || entry.by === 'page')) return 0;
      if (entry.kind === 'close') this.close();
      this.units.push(entryUnit(entry));
      return 0;
    }
    if (!crossedClient(entry)) return 0;
    const reading = this.side.reading(entry.seq);
    if (reading === null || reading.role === 'control') this.controls++;
    else if (isSound(entry, reading)) this.sound(entry, reading);
    else this.event(entry, reading);
    return entry.bytes.length;
  }

  end(): Units {
    this.close();
    return { units: this.units, controls: this.controls, sound: this.sounds.value() };
  }

  private close(): void {
    this.endText();
    this.endAudio();
  }

  private event(frame: Frame, reading: Reading): void {
    const table = this.side.fields(frame.seq);
    const text = frame.dir === 'sent' && reading.role === 'text' ? plainText(frame, table) : null;
    if (text !== null) {
      this.text ??= { unit: this.open(frame, reading.event, 'text'), parts: [], at: 0 };
      const { unit, parts, at } = this.text;
      unit.pieces.push({ seq: frame.seq, at });
      parts.push(text);
      this.text.at += text.length;
      grow(unit, frame);
      return;
    }
    if (frame.dir === 'sent') this.endText();
    else if (reading.role === 'done' || reading.role === 'error') this.endAudio();
    const unit = this.open(frame, reading.event, 'entry');
    grow(unit, frame);
    const whole = { start: 0, end: frame.bytes.length };
    const masked = frame.masked ?? [];
    const hash = new ContentHash().text(`${frame.opcode} ${reading.event}`);
    if (table?.ok) hash.text(String(tableHash(table, frame.bytes, masked)));
    else if (masked.length > 0) hash.text(unmasked(frame.bytes, whole, masked));
    else hash.bytes(frame.bytes);
    unit.token = hash.value();
  }

  private sound(frame: Frame, { round, audio }: Reading): void {
    // The event that announces audio is the first of it, and so is the audio of a turn.
    const begins = this.audio === null || this.audio.round !== round || this.turns?.has(frame.seq) === true;
    const onlyAnnounced = this.audio !== null && this.audio.unit.bytes === 0 && this.audio.round === round;
    if (begins && !onlyAnnounced) {
      this.endAudio();
      this.audio = { unit: this.open(frame, 'audio', 'audio'), round, hash: new ContentHash() };
    }
    const { unit, hash } = this.audio as AudioRun;
    if (audio === null) {
      if (unit.announced === 0) unit.announced = frame.seq;
      unit.last = frame.seq;
      return;
    }
    const bytes = frame.bytes.subarray(audio.start, audio.end);
    hash.bytes(bytes);
    this.sounds.bytes(bytes);
    unit.last = frame.seq;
    unit.frames++;
    unit.bytes += bytes.length;
  }

  private open({ seq, t, dir, leg }: Frame, event: string, of: Unit['of']): Unit {
    const lane: Lane = dir;
    const name = leg === undefined ? event : `${event} (${leg})`;
    const none = { token: 0, last: seq, frames: 0, bytes: 0, text: '', pieces: [], announced: 0 };
    const unit: Unit = { lane, event: name, of, seq, t, ...none };
    this.units.push(unit);
    return unit;
  }

  private endText(): void {
    if (this.text === null) return;
    const { unit, parts } = this.text;
    unit.text = parts.join('');
    unit.token = textToken(unit.text);
    this.text = null;
  }

  private endAudio(): void {
    if (this.audio === null) return;
    const { unit, hash } = this.audio;
    unit.token = hash.text('audio').value();
    this.audio = null;
  }
}

export function textToken(text: string): number {
  return new ContentHash().text('text').text(text).value();
}

function entryUnit(entry: Exclude<Entry, { kind: 'frame' }>): Unit {
  const { seq, t, kind } = entry;
  const hash = new ContentHash().text(kind);
  for (const { path, text } of entryFacts(entry)) hash.text(path).text(text);
  const event = kind === 'handshake' && entry.status !== 101 ? 'refused' : names[kind];
  const none = { last: seq, frames: 0, bytes: 0, text: '', pieces: [], announced: 0 };
  return { lane: 'connection', event, token: hash.value(), of: 'entry', seq, t, ...none };
}

const names = {
  dial: 'upgrade',
  handshake: 'open',
  close: 'close',
  http: 'http',
  failure: 'failure',
  mark: 'mark',
} as const;

function grow(unit: Unit, frame: Frame): void {
  unit.last = frame.seq;
  unit.frames++;
  unit.bytes += frame.bytes.length;
}

/** Audio, or the event that says that audio follows. */
function isSound({ dir }: Frame, { audio, event, problem }: Reading): boolean {
  return dir === 'received' && problem === null && (audio !== null || event === 'audio');
}

/** The text of an event that has nothing but a text; null for any other. */
function plainText(frame: Frame, table: NodeTable | null): string | null {
  const root = table?.nodes[0];
  if (table === null || root?.type !== 'map' || root.children.length !== 4 || table.problems.length > 0) return null;
  const node = fieldOf(table, 'text');
  if (typeof node?.value !== 'string' || fieldOf(table, 'event') === undefined) return null;
  const masked = frame.masked ?? [];
  return maskedIn(masked, node) ? unmasked(frame.bytes, { start: node.body, end: node.end }, masked) : node.value;
}
