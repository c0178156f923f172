/** Single differences in words, for a line or a part of a sentence. */
import { counted, grouped } from '../bytes/quantity.ts';
import { visible } from '../bytes/visible.ts';
import type { FieldDifference, FindingDifference, Pair, SoundDifference, TimingDifference } from './session-diff.ts';

/** `audio is the same, differently chunked`; empty where there is none. */
export function soundWords(sound: SoundDifference): string {
  const { a, b, first, mostDbfs, lag } = sound;
  const cut = sound.rechunked ? `, differently chunked (${grouped(a.pieces)} and ${counted(b.pieces, 'piece')})` : '';
  if (sound.kind === 'none') return '';
  if (sound.kind === 'only-a' || sound.kind === 'only-b') return `audio in ${sound.kind === 'only-a' ? 'A' : 'B'} only`;
  if (sound.kind === 'same-bytes') return `audio is the same${cut}`;
  if (sound.kind === 'same-samples') return 'audio is the same sample by sample, encoded differently';
  if (sound.kind === 'not-decoded') return 'audio differs in its bytes and cannot be decoded';
  if (sound.kind === 'other-rate') {
    const rates = [a, b].map(({ sampleRateHz }) => `${grouped(sampleRateHz)} Hz`);
    return rates[0] === rates[1] ? 'audio changes its rate at other places' : `audio is of ${rates[0]} and ${rates[1]}`;
  }
  if (sound.kind === 'beginning') {
    const [short, long] = a.samples < b.samples ? ['A', 'B'] : ['B', 'A'];
    const missing = Math.abs(a.samples - b.samples);
    return `audio of ${short} is the beginning of that of ${long}, which goes on for ${grouped(missing)} samples (${secondsOf(missing, a)} s)`;
  }
  const shift =
    lag === 0
      ? ''
      : `begins ${grouped(Math.abs(lag))} samples (${secondsOf(Math.abs(lag), a)} s) ${lag > 0 ? 'later' : 'earlier'} in B`;
  const apart = b.samples - a.samples;
  const lengths = apart === 0 ? '' : `, ${a.seconds.toFixed(2)} s in A and ${b.seconds.toFixed(2)} s in B`;
  if (first === null) return `audio ${shift} and is the same from there${lengths}`;
  const where = `differs from sample ${grouped(first.sampleA)} on (${first.secondA.toFixed(3)} s in A), in ${grouped(sound.differing)} of ${counted(sound.compared, 'sample')}`;
  const most = mostDbfs === null ? '' : `, by at most ${mostDbfs.toFixed(1)} dBFS`;
  // A piece that is missing moves all behind it: that it is shorter tells more than how many samples are not equal.
  const length = apart === 0 ? [] : [`is ${secondsOf(Math.abs(apart), a)} s ${apart < 0 ? 'shorter' : 'longer'} in B`];
  const before = [...length, ...(shift === '' ? [] : [shift])];
  return `audio ${before.length === 0 ? '' : `${before.join(', ')}, and `}${where}${most}${lengths}`;
}

function secondsOf(samples: number, { sampleRateHz }: { sampleRateHz: number }): string {
  return (samples / Math.max(1, sampleRateHz)).toFixed(3);
}

/** `one new finding, A07`, `A07 no longer, 2 more of A31`. */
export function findingWords(findings: readonly FindingDifference[]): string {
  const named = (of: (one: FindingDifference) => boolean) => findings.filter(of).map(({ rule }) => rule);
  const gained = named(({ a }) => a === 0);
  const lost = named(({ b }) => b === 0);
  const other = named(({ a, b }) => a > 0 && b > 0);
  const say = (rules: readonly string[], one: string, many: string) => {
    if (rules.length === 0) return [];
    const list = rules.slice(0, 4).join(', ') + (rules.length > 4 ? ', …' : '');
    return [rules.length === 1 ? `one ${one}, ${list}` : `${grouped(rules.length)} ${many}, ${list}`];
  };
  return [
    ...say(gained, 'new finding', 'new findings'),
    ...say(lost, 'finding gone', 'findings gone'),
    ...say(other, 'finding more or less often', 'findings more or less often'),
  ].join(', ');
}

/** A line for the pair, or for each of its fields. */
export function pairLine(pair: Pair): string[] {
  const { kind, a, b, event, what } = pair;
  const name = `${visible(event)}${what === '' ? '' : ` ${JSON.stringify(visible(what))}`}`;
  const at = (place: { seq: number } | null) => `#${place?.seq ?? '-'}`;
  const more = pair.moreFields === 0 ? [] : [`${at(a)} ${at(b)} ${name}: ${counted(pair.moreFields, 'more field')}`];
  if (kind === 'only-a') return [`only in A: ${at(a)} ${name}`];
  if (kind === 'only-b') return [`only in B: ${at(b)} ${name}`];
  if (kind === 'moved') return [`moved: ${at(a)} in A, ${at(b)} in B: ${name}`];
  return [...pair.fields.map((field) => `differs: ${at(a)} ${at(b)} ${visible(event)} ${fieldLine(field)}`), ...more];
}

function fieldLine({ path, a, b }: FieldDifference): string {
  return `${visible(path)}: ${visible(a?.text ?? 'none')} | ${visible(b?.text ?? 'none')}`;
}

export function timingLine({ label, turn, a, b, unit }: TimingDifference): string {
  const of = turn === null ? '' : ` of turn ${turn.a}${turn.b === turn.a ? '' : ` and ${turn.b}`}`;
  return `times: ${label}${of}: ${timeText(a, unit)} | ${timeText(b, unit)}`;
}

/** What the times of a pair are counted from. */
export function sinceWords({ a, b }: Pick<Pair, 'a' | 'b'>): string {
  if (a !== null && b !== null && a.inTurn !== b.inTurn)
    return `since ${a.inTurn ? 'its turn in A, since the session began in B' : 'the session began in A, since its turn in B'}`;
  return (a ?? b)?.inTurn ? 'since its turn began' : 'since the session began';
}

/** When an event came on each side: in its turn, or in the session where no turn had begun. */
export function pairTimeLine({ event, a, b }: Pair): string {
  const [inA, inB] = [a, b].map((place) => timeText(place?.offsetMs ?? null, 'ms'));
  return `times: #${a?.seq ?? '-'} #${b?.seq ?? '-'} ${visible(event)}, ${sinceWords({ a, b })}: ${inA} | ${inB}`;
}

function timeText(value: number | null, unit: string): string {
  return value === null ? 'none' : `${grouped(Number(value.toFixed(1)))} ${unit}`;
}
