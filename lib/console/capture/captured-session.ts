/** One session as the page's worker holds it: the record, its readings, and what is counted while it grows. */
import { sniffMagic } from '../../audio/sniff.ts';
import type { FrameHasher } from '../../bytes/frame-hash.ts';
import type { AudioAsk, Dialect, Reader, Reading, Role } from '../../dialects/dialect.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { Direction, Entry, EntryBody, FrameEntry, Masked, SessionHead } from '../../session/entry.ts';
import { notWholeOf } from '../../session/mark-words.ts';
import type { PayloadMemory } from '../../session/payload-memory.ts';
import { SessionLog } from '../../session/session-log.ts';
import { idle } from '../initial-state.ts';
import type { Connection, SessionSummary, TapSummary } from '../state.ts';
import { connectionAfter, isOver } from './connection-words.ts';
import { chipOf, meaningOf, notKept } from './entry-words.ts';
import { FindingFold } from './finding-fold.ts';
import { passageWords, serverChip } from './passage-words.ts';
import { Readings, type Tone } from './readings.ts';
import { UpstreamSide } from './upstream-side.ts';

const speechRoles: readonly Role[] = ['config', 'text', 'flush', 'end'];

/** Audio frames of one round asked for in one way: they make one stream. */
export type AudioSegment = { from: number; round: number; ask: AudioAsk };

/** Frames and bytes of a run of two or more consecutive audio frames of one direction, with what is said of the audio between. */
export type Burst = { first: number; last: number; count: number; bytes: number };

export class CapturedSession {
  readonly log: SessionLog;
  readonly readings = new Readings();
  readonly findings: FindingFold;
  readonly dialect: Dialect;
  /** The user may give it another. */
  title: string;
  connection: Connection = idle;
  frames = 0;
  /** start..finish rounds so far. */
  rounds = 0;
  /** Plain HTTP calls so far. */
  calls = 0;
  /** Of a client of its own, through a tap: where it came in. Null for a connection of this console, and where nothing tells. */
  tap: Pick<TapSummary, 'name' | 'kind'> | null = null;
  /** User-Agent of a tapped client; empty where it says none. */
  agent = '';
  sentBytes = 0;
  receivedBytes = 0;
  dropped = 0;
  problems = 0;
  /** The last data frame sent; 0 for none. */
  lastSent = 0;
  /** True from the end of a reply until more audio comes. */
  replyIsDone = false;
  /** What was wrong with the file it was opened from, now or at an earlier time; null for nothing. */
  notWhole: string | null = null;
  readonly segments: AudioSegment[] = [];
  readonly bursts = new Map<number, Burst>();
  readonly upstreamSide: UpstreamSide;
  private readonly reader: Reader;
  private hasher: FrameHasher | null = null;
  private hashed = 0;
  /** Zeros stood for bytes that came. */
  private hashIsOff = false;
  private readonly last: Record<Direction, number> = { sent: 0, received: 0 };
  /** Entries with a finding and no problem of their own, as of a version of the findings. */
  private foundElsewhere = 0;
  private foundAt = 0;
  /** The audio frame just before the next entry and the burst it belongs to; null when the last entry was something else. */
  private run: { dir: Direction; first: number } | null = null;

  constructor(head: SessionHead, dialect: Dialect, title: string, memory: PayloadMemory | null = null) {
    this.log = new SessionLog(head, memory);
    this.dialect = dialect;
    this.reader = dialect.openReader();
    this.upstreamSide = new UpstreamSide(this.log, dialect);
    this.title = title;
    this.findings = this.openFindings();
  }

  private openFindings(): FindingFold {
    const { log, readings } = this;
    const source = {
      get length() {
        return log.length;
      },
      entry: (seq: number) => log.entry(seq),
      reading: (seq: number) => readings.reading(seq),
      askOf: (seq: number) => (readings.audioSize(seq) > 0 ? this.segmentOf(seq)?.ask : undefined),
      isOver: () => isOver(this.connection),
    };
    return new FindingFold(source, this.dialect);
  }

