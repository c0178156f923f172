/** A session with all that the worker keeps beside its record: view, sound, and who waits for its entries. */
import { grouped } from '../../bytes/quantity.ts';
import type { Clock } from '../../clock/clock.ts';
import type { ProblemCode } from '../../problem/codes.ts';
import { type Problem, placeWords, problem } from '../../problem/problem.ts';
import type { RecordingHeader } from '../../recording/recording-header.ts';
import type { BatchRecord } from '../../relay/batch.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { EntryBody } from '../../session/entry.ts';
import { onDiskWords } from '../../session/mark-words.ts';
import { AudioTrack, type OpenAudio } from './audio-track.ts';
import type { CapturedSession } from './captured-session.ts';
import { isOver } from './connection-words.ts';
import { HeldTiming } from './held-timing.ts';
import { LogModel } from './log-model.ts';
import { PieceMeter } from './piece-meter.ts';
import { SeenColumn } from './seen-column.ts';
import { HeldWords } from './words.ts';

/** What becomes of a frame that was handed over: it stands in the record, or was not sent. */
type Handed = { recorded: (seq: number, t: number) => void; refused: (why: Problem) => void };

/** Why the recorder does not send a frame; it then writes a failure down in the frame's place. */
const refusals: readonly ProblemCode[] = ['not_connected', 'too_large', 'bad_value', 'key_needed'];
/** A larger gap in the recorder's numbers is no gap: the session cannot be followed. */
const mostMissing = 100_000;

export class HeldSession {
  readonly session: CapturedSession;
  readonly model: LogModel;
  readonly track: AudioTrack;
  readonly timing: HeldTiming;
  /** Read when somebody asks for them: `catchUp` first. */
  readonly words: HeldWords;
  /** The recorder's number of the last entry taken, and of the last one acknowledged. */
  taken = 0;
  acknowledged = 0;
  /** True when the record cannot be followed any more. */
  isLost = false;
  /** True for a record that came from elsewhere: no server has anything to do with it. */
  isAdopted = false;
  /** False for a tapped session that another page stores. */
  isKept = true;
  /** Of a file that an export took secrets out of: what its header says of that. */
  redacted: NonNullable<RecordingHeader['redacted']> | null = null;
  /** The server that keeps the record, and the record's zero on its clock; null for a record that came another way. */
  origin: { launch: string; startedNowMs: number } | null = null;
  private readonly seen = new SeenColumn();
  readonly clock: Clock;
  /** When its record began, on this page's clock. */
  readonly begunAt: number;
  private heardAt = 0;
  private readonly notes: string[] = [];
  private readonly waiting: Handed[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(session: CapturedSession, clock: Clock, openAudio: OpenAudio, changed: () => void) {
    this.session = session;
    this.clock = clock;
    this.begunAt = clock.now();
    this.model = new LogModel(session, () => clock.now());
    const pieces = new PieceMeter();
    this.track = new AudioTrack(session, clock, openAudio, changed, (block) => pieces.add(block));
    this.timing = new HeldTiming(session, this.track.sound, pieces);
    this.words = new HeldWords(session, this.track.sound);
  }

  /**
   * Takes one entry from the recorder; null when it was taken before (the tail is sent again after a lost line). Returns its
   * number, the recorder's own: each number that never came is filled by a mark of the page. `seenMs`: when it came here.
   */
  take(record: BatchRecord, seenMs = this.clock.now()): number | null {
    if (record.seq <= this.taken || this.isLost) return null;
    if (record.seq - this.taken - 1 > mostMissing) {
      this.isLost = true;
      return null;
    }
    while (this.taken < record.seq - 1) {
      this.taken++;
      const says = `not kept: 1 entry, the recorder's number ${this.taken} never reached the page`;
      this.session.append(record.t, { kind: 'mark', by: 'page', says });
    }
    this.taken = record.seq;
    this.seen.set(record.seq, seenMs);
    return this.add(record.t, record.body, record.masked);
  }

  private add(t: number, body: EntryBody, masked: BatchRecord['masked']): number {
    const seq = this.session.append(t, body, masked);
    this.heardAt = this.clock.now();
    if (this.session.isReceivedAudio(seq)) this.track.add(seq);
    // The recorder writes frames down in the order it was handed them, and why it did not send one in its place.
    if (body.kind === 'failure' && refusals.includes(body.problem.code)) this.waiting.shift()?.refused(body.problem);
    // Pongs are the recorder's own, and what a fault made of a frame is no frame of the page's.
    if (body.kind === 'frame' && body.dir === 'sent' && body.opcode !== 'pong' && crossedClient(body))
      this.waiting.shift()?.recorded(seq, t);
    return seq;
  }

  /** When entry `seq` came to this page, in milliseconds on its own clock; null for what the page wrote. */
  seenMs(seq: number): number | null {
    return this.seen.of(seq);
  }

  /** Milliseconds since the session began, as far as it can be told here: from the last entry on, this clock goes on. */
  sessionTime(): number {
    const { log } = this.session;
    return log.length === 0 ? 0 : log.tOf(log.length) + this.clock.now() - this.heardAt;
  }

  /** Says after the last entry why no more will come. The recorder may have numbers left: nothing is taken any more. */
  lose(says: string): void {
    this.isLost = true;
    const { log } = this.session;
    this.session.append(log.length === 0 ? 0 : log.tOf(log.length), { kind: 'mark', by: 'page', says });
    this.abandon(problem('session_gone', says));
  }

  /**
   * Writes down what the player did with the sound, each thing once. While the session goes on it waits (`settle`): until then the
   * numbers of the entries are the recorder's own.
   */
  note(says: string): void {
    if (this.notes.includes(says)) return;
    this.notes.push(says);
    if (isOver(this.session.connection)) this.write(says);
  }

  /** The session is over: what was noted meanwhile is written down. */
  settle(): void {
    const { onDiskUpTo } = this.session.log;
    // What was recorded elsewhere stays as it was: nothing happened to it here that it does not say.
    if (onDiskUpTo > 0 && !this.isAdopted) this.write(onDiskWords(grouped(onDiskUpTo)), 'page');
    for (const says of this.notes) this.write(says);
  }

  private write(says: string, by: 'player' | 'page' = 'player'): void {
    const { log } = this.session;
    this.session.append(log.length === 0 ? 0 : log.tOf(log.length), { kind: 'mark', by, says });
  }

  /** The next frame handed over tells what becomes of it. The answer takes the wish back. */
  whenRecorded(recorded: Handed['recorded'], refused: Handed['refused']): () => void {
    const handed = { recorded, refused };
    this.waiting.push(handed);
    return () => {
      const at = this.waiting.indexOf(handed);
      if (at !== -1) this.waiting.splice(at, 1);
    };
  }

  /** What was handed over and is not in the record will not be told any more. */
  abandon(why: Problem): void {
    for (const { refused } of this.waiting.splice(0)) refused(why);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Call after a batch of entries, and when the connection ended. */
  tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}

/** A problem as one sentence for an alert. */
export function problemWords(p: Problem): string {
  return `${p.title}: ${p.detail}${p.at === undefined ? '' : ` (${placeWords(p.at)})`}`;
}

/** The session that takes its place on show: the next one, else the one before; null when it was the only one. */
export function neighbourOf(held: HeldSession, all: readonly HeldSession[]): HeldSession | null {
  const at = all.indexOf(held);
  return all[at + 1] ?? all[at - 1] ?? null;
}
