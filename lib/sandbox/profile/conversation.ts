/** A recorded conversation, reduced to what a server can be told by: what was asked for when, and what came. */
import { nodeAtPath } from '../../bytes/node-path.ts';
import type { Dialect, FrameLike, Reading } from '../../dialects/dialect.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { CloseEntry, Entry, FrameEntry, HandshakeEntry } from '../../session/entry.ts';
import type { Latency } from '../speech-plan.ts';
import { type SoundLength, soundLength } from './sound-length.ts';

export type Start = { seq: number; t: number; format: string; latency: Latency; minCharacters: number };
/**
 * Text that was asked for: a flush or a stop with text before it, or the text itself where a protocol knows no flush. `fromT`: since when
 * a server could have begun. `quiet`: nothing was due any more, so that the wait for its audio is its own.
 */
export type Ask = { seq: number; t: number; fromT: number; round: number; latency: Latency; quiet: boolean };
/** Audio of one event. `head`: it begins as a file does; `askIndex`: the last ask before it, -1 for none. */
export type HeardPiece = {
  seq: number;
  t: number;
  bytes: number;
  round: number;
  head: boolean;
  askIndex: number;
  /** The client said something since the piece before. */
  afterClient: boolean;
};
export type Moment = { seq: number; t: number };
export type Close = Moment & Pick<CloseEntry, 'by' | 'code' | 'reason'> & { isMasked: boolean };

export type Conversation = {
  dialect: string;
  starts: Start[];
  asks: Ask[];
  pieces: HeardPiece[];
  /** Playing time by round, and the bytes it took. */
  sound: ReadonlyMap<number, { ms: number; bytes: number }>;
  /** First bytes of each round's audio. */
  first: ReadonlyMap<number, { seq: number; bytes: Uint8Array }>;
  /** The end of a round, as the server told it. */
  finishes: (Moment & { round: number })[];
  errors: Moment[];
  sent: (Moment & { event: string; beforeStart: boolean })[];
  received: (Moment & { event: string; round: number })[];
  /** Of the first audio events: whether they carry `time`, and words. */
  timed: (Moment & { time: boolean; words: boolean })[];
  /** Of events that announce audio: how many binary frames followed. */
  announced: (Moment & { binaries: number })[];
  handshake: (HandshakeEntry & Moment) | null;
  close: Close | null;
  /** The last frame before the end, of either side. */
  lastFrame: Moment | null;
  lastT: number;
  /** The longest time without a frame, the end left out. */
  longestRestMs: number;
};

/** A recording may have millions of entries; a server shows itself sooner. */
const mostFrames = 100_000;
const timedLooks = 200;
/** Nothing came for so long, at least: what was asked for before is over. */
const quietMs = 400;
const latencies: readonly string[] = ['low', 'normal', 'balanced'];

type Seen = { entry: Entry & FrameEntry; reading: Reading };