  /** Entries with a problem or a finding. */
  private flagged(): number {
    const { version } = this.findings;
    if (version !== this.foundAt) {
      this.foundAt = version;
      this.foundElsewhere = this.findings.entries().filter((seq) => !this.readings.hasProblem(seq)).length;
    }
    return this.problems + this.foundElsewhere;
  }

  /** Writes one entry down and reads it. Returns its number. */
  append(t: number, body: EntryBody, masked?: Masked[]): number {
    const seq = this.log.append(t, body, masked);
    if (body.kind === 'frame') this.readFrame(seq, body);
    else {
      const { kind, tone } = chipOf(body);
      this.noteTapped(body);
      this.readings.add(kind, tone, null, 0, 0);
      this.connection = connectionAfter(this.connection, body);
      this.dropped += notKept(body);
      if (body.kind === 'mark' && body.by === 'page') this.notWhole ??= notWholeOf(body.says);
      this.run = null;
    }
    if (this.readings.hasProblem(seq)) this.problems++;
    return seq;
  }

  /** What a tap's record says of its client; one that was opened again has no more than this. */
  private noteTapped(body: EntryBody): void {
    if (body.kind === 'http') this.calls++;
    if (this.log.head.via !== 'tap') return;
    const headers = body.kind === 'dial' ? body.headers : body.kind === 'http' ? (body.requestHeaders ?? []) : [];
    if (this.agent === '') this.agent = headers.find(({ name }) => name.toLowerCase() === 'user-agent')?.value ?? '';
    if (body.kind === 'dial') this.tap ??= { name: '', kind: body.tapped ?? 'calls' };
    if (body.kind === 'http') this.tap ??= { name: '', kind: 'calls' };
  }

  private readFrame(seq: number, body: FrameEntry): void {
    this.upstreamSide.take(seq, body);
    // Readings follow the session as its client saw it.
    if (!crossedClient(body)) {
      this.readings.add(serverChip(body.dir), 'mark', unread, 0, 0);
      this.run = null;
      return;
    }
    const reading = this.reader.read(body);
    const isAudio = reading.audio !== null;
    this.rounds = Math.max(this.rounds, reading.round);
    const data = body.opcode === 'text' || body.opcode === 'binary';
    // A frame with a problem stands alone: folding must not hide it.
    const isAudioEvent = isAudio || (body.dir === 'received' && reading.event === 'audio');
    const folds = isAudioEvent && reading.problem === null && body.passed === undefined && body.leg === undefined;
    if (!folds) this.run = null;
    else if (this.run?.dir !== body.dir) this.run = { dir: body.dir, first: seq };
    const burst = this.run?.first ?? 0;
    this.readings.add(reading.event, toneOf(reading), reading, this.last[body.dir], burst);
    if (burst !== 0) this.grow(burst, seq, body.bytes.length);
    this.last[body.dir] = seq;
    this.frames++;
    if (body.dir === 'sent') this.sentBytes += body.bytes.length;
    else this.receivedBytes += body.bytes.length;
    if (data && body.dir === 'sent') this.lastSent = seq;
    if (body.dir !== 'received') return;
    if (reading.role === 'done') this.replyIsDone = true;
    if (!isAudio) return;
    // Where each text has its own done, its sound may be a file of its own, with its own header: a decoder of its own, then.
    const restarts = this.replyIsDone && sniffMagic(this.audioOf(seq)) !== null;
    this.replyIsDone = false;
    this.noteSegment(seq, reading.round, restarts);
  }

  /** A burst is kept from its second frame on: most sessions of single frames need none. */
  private grow(first: number, seq: number, bytes: number): void {
    if (seq === first) return;
    const burst = this.bursts.get(first) ?? { first, last: first, count: 1, bytes: this.log.sizeOf(first) };
    burst.last = seq;
    burst.count++;
    burst.bytes += bytes;
    this.bursts.set(first, burst);
  }

  private noteSegment(seq: number, round: number, restarts: boolean): void {
    const ask = this.reader.audioAsk();
    const now = this.segments[this.segments.length - 1];
    const same = now !== undefined && now.round === round && now.ask.format === ask.format;
    if (!same || restarts || now.ask.sampleRateHz !== ask.sampleRateHz) this.segments.push({ from: seq, round, ask });
  }

