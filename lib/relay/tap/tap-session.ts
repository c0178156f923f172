/**
 * One tapped connection: what its conduit tells, written down. The bytes of a spliced one are only queued; they are read when a page takes
 * them, or skimmed when they must make room. Never holds anything back.
 */
import { firstBad } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { lostByProblem, type Problem, problem } from '../../problem/problem.ts';
import type { EntryBody, FrameEntry, HttpEntry, Leg, Masked, Opcode } from '../../session/entry.ts';
import { asleepWords, callsOverWords, endedHereWords, notKeptWords } from '../../session/mark-words.ts';
import type { Header } from '../../transport/dial.ts';
import { upgradeEntry } from '../../transport/handshake.ts';
import { prepareOutgoing } from '../../transport/outgoing.ts';
import { encodeRecord } from '../batch.ts';
import { ChunkQueue, type Queued } from './chunk-queue.ts';
import { MetKeys } from './met-keys.ts';
import { SplicedReading, type SplicedSink } from './spliced-reading.ts';
import { TapEnding } from './tap-ending.ts';
import type { TapParts } from './tap-parts.ts';
import type { TapAsk, TapRecord } from './tap-record.ts';
import { shownBody, shownHeaders, shownReason, shownUrl } from './tap-secrets.ts';
import { type Kept, TapStore } from './tap-store.ts';
import type { TapView } from './tap-view.ts';

/** Room is made not for every chunk, and what is kept is not told for every one: the first time at so much. */
const firstSlack = 64 * 1024;

export class TapSession implements TapRecord {
  readonly session: string;
  readonly ask: Omit<TapAsk, 'cut'>;
  readonly dialect: Dialect;
  readonly parts: TapParts;
  readonly startedAt: number;
  readonly startedWall: number;
  readonly views: TapView[] = [];
  /** Handles of the keys that stand in its record. */
  readonly keys: MetKeys;
  /** Its connection is over: nothing comes any more. */
  hasEnded = false;
  private readonly store = new TapStore();
  private readonly queue = new ChunkQueue();
  private readonly ending = new TapEnding();
  private reading: SplicedReading | null = null;
  private phase: 'asked' | 'open' | 'refused' = 'asked';
  /** Frames skimmed since the last entry. */
  private skimmed = 0;
  /** When the chunk came in which the last of them ended. */
  private skimmedAt = 0;
  /** When the chunk came that is being read. */
  private readAt = 0;
  private isReading = false;
  private counted = 0;
  /** With more than this it looks whether it must make room. */
  private checkAt: number;
  private slack: number;
  /** Nobody will read it: nothing is kept any more. */
  private isDeaf = false;
  /** Ends the connection; null when it is over, so that nothing of it is held here. */
  private cutter: (() => void) | null;

  constructor(session: string, ask: TapAsk, dialect: Dialect, parts: TapParts) {
    this.session = session;
    const { cut, ...rest } = ask;
    this.ask = rest;
    this.cutter = cut ?? null;
    this.dialect = dialect;
    this.parts = parts;
    this.keys = new MetKeys(parts.isHeld);
    this.slack = Math.min(firstSlack, parts.room().slack);
    this.checkAt = this.slack;
    this.startedAt = parts.clock.now();
    this.startedWall = parts.clock.wall();
  }

  /** Kept here, read or not. */
  get keptBytes(): number {
    return this.store.bytes + this.queue.bytes;
  }

  /** Number of the last entry written. */
  get last(): number {
    return this.store.last;
  }

  /** Over, read to its end, and every page that has it has all of it. */
  get isDone(): boolean {
    if (!this.hasEnded || !this.queue.isEmpty || this.skimmed > 0 || this.views.length === 0) return false;
    return this.views.every((view) => view.hasAll);
  }

