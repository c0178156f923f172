/** What a server did after one frame of ours: complained, closed, went on, or said nothing. */
import type { Evidence } from '../evidence.ts';
import { shown } from '../expect-value.ts';
import type { Answer } from './probe.ts';
import { closeWords, endedByThem, received, type SeenFrame, timeWords, valueAt } from './sight.ts';

/** How a dialect says that something is wrong, and that all is done. */
export type Manners = { errorText: string; done: string };

export const fishManners: Manners = { errorText: 'error', done: 'finish' };
export const speechManners: Manners = { errorText: 'message', done: 'done' };

const notSent: Answer = { says: 'Not asked: the connection ended before the frame in question was sent.', seqs: [] };

/** `of`: the frame in question; `goesOn`: what is said when a reply came to its end as if nothing had been wrong. */
export function reactionTo(evidence: Evidence, of: SeenFrame | null, manners: Manners, goesOn: string): Answer {
  if (of === null) return notSent;
  const error = received(evidence, 'error', of.seq)[0];
  const end = endedByThem(evidence);
  const done = received(evidence, manners.done, of.seq)[0];
  const after = (t: number) => `${timeWords(t - of.t)} after it`;
  if (error !== undefined && (done === undefined || error.seq < done.seq)) {
    const words = shown(valueAt(evidence, error.seq, manners.errorText) ?? '');
    const rest =
      end !== null
        ? `then ${closeWords(end)}`
        : done !== undefined
          ? 'and the session goes on'
          : 'and the socket stays open';
    return { says: `An error, ${words}, ${rest}.`, seqs: seqs(of, error, end, done) };
  }
  if (done !== undefined && valueAt(evidence, done.seq, 'reason') === 'error') {
    const words = shown(valueAt(evidence, done.seq, 'message') ?? '');
    return { says: `${manners.done} with reason error, ${words}.`, seqs: seqs(of, done, end) };
  }
  if (done !== undefined) return { says: `${goesOn}.`, seqs: seqs(of, done) };
  if (end !== null) {
    return { says: `No error is sent: the connection is ${closeWords(end)} ${after(end.t)}.`, seqs: seqs(of, end) };
  }
  return { says: 'Nothing came of it: no error, no reply, and the socket stayed open.', seqs: seqs(of) };
}

/** The numbers of those that are there, in the order of the record. */
export function seqs(...of: readonly ({ seq: number } | null | undefined)[]): number[] {
  const numbers = of.flatMap((one) => (one == null ? [] : [one.seq]));
  return [...new Set(numbers)].sort((a, b) => a - b);
}
