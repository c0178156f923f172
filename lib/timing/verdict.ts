/** Who was late, of a whole session, in one sentence and a few numbers: the answer before the list. */
import { counted } from '../bytes/quantity.ts';
import { type Blame, type BlamedParty, lateGapMs } from './blame.ts';
import { figureValue } from './figure.ts';
import type { TimingView } from './timing-view.ts';

/** How often a party was late or let the player starve, and for how long in all. */
export type PartySum = { by: BlamedParty; gaps: number; starved: number; ms: number };

export type Verdict = {
  /** One sentence, or two. */
  says: string;
  /** `waiting`: nothing can be told yet; `fine`: nobody was late. */
  state: 'waiting' | 'fine' | 'late';
  /** All parties, whether they were late or not; `unknown` only where it is needed. */
  parties: readonly PartySum[];
};

/** A shorter stretch of sound says nothing about a speed. */
const slowFromS = 1;

const parties: readonly BlamedParty[] = ['upstream', 'network', 'page', 'player', 'unknown'];
const whose: Readonly<Record<BlamedParty, string>> = {
  upstream: "upstream's",
  network: "the network's or the relay's",
  page: "this page's",
  player: "the player's",
  unknown: 'of a party that cannot be told',
};

/** What it takes to judge. */
type Judged = Pick<TimingView, 'figures' | 'blames' | 'over'> & { turns: readonly { frames: number }[] };

/** Sums up the blames of a session. Those listed are at most the longest 500. */
export function verdictOf(view: Judged): Verdict {
  const sums = parties
    .map((by) => sumOf(view.blames, by))
    .filter(({ by, gaps, starved }) => by !== 'unknown' || gaps + starved > 0);
  const heard = figureValue(view.figures, 'underruns') !== null;
  if (view.turns.every(({ frames }) => frames === 0) && view.blames.length === 0) {
    const says = view.over ? 'No audio came: there is nothing to judge.' : 'No audio yet: nothing to judge so far.';
    return { says, state: 'waiting', parties: sums };
  }
  if (view.blames.length === 0) {
    const dry = heard ? ', and the player never ran dry' : '';
    const says = `${evenWords(view)}${dry}${soFar(view)}.${slowWords(view)}`;
    return { says, state: slowWords(view) === '' ? 'fine' : 'late', parties: sums };
  }
  const gaps = sentence(sums, 'gaps', 'gap', 'gaps');
  const dry = sentence(sums, 'starved', 'time the player ran dry', 'times the player ran dry');
  const none = gaps === null ? `${evenWords(view)}.` : gaps;
  return { says: `${dry === null ? none : `${none} ${dry}`}${slowWords(view)}`, state: 'late', parties: sums };
}

function sumOf(blames: readonly Blame[], by: BlamedParty): PartySum {
  const own = blames.filter((blame) => blame.by === by);
  const gaps = own.filter(({ kind }) => kind === 'arrival').length;
  const ms = own.reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0);
  return { by, gaps, starved: own.length - gaps, ms };
}

/** `All 3 gaps were upstream's.`, `5 gaps: 3 upstream's, 2 the player's.`; null for none. */
function sentence(sums: readonly PartySum[], which: 'gaps' | 'starved', one: string, many: string): string | null {
  const guilty = sums.filter((sum) => sum[which] > 0);
  const count = guilty.reduce((total, sum) => total + sum[which], 0);
  const [first] = guilty;
  if (first === undefined) return null;
  if (count === 1) return `The one ${one} was ${whose[first.by]}.`;
  if (guilty.length === 1) return `${count === 2 ? 'Both' : `All ${count}`} ${many} were ${whose[first.by]}.`;
  return `${counted(count, one, many)}: ${guilty.map((sum) => `${sum[which]} ${whose[sum.by]}`).join(', ')}.`;
}

/** Gaps that are all alike are nobody's lateness, however long: then they are the pace. */
function evenWords({ figures }: Judged): string {
  const longest = figureValue(figures, 'gap-max') ?? 0;
  if (longest < lateGapMs) return `No gap over ${lateGapMs} ms`;
  const usual = Math.round(figureValue(figures, 'gap-p50') ?? 0);
  return `No gap stands out: the median is ${usual} ms, the longest ${Math.round(longest)} ms`;
}

/** Under this real-time factor audio is called slower than it plays; nearer to 1, the rounding of its first and last piece decides. */
export const slowBelow = 0.98;

/** Slower than it plays is a lateness of its own, that no single gap shows. */
function slowWords({ figures }: Judged): string {
  const factor = figureValue(figures, 'real-time');
  const seconds = figureValue(figures, 'audio-seconds') ?? 0;
  if (factor === null || factor >= slowBelow || seconds < slowFromS) return '';
  return ` The audio came slower than it plays (real-time factor ${factor.toFixed(2)}): a longer text runs dry with any prebuffer.`;
}

function soFar({ over }: Judged): string {
  return over ? '' : ' so far';
}