  dial(url: string, headers: readonly Header[], t: number): void {
    const { masker } = this.parts;
    // The headers first: their keys may stand in the address as well.
    const shown = shownHeaders(headers, masker, this.dialect);
    for (const { masked = [] } of shown) this.keys.meet(masked);
    const { url: address, masked } = shownUrl(url, masker, this.dialect);
    const { kind, faults = '' } = this.ask;
    const tapped = kind === 'calls' ? {} : { tapped: kind };
    const asked = faults === '' ? {} : { faults: masker.scrub(faults) };
    this.write(t, { kind: 'dial', url: address, headers: shown, via: 'tap', ...tapped, ...asked }, masked);
  }

  answered(answer: Parameters<TapRecord['answered']>[0]): void {
    const { masker, inflate, limits } = this.parts;
    const headers = shownHeaders(answer.headers, masker, this.dialect);
    const own = answer.body === undefined ? {} : { body: Uint8Array.from(answer.body) };
    const { body, masked } = upgradeEntry({ ...answer, ...own }, masker, this.dialect);
    this.phase = answer.status === 101 ? 'open' : 'refused';
    if (this.phase === 'open') this.reading = new SplicedReading(answer.headers, inflate, limits, this);
    this.write(answer.t, { ...body, headers }, masked);
  }

  failed(why: Problem): void {
    if (this.phase === 'asked') this.phase = 'refused';
    this.note({ kind: 'failure', problem: { ...why, detail: this.parts.masker.scrub(why.detail) } });
  }

  bytes(from: Leg, chunk: Uint8Array, t: number): void {
    if (this.isDeaf || chunk.length === 0) return;
    this.queue.add({ from, t, chunk });
    if (this.keptBytes > this.checkAt) this.makeRoom();
    for (const view of this.views) view.wake();
  }

  frame(
    sent: boolean,
    opcode: Opcode,
    bytes: Uint8Array,
    t: number,
    more: Parameters<TapRecord['frame']>[4] = {},
  ): number {
    return this.addFrame(sent, opcode, sent ? Uint8Array.from(bytes) : bytes, t, more);
  }

  closing(from: Leg, code: number, reason: Uint8Array, t: number): void {
    for (const body of this.ending.closing(from, code, reason)) this.write(t, body);
  }

  note(body: EntryBody): void {
    const t = this.parts.clock.now();
    const { masker } = this.parts;
    // Words of a peer may stand in ours.
    const shown = body.kind === 'mark' ? { ...body, says: masker.scrub(body.says) } : body;
    this.later(() => this.write(t, shown));
  }

  http(entry: Parameters<TapRecord['http']>[0], t: number): void {
    const { masker } = this.parts;
    const requestHeaders = shownHeaders(entry.requestHeaders, masker, this.dialect);
    const headers = shownHeaders(entry.headers, masker, this.dialect);
    const { url, masked } = shownUrl(entry.url, masker, this.dialect);
    const body: HttpEntry = { kind: 'http', method: entry.method, url, status: entry.status, headers, requestHeaders };
    for (const where of ['requestBody', 'responseBody'] as const) {
      const bytes = entry[where];
      if (bytes === undefined) continue;
      const shown = shownBody(bytes, masker, where);
      body[where] = shown.bytes;
      masked.push(...shown.masked);
    }
    this.write(t, body, masked);
  }