  /** The stream that a received audio frame belongs to. */
  segmentOf(seq: number): AudioSegment | null {
    return this.segments.findLast((segment) => segment.from <= seq) ?? null;
  }

  isReceivedAudio(seq: number): boolean {
    return this.readings.audioSize(seq) > 0 && this.log.dirOf(seq) === 'received';
  }

  /** A sent frame that more speech may follow on. */
  asksForSpeech(seq: number): boolean {
    return this.log.dirOf(seq) === 'sent' && speechRoles.includes(this.readings.reading(seq).role);
  }

  /** The audio bytes inside a frame, as a view of the record. */
  audioOf(seq: number): Uint8Array {
    const start = this.readings.audioStartOf(seq);
    return this.log.bytesOf(seq).subarray(start, start + this.readings.audioSize(seq));
  }

  /** Plain one-line meaning of any entry, or of another one of its shape in its place. */
  meaningOf(seq: number, as?: Entry): string {
    const { dialect, log, readings } = this;
    const [dir, opcode] = [log.dirOf(seq), log.opcodeOf(seq)];
    // A search asks for the words of every frame: an entry made for each would take longer than they do.
    if (dir !== null && opcode !== null) {
      const bytes = as?.kind === 'frame' ? as.bytes : log.bytesOf(seq);
      const passage = log.passageOf(seq);
      if (passage === null) return dialect.describe({ dir, opcode, bytes }, readings.reading(seq));
      const words = passageWords(dir, passage, this.upstreamSide.isAgain(seq));
      const is = log.isOfClient(seq)
        ? dialect.describe({ dir, opcode, bytes }, readings.reading(seq))
        : this.upstreamSide.words(seq, { dir, opcode, bytes });
      return is === '' ? words : `${is} - ${words}`;
    }
    const entry = as ?? log.entry(seq);
    return entry.kind === 'frame' ? '' : meaningOf(entry, log.head.via);
  }

  /** The hasher comes when its code is loaded: what arrived before is caught up with. */
  hashWith(hasher: FrameHasher): void {
    this.hasher = hasher;
  }

  /**
   * xxh64 over the received data frames so far, each preceded by its length; empty until the hasher is there, and for good where one of
   * them could not be read back.
   */
  receivedHash(): string {
    if (this.hasher === null) return '';
    const { unread } = this.log;
    while (this.hashed < this.log.length) {
      this.hashed++;
      const opcode = this.log.opcodeOf(this.hashed);
      if ((opcode !== 'text' && opcode !== 'binary') || this.log.dirOf(this.hashed) !== 'received') continue;
      if (!this.log.isOfClient(this.hashed)) continue;
      this.hasher.add(this.log.bytesOf(this.hashed));
    }
    this.hashIsOff ||= this.log.unread > unread;
    return this.hashIsOff ? '' : this.hasher.hex();
  }

  summary(): SessionSummary {
    const { id, upstream, dialect, startedAt } = this.log.head;
    const { length } = this.log;
    return {
      id,
      title: this.title,
      upstream,
      dialect,
      startedAt,
      connection: this.connection,
      frames: this.frames,
      sentBytes: this.sentBytes,
      receivedBytes: this.receivedBytes,
      durationMs: length === 0 ? 0 : this.log.tOf(length),
      dropped: this.dropped,
      receivedHash: this.receivedHash(),
      entries: length,
      problems: this.problems,
      findings: this.findings.counts(),
      flagged: this.flagged(),
      notWhole: this.notWhole,
      ...(this.tap === null ? {} : { tap: { ...this.tap, agent: this.agent, rounds: this.rounds, calls: this.calls } }),
    };
  }
}

/** Of a frame of the server's wire alone. */
const unread: Reading = { role: 'control', event: '', audio: null, problem: null, round: 0 };

function toneOf(reading: Reading): Tone {
  if (reading.role === 'error') return 'error';
  if (reading.problem === null) return 'normal';
  return reading.problem.code.startsWith('W_') ? 'warning' : 'error';
}