/** Reads entries in order. Never throws, whatever they hold. */
export function readConversation(entries: Iterable<Entry>, dialect: Dialect): Conversation {
  const lengths = new Map<number, { length: SoundLength; ms: number; bytes: number }>();
  const first = new Map<number, { seq: number; bytes: Uint8Array }>();
  const told: Omit<Conversation, 'sound'> = {
    dialect: dialect.id,
    starts: [],
    asks: [],
    pieces: [],
    first,
    finishes: [],
    errors: [],
    sent: [],
    received: [],
    timed: [],
    announced: [],
    handshake: null,
    close: null,
    lastFrame: null,
    lastT: 0,
    longestRestMs: 0,
  };
  const reader = dialect.openReader();
  const hasFlush = dialect.clientEvents.includes('flush');
  let characters = 0;
  let readyT: number | null = null;
  let afterClient = false;
  /** Between pieces that nothing was asked for in between. */
  let longestGapMs = 0;
  /** Texts without a flush that were not told done. */
  let open = 0;
  let frames = 0;

  const at = (frame: FrameLike, reading: Reading, path: string): unknown => {
    const table = dialect.inspect(frame, reading);
    return table === null ? undefined : nodeAtPath(table, path)?.value;
  };
  const current = (): Start | undefined => told.starts.at(-1);

  const ask = (seq: number, t: number, quiet: boolean) => {
    const round = told.starts.length;
    const latency = current()?.latency ?? 'balanced';
    told.asks.push({ seq, t, fromT: readyT ?? t, round, latency, quiet });
    characters = 0;
    readyT = null;
  };
  const isQuiet = (t: number): boolean => {
    const before = told.asks.at(-1);
    if (before === undefined || before.round !== told.starts.length) return true;
    const last = told.pieces.at(-1);
    if (last === undefined || last.askIndex !== told.asks.length - 1) return false;
    // A server that sends no faster than it speaks rests for as long as a piece lasts.
    const heard = lengths.get(last.round);
    const playingMs = heard === undefined ? 0 : ((heard.ms + heard.length.ms()) * last.bytes) / heard.bytes;
    return t - last.t >= Math.max(quietMs, 2 * playingMs, 2 * longestGapMs);
  };

  const start = ({ entry, reading }: Seen) => {
    const latency = at(entry, reading, 'request.latency');
    const least = at(entry, reading, 'request.min_chunk_length');
    told.starts.push({
      seq: entry.seq,
      t: entry.t,
      format: reader.audioAsk().format,
      latency: latencies.includes(String(latency))
        ? (latency as Latency)
        : dialect.id === 'fish'
          ? 'normal'
          : 'balanced',
      minCharacters: typeof least === 'number' && least >= 0 ? least : 50,
    });
    [characters, readyT, open] = [0, null, 0];
  };

  const sent = (seen: Seen) => {
    const { entry, reading } = seen;
    const { seq, t } = entry;
    if (reading.role !== 'control') afterClient = true;
    told.sent.push({ seq, t, event: reading.event, beforeStart: told.starts.length === 0 });
    if (reading.role === 'config') start(seen);
    if (reading.role === 'cancel') open = 0;
    if (reading.role === 'text') {
      const text = at(entry, reading, 'text');
      if (typeof text !== 'string' || text.trim() === '') return;
      if (!hasFlush) {
        ask(seq, t, open === 0);
        open++;
        return;
      }
      characters += text.length;
      if (characters >= (current()?.minCharacters ?? 50)) readyT ??= t;
    }
    if ((reading.role === 'flush' || reading.role === 'end') && characters > 0) ask(seq, t, isQuiet(t));
  };

  const audio = (entry: Entry & FrameEntry, bytes: Uint8Array) => {
    const round = told.starts.length;
    const { seq, t } = entry;
    let heard = lengths.get(round);
    if (heard === undefined) {
      heard = { length: soundLength(reader.audioAsk()), ms: 0, bytes: 0 };
      lengths.set(round, heard);
      first.set(round, { seq, bytes: bytes.slice(0, 16) });
    }
    const before = told.pieces.at(-1);
    if (before?.round === round && before.askIndex === told.asks.length - 1)
      longestGapMs = Math.max(longestGapMs, t - before.t);
    const head = isHead(bytes);
    if (head && heard.bytes > 0) {
      heard.ms += heard.length.ms();
      heard.length = soundLength(reader.audioAsk());
    }
    heard.length.add(bytes);
    heard.bytes += bytes.length;
    told.pieces.push({ seq, t, bytes: bytes.length, round, head, askIndex: told.asks.length - 1, afterClient });
    afterClient = false;
    const announced = told.announced.at(-1);
    if (announced !== undefined) announced.binaries++;
  };

  const received = ({ entry, reading }: Seen) => {
    const { seq, t } = entry;
    told.received.push({ seq, t, event: reading.event, round: told.starts.length });
    if (reading.role === 'error') told.errors.push({ seq, t });
    if (reading.role === 'done') {
      told.finishes.push({ seq, t, round: told.starts.length });
      open = Math.max(0, open - 1);
    }
    if (reading.event !== 'audio') return;
    if (entry.opcode === 'text') told.announced.push({ seq, t, binaries: 0 });
    else if (dialect.id === 'fish' && told.timed.length < timedLooks) {
      const time = at(entry, reading, 'time') !== undefined;
      told.timed.push({ seq, t, time, words: at(entry, reading, 'chunk_seq') !== undefined });
    }
    const span = reading.audio;
    if (span !== null && span.end > span.start) audio(entry, entry.bytes.subarray(span.start, span.end));
  };

  for (const entry of entries) {
    told.lastT = Math.max(told.lastT, entry.t);
    if (entry.kind === 'handshake') told.handshake ??= entry;
    if (entry.kind === 'close') {
      const isMasked = (entry.masked ?? []).some((one) => one.in === 'reason');
      const { seq, t, by, code, reason } = entry;
      told.close ??= { seq, t, by, code, reason, isMasked };
    }
    if (entry.kind !== 'frame' || told.close !== null) continue;
    if (!crossedClient(entry)) continue;
    // What a tap's rule did to a frame is no doing of the server.
    if (entry.passed === 'injected' && entry.dir === 'received') continue;
    if (told.lastFrame !== null) told.longestRestMs = Math.max(told.longestRestMs, entry.t - told.lastFrame.t);
    told.lastFrame = { seq: entry.seq, t: entry.t };
    if (frames++ >= mostFrames) continue;
    const reading = reader.read(entry);
    if (entry.dir === 'sent') sent({ entry, reading });
    else received({ entry, reading });
  }
  const sound = new Map(
    [...lengths].map(([round, one]) => [round, { ms: one.ms + one.length.ms(), bytes: one.bytes }]),
  );
  return { ...told, sound };
}

const ascii = (bytes: Uint8Array, text: string) => [...text].every((one, i) => bytes[i] === one.charCodeAt(0));

/** Whether audio begins as a file does: ID3, RIFF, or the first page of an Ogg stream. */
function isHead(bytes: Uint8Array): boolean {
  return ascii(bytes, 'ID3') || ascii(bytes, 'RIFF') || (ascii(bytes, 'OggS') && ((bytes[5] ?? 0) & 2) !== 0);
}
