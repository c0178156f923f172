/** A diff in words: one sentence for all of it, and a line for each difference. Hostile text is shown as tokens: no control bytes. */
import { counted, grouped } from '../bytes/quantity.ts';
import { visible } from '../bytes/visible.ts';
import { findingWords, pairLine, pairTimeLine, soundWords, timingLine } from './diff-words.ts';
import { isTimeField } from './field-diff.ts';
import type { Pair, SessionDiff } from './session-diff.ts';

export type DiffSummary = { sentence: string; same: boolean };

/** A pair that differs in more than the sound it brought and the times it tells, which are told of by themselves. */
export function isOtherEvent({ kind, event, fields, moreFields }: Pair): boolean {
  if (kind !== 'differs') return kind !== 'same';
  const beside = (path: string) => isTimeField(path) || (event === 'audio' && path === 'audio');
  return moreFields > 0 || fields.some(({ path }) => !beside(path));
}

/** Alike but for times that the server tells in it. */
function tellsTimes(pair: Pair): boolean {
  return pair.kind === 'differs' && !isOtherEvent(pair) && pair.fields.some(({ path }) => isTimeField(path));
}

/** An event in its place, at another time of its turn. */
function isLate({ otherTime, kind }: Pair): boolean {
  return otherTime && kind !== 'moved';
}

const sameSound = new Set(['none', 'same-bytes', 'same-samples']);

/** `same`: within the tolerance nothing differs, but for how audio was cut into pieces. */
export function summaryOf(diff: SessionDiff): DiffSummary {
  const other = diff.pairs.filter(isOtherEvent);
  const late = diff.timing.filter(({ beyond }) => beyond);
  const told = diff.pairs.some(({ fields }) => fields.some(({ path }) => isTimeField(path)));
  const telling = diff.pairs.filter(tellsTimes);
  // Those that differ by nothing else: each marked event is counted once.
  const elsewhen = diff.pairs.filter((pair) => isLate(pair) && pair.kind === 'same');
  const isOtherTime = told || late.length > 0 || diff.pairs.some(isLate);
  const same = other.length + diff.findings.length === 0 && !isOtherTime && sameSound.has(diff.sound.kind);
  const events =
    elsewhen.length === 0 ? '' : `${counted(elsewhen.length, 'event')} at another time (${namesOf(elsewhen)})`;
  const tells = told
    ? `the server tells other times${telling.length < 2 ? '' : ` in ${grouped(telling.length)} events`}`
    : '';
  const times = [timeWords(late), events, tells].filter((words) => words !== '').join(', ');
  const parts = [eventWords(other), soundWords(diff.sound), times, findingWords(diff.findings)];
  const sentence = `${parts.filter((part) => part !== '').join('; ')}.`;
  return { sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1), same };
}

/** `same conversation`, `2 events differ (upgrade, start), 1 in A only (flush)`. */
function eventWords(other: readonly Pair[]): string {
  if (other.length === 0) return 'same conversation';
  const words = [
    ['differs', 'differs', 'differ'],
    ['only-a', 'in A only', 'in A only'],
    ['only-b', 'in B only', 'in B only'],
    ['moved', 'moved', 'moved'],
  ] as const;
  const parts = words.flatMap(([kind, one, many]) => {
    const some = other.filter((pair) => pair.kind === kind);
    return some.length === 0 ? [] : [{ some, says: some.length === 1 ? one : many }];
  });
  const listed = parts.map(({ some, says }, at) => {
    const count = at === 0 ? counted(some.length, 'event') : grouped(some.length);
    return `${count} ${says} (${namesOf(some)})`;
  });
  const close = other.find(({ event, kind }) => event === 'close' && kind === 'differs');
  const code = close?.fields.find(({ path }) => path === 'code');
  const codes =
    code === undefined ? '' : `, closed with ${visible(code.a?.text ?? '-')} and ${visible(code.b?.text ?? '-')}`;
  return `${listed.join(', ')}${codes}`;
}

function namesOf(pairs: readonly Pair[]): string {
  const names = [...new Set(pairs.map(({ event }) => visible(event).slice(0, 24)))];
  return `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
}

function timeWords(late: SessionDiff['timing']): string {
  const first = late.find(({ id, turn }) => id === 'first-byte' && turn === null);
  const rest = late.length - (first === undefined ? 0 : 1);
  const which = first === undefined ? '' : 'other ';
  const other = rest === 0 ? '' : `${grouped(rest)} ${which}${rest === 1 ? 'time differs' : 'times differ'}`;
  return [first === undefined ? '' : firstWords(first), other].filter((words) => words !== '').join(', ');
}

function firstWords({ a, b }: SessionDiff['timing'][number]): string {
  if (a === null || b === null) return `first audio in ${a === null ? 'B' : 'A'} only`;
  return `first audio ${grouped(Math.round(Math.abs(b - a)))} ms ${b > a ? 'later' : 'earlier'} in B`;
}

/** One line for each difference: events, times, sound, findings. */
export function linesOf(diff: SessionDiff): string[] {
  const differing = diff.pairs.filter((pair) => isOtherEvent(pair) || pair.fields.length > 0);
  return [
    ...differing.flatMap(pairLine),
    ...diff.gaveUp.map(
      ({ a, b }) =>
        `events: entries ${a.start} to ${a.end - 1} of A and ${b.start} to ${b.end - 1} of B repeat too much to be aligned closely; they are taken in order`,
    ),
    ...(diff.controls.a === diff.controls.b
      ? []
      : [`events: ${grouped(diff.controls.a)} and ${grouped(diff.controls.b)} pings and pongs, which are not aligned`]),
    ...diff.timing.filter(({ beyond }) => beyond).map(timingLine),
    ...diff.pairs.filter(isLate).map(pairTimeLine),
    ...(sameSound.has(diff.sound.kind) && !diff.sound.rechunked ? [] : [`audio: ${soundWords(diff.sound)}`]),
    ...diff.findings.map(({ rule, a, b, says }) => `findings: ${rule} ${a} in A, ${b} in B: ${visible(says)}`),
  ];
}
