/** A session with all that the worker keeps beside its record: view, sound, and who waits for its entries. */

import { type Problem, placeWords } from '../../problem/problem.ts';
import type { BatchRecord } from '../../relay/batch.ts';
import type { EntryBody } from '../../session/entry.ts';
import { AudioTrack, type OpenAudio } from './audio-track.ts';
import type { CapturedSession } from './captured-session.ts';
import { LogModel } from './log-model.ts';

type Recorded = (seq: number, t: number) => void;

export class HeldSession {
  readonly session: CapturedSession;
  readonly model: LogModel;
  readonly track: AudioTrack;
  /** The recorder's number of the last entry taken, and of the last one acknowledged. */
  taken = 0;
  acknowledged = 0;
  private readonly waiting: Recorded[] = [];
  private readonly listeners = new Set<() => void>();

  constructor(session: CapturedSession, openAudio: OpenAudio, changed: () => void) {
    this.session = session;
    this.model = new LogModel(session);
    this.track = new AudioTrack(session, openAudio, changed);
  }

  /**
   * Takes one entry from the recorder; null when it was taken before (the tail is sent again after a lost line). Returns its
   * number here: the same as the recorder's unless entries were lost on the way, which a mark then says.
   */
  take(record: BatchRecord): number | null {
    if (record.seq <= this.taken) return null;
    const lost = record.seq - this.taken - 1;
    if (lost > 0) {
      const says = `not kept: ${lost.toLocaleString('en-US')} entries before this one never reached the page`;
      this.session.append(record.t, { kind: 'mark', by: 'limit', says });
    }
    this.taken = record.seq;
    return this.add(record.t, record.body, record.masked);
  }

  private add(t: number, body: EntryBody, masked: BatchRecord['masked']): number {
    const seq = this.session.append(t, body, masked);
    if (this.session.isReceivedAudio(seq)) this.track.add(seq);
    const data = body.kind === 'frame' && body.dir === 'sent' && (body.opcode === 'text' || body.opcode === 'binary');
    // The recorder writes frames down in the order it was handed them.
    if (data) this.waiting.shift()?.(seq, t);
    return seq;
  }

  /** The next data frame handed over calls this when its entry is there. The answer takes the wish back. */
  whenRecorded(recorded: Recorded): () => void {
    this.waiting.push(recorded);
    return () => {
      const at = this.waiting.lastIndexOf(recorded);
      if (at !== -1) this.waiting.splice(at, 1);
    };
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