  ended(by: Leg | 'us', how: 'fin' | 'reset', t: number): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.cutter = null;
    this.later(() => this.writeEnd(by, how, t));
    this.parts.left(this, null);
  }

  /** The user wants it ended. */
  cut(): void {
    if (this.hasEnded) return;
    const says = this.cutter === null ? 'this tap cannot be closed from here' : endedHereWords;
    this.note({ kind: 'mark', by: 'user', says });
    this.cutter?.();
  }

  /** The whole process did nothing for so long until now. */
  slept(ms: number): void {
    if (!this.hasEnded) this.note({ kind: 'mark', by: 'relay', says: asleepWords(ms) });
  }

  /** The first that is kept from that number on. */
  kept(seq: number): Kept | null {
    return this.store.from(seq);
  }

  /** How many of those from that number on are not kept, where none of them is; null where there are none, or more may follow. */
  lostFrom(seq: number): { count: number; forgotten: boolean } | null {
    return this.queue.isEmpty ? this.store.lostFrom(seq) : null;
  }

  /** Reads a little more of what is queued. False: there is nothing, or no time now (the view is woken later). */
  readOn(view: TapView): boolean {
    if (this.queue.isEmpty) return this.tellSkimmed();
    if (!this.parts.turns.mayWork()) {
      this.parts.turns.whenRested(view.hurry);
      return false;
    }
    this.read(this.queue.take(this.reading?.pieceBytes), false);
    // What was read may take more room than what it was read from.
    if (this.keptBytes > this.checkAt) this.makeRoom();
    return true;
  }

  /** A page has taken of it, or acknowledged. */
  moved(): void {
    let least = Number.POSITIVE_INFINITY;
    for (const view of this.views) least = Math.min(least, view.position);
    if (least !== Number.POSITIVE_INFINITY) this.store.forget(least - 1, this.parts.waiting?.(this.session));
    this.account();
    if (this.hasEnded) this.parts.moved(this);
  }

  /** That page does not come back. */
  drop(view: TapView): void {
    const at = this.views.indexOf(view);
    if (at !== -1) this.views.splice(at, 1);
    this.parts.left(this, view);
    this.moved();
  }

  /** Keeps nothing any more. Returns the pages that were reading it. */
  forget(): TapView[] {
    this.isDeaf = true;
    this.parts.grew(-this.counted);
    this.counted = 0;
    return this.views.splice(0);
  }

  /** In its place: behind what is queued. */
  private later(write: () => void): void {
    if (this.isDeaf) return;
    if (this.queue.isEmpty) write();
    else this.queue.add({ note: write });
    this.tell();
  }

  private tell(): void {
    for (const view of this.views) view.wake();
    if (this.hasEnded) this.parts.moved(this);
  }

  private read(item: Queued | null, skim: boolean): void {
    if (item === null) return;
    // Within it nothing else is taken from the queue: chunks are read one behind the other.
    this.isReading = true;
    if ('note' in item) item.note();
    else {
      this.readAt = item.t;
      this.reading?.add(item.from, item.chunk, item.t, skim, item.isRest);
    }
    this.isReading = false;
  }

  /** Others need room: what is beyond its share goes now, not with its next bytes. */
  trim(): void {
    if (!this.isReading && !this.isDeaf) this.makeRoom();
  }

  private makeRoom(): void {
    const { most, slack } = this.parts.room();
    this.slack = slack;
    while (this.keptBytes > most) {
      this.store.shed(Math.max(0, most - this.queue.bytes));
      if (this.keptBytes <= most || this.queue.isEmpty) break;
      this.read(this.queue.take(), true);
    }
    this.checkAt = this.keptBytes + slack;
    this.account();
  }

  private account(): void {
    const now = this.keptBytes;
    this.checkAt = Math.min(this.checkAt, now + this.slack);
    // Going down is told in steps as well.
    if (Math.abs(now - this.counted) < this.slack / 2 && !this.hasEnded) return;
    const more = now - this.counted;
    // First: it may be asked to make room at once.
    this.counted = now;
    this.parts.grew(more);
  }

  /** For what reads a spliced connection's bytes. */
  sink(): SplicedSink {
    return {
      frame: (from, opcode, bytes, own, t, wire) => {
        const sent = from === 'client';
        this.addFrame(sent, opcode, sent && !own ? Uint8Array.from(bytes) : bytes, t, { wire });
      },
      closing: (from, code, reason, t) => this.closing(from, code, reason, t),
      broken: (from, { code, says }, t) => {
        const detail = `${from === 'client' ? 'From the client' : 'From the server'}: ${says} All of it was passed on; from here on this direction is not read.`;
        this.write(t, { kind: 'failure', problem: problem(code, detail) });
      },
      skimmed: () => {
        this.skimmed++;
        this.skimmedAt = this.readAt;
      },
    };
  }

  /** `bytes` of a sent frame are ours. Those of a received one are copied by being encoded, and masked there. */
  private addFrame(
    sent: boolean,
    opcode: Opcode,
    bytes: Uint8Array,
    t: number,
    more: NonNullable<Parameters<TapRecord['frame']>[4]>,
  ): number {
    const { masker } = this.parts;
    const bad = opcode === 'text' ? firstBad(bytes) : -1;
    const out = sent ? prepareOutgoing(bytes, opcode, [], this.dialect, masker) : null;
    const shown = out === null || 'code' in out ? { bytes, masked: [] } : { bytes: out.shown, masked: out.masked };
    const body: FrameEntry = { kind: 'frame', dir: sent ? 'sent' : 'received', opcode, bytes: shown.bytes, ...more };
    const seq = sent ? this.write(t, body, shown.masked) : this.writeReceived(t, body);
    if (bad !== -1) {
      const detail = 'A text frame is not valid UTF-8; the bytes are kept, and were passed on as they are.';
      this.write(t, { kind: 'failure', problem: problem('E_UTF8', detail, { byte: bad }) });
    }
    return seq;
  }

  private writeReceived(t: number, body: FrameEntry): number {
    if (this.isDeaf) return 0;
    this.tellSkimmed();
    const seq = this.store.last + 1;
    const at = Math.max(0, t - this.startedAt);
    const record = encodeRecord(seq, at, body);
    const payload = record.subarray(record.length - body.bytes.length);
    const spans = this.parts.masker.mask(payload);
    if (spans.length === 0) return this.keep(record, body);
    const masked = spans.map((span): Masked => ({ in: 'bytes', ...span }));
    return this.keep(encodeRecord(seq, at, { ...body, bytes: payload }, masked), body, masked);
  }

  /** `t` on the recorder's clock. */
  private write(t: number, body: EntryBody, masked: Masked[] = []): number {
    if (this.isDeaf) return 0;
    this.tellSkimmed();
    if (body.kind === 'close') {
      const shown = shownReason(body.reason, this.parts.masker);
      return this.encode(t, { ...body, reason: shown.reason }, shown.masked);
    }
    return this.encode(t, body, masked);
  }

  private encode(t: number, body: EntryBody, masked: Masked[]): number {
    const record = encodeRecord(this.store.last + 1, Math.max(0, t - this.startedAt), body, masked);
    return this.keep(record, body, masked);
  }

  private keep(record: Uint8Array, body: EntryBody, masked: readonly Masked[] = []): number {
    this.keys.meet(masked);
    this.store.add(record, body.kind);
    if (!this.isReading && this.keptBytes > this.checkAt) this.makeRoom();
    for (const view of this.views) view.wake();
    return this.store.last;
  }

  /** Says what was skimmed, where it stood. */
  private tellSkimmed(): boolean {
    if (this.skimmed === 0) return false;
    const says = notKeptWords(this.skimmed);
    this.skimmed = 0;
    this.encode(this.skimmedAt, { kind: 'mark', by: 'limit', says }, []);
    return true;
  }

  private writeEnd(by: Leg | 'us', how: 'fin' | 'reset', t: number): void {
    if (this.ask.kind === 'calls') this.write(t, { kind: 'mark', by: 'relay', says: callsOverWords });
    else if (this.phase === 'open') {
      for (const body of this.ending.ended(by, how)) this.write(t, body);
      for (const from of ['client', 'upstream'] as const) this.tellUnread(from, t);
      // With what it had of a message that never ended.
      this.reading = null;
    } else if (this.phase === 'asked') {
      const who = by === 'client' ? 'The client left' : 'The connection ended';
      const says = `${who} before the upgrade was answered.`;
      const why = by === 'us' ? problem('connection_lost', says) : lostByProblem(by, says);
      this.write(t, { kind: 'failure', problem: why });
    }
  }

  private tellUnread(from: Leg, t: number): void {
    const bytes = this.reading?.unread(from) ?? 0;
    if (bytes === 0) return;
    const says = `not read: ${bytes} bytes of the ${from === 'client' ? 'client' : 'server'}, behind what ended its stream`;
    this.write(t, { kind: 'mark', by: 'limit', says });
  }
}
