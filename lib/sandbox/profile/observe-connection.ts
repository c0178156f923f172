/** What a recording shows of the connection: its answer to the upgrade, its end, how long it may rest. */
import { grouped } from '../../bytes/quantity.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { isCloseCode } from '../../session/close-code.ts';
import type { Close, Conversation } from './conversation.ts';
import { type Finds, type Observer, observed } from './observing.ts';
import { fitsProfile, mostHeaders } from './profile.ts';

/** Longer than this after finish a close has other reasons. */
const closesWithinMs = 30_000;
/** A socket that is open so long after finish was kept. */
const keptAfterMs = 5000;
/** A server that answers does so within this time. */
const answersWithinMs = 5000;

export const headers: Observer = ({ handshake }) => {
  if (handshake === null) return { headers: { why: 'there is no answer to the upgrade' } };
  if (handshake.status !== 101) return { headers: { why: `the upgrade was refused with ${handshake.status}` } };
  const kept = handshake.headers
    .filter((one) => (one.masked ?? []).length === 0)
    .map(({ name, value }) => ({ name, value }))
    .filter(fitsProfile)
    .slice(0, mostHeaders);
  return { headers: observed(kept, [handshake]) };
};

/** A close of the server's that nothing else than finish explains. */
function closeAfter(told: Conversation, finish: { t: number; seq: number }): Close | null {
  const { close } = told;
  if (close === null || close.by === 'us' || close.t - finish.t > closesWithinMs) return null;
  return told.sent.some(({ seq }) => seq > finish.seq) ? null : close;
}

export const afterFinish: Observer = (told): Finds => {
  const last = told.finishes.at(-1);
  const why = (says: string): Finds =>
    Object.fromEntries(
      (['afterFinish', 'afterFinishCode', 'afterFinishReason', 'afterFinishMs'] as const).map((one) => [
        one,
        { why: says },
      ]),
    );
  if (told.dialect !== 'fish') return {};
  if (last === undefined) return why('no session came to its finish');
  const close = closeAfter(told, last);
  if (close !== null) return closeFinds(close, last);
  const again = told.starts.find(({ seq }) => seq > (told.finishes[0]?.seq ?? 0));
  const answer =
    again &&
    told.received.find(
      (one) => one.seq > again.seq && one.round > 1 && (one.event === 'audio' || one.event === 'finish'),
    );
  const never = 'the server did not close after finish';
  if (again !== undefined && answer !== undefined)
    return { ...why(never), afterFinish: observed('keep', [again, answer], 'another start was taken', 1) };
  const restMs = told.lastT - last.t;
  if (restMs >= keptAfterMs)
    return {
      ...why(never),
      afterFinish: observed('keep', [last], `still open ${grouped(Math.round(restMs))} ms after finish`),
    };
  return why('the recording ends with finish, or the client closed');
};

function closeFinds(close: Close, finish: { seq: number; t: number }): Finds {
  const seen = [finish, close];
  const ms = Math.min(60_000, Math.max(0, Math.round(close.t - finish.t)));
  const lost = close.by === 'network' || close.code === 1006;
  const code = lost ? 1006 : close.code;
  const isKnown = lost || code === 1005 || isCloseCode(code);
  const { text, badAt } = decodeUtf8(close.reason);
  const reasonFits = badAt === -1 && close.reason.length <= 123 && !close.isMasked;
  return {
    afterFinish: observed('close', seen, undefined, 1),
    afterFinishMs: observed(ms, seen, undefined, 1),
    afterFinishCode: isKnown ? observed(code, [close]) : { why: `${code} is no code that a close frame may carry` },
    afterFinishReason: reasonFits
      ? observed(text, [close])
      : { why: close.isMasked ? 'a secret stood in it' : 'it is no text of 123 bytes' },
  };
}

export const idle: Observer = ({ close, lastFrame, longestRestMs }) => {
  const restMs = close === null || lastFrame === null ? 0 : close.t - lastFrame.t;
  if (close !== null && lastFrame !== null && close.by === 'network' && restMs >= closesWithinMs)
    return { idleMs: observed(Math.min(3_600_000, Math.round(restMs)), [lastFrame, close], undefined, 1) };
  const rest = grouped(Math.round(Math.max(longestRestMs, close === null ? 0 : restMs)));
  return { idleMs: { why: `the connection was not dropped; its longest rest was ${rest} ms` } };
};

/** What was said too early: refused, or looked over? */
export const strictness: Observer = ({ dialect, sent, errors, received }) => {
  const early = sent.find(
    ({ beforeStart, event }) => beforeStart && (event === 'text' || event === 'flush' || event === 'stop'),
  );
  if (dialect !== 'fish' || early === undefined) return { strict: { why: 'nothing was sent out of order' } };
  const error = errors.find(({ seq, t }) => seq > early.seq && t - early.t <= answersWithinMs);
  if (error !== undefined) return { strict: observed(true, [early, error], 'what came before start was refused', 1) };
  const later = received.find(({ seq, event }) => seq > early.seq && event === 'audio');
  if (later === undefined) return { strict: { why: 'nothing answered what was sent out of order' } };
  return { strict: observed(false, [early, later], 'what came before start was looked over', 1) };
};
