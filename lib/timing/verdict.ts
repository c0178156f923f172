/** What was wrong and who was late, of a whole session, in a sentence or two and a few numbers: the answer before the list. */
import { counted, grouped } from '../bytes/quantity.ts';
import { type Blame, type BlamedParty, lateGapMs } from './blame.ts';
import { figureValue } from './figure.ts';
import { stallSum } from './playout.ts';
import type { TimingView } from './timing-view.ts';
import { usualPrebufferMs } from './turn-figures.ts';

/** How often a party was late or let the player starve, and for how long in all. */
export type PartySum = {
  by: BlamedParty;
  /** First audio of so many turns, and so many late gaps. */
  firsts: number;
  gaps: number;
  starved: number;
  /** Of the session, in all: what is told twice counts once. */
  ms: number;
  /** What else is to be said against it, in a few words. */
  notes: readonly string[];
  /** Nothing is against it, and there is what shows that. */
  inTime: boolean;
};

export type Verdict = {
  /** A few sentences, what is wrong first. */
  says: string;
  /** `waiting`: nothing can be told yet; `fine`: nothing was wrong and nobody was late. */
  state: 'waiting' | 'fine' | 'late' | 'wrong';
  /** All parties, whether they were late or not; `unknown`, `client` and `here` only where they are needed. */
  parties: readonly PartySum[];
};

/** What the page knows besides. `linkLost`: it does not hear from its server, and so not of this session. */
export type Beside = { linkLost?: boolean };

const parties: readonly BlamedParty[] = ['upstream', 'here', 'client', 'network', 'page', 'player', 'unknown'];
const whose: Readonly<Record<BlamedParty, string>> = {
  upstream: "upstream's",
  here: "a rule's or a fault's, asked for here",
  client: "the client's",
  network: "the network's or the relay's",
  page: "this page's",
  player: "the player's",
  unknown: 'of a party that cannot be told',
};
const names: Readonly<Record<Exclude<BlamedParty, 'unknown'>, string>> = {
  upstream: 'Upstream',
  here: 'A rule or a fault asked for here',
  client: 'The client',
  network: 'The network or the relay',
  page: 'This page',
  player: 'The player',
};
const wrongNotes: Readonly<Record<TimingView['wrong'][number]['kind'], string>> = {
  refused: 'refused',
  failed: 'not reached',
  lost: 'connection lost',
  closed: 'closed with an error',
  error: 'told of an error',
};

/** What it takes to judge. */
type Judged = Pick<TimingView, 'figures' | 'blames' | 'slow' | 'wrong' | 'over'> & {
  turns: readonly Pick<TimingView['turns'][number], 'index' | 'frames' | 'askedMs' | 'endedBy' | 'playouts'>[];
};

/** Sums up the blames of a session. Those listed are at most the longest 500. */
export function verdictOf(view: Judged, { linkLost = false }: Beside = {}): Verdict {
  const sums = parties
    .map((by) => sumOf(view, by, linkLost))
    .filter(({ by, firsts, gaps, starved, notes }) => !isRare(by) || firsts + gaps + starved + notes.length > 0);
  const wrong = [
    ...(linkLost ? ['The link to the server of this console is lost: what goes on is not known.'] : []),
    ...wrongWords(view.wrong),
  ];
  const came = view.turns.some(({ frames }) => frames > 0);
  const late = lateWords(view, came);
  if (!came && wrong.length + late.length === 0) {
    const says = view.over ? 'No audio came: there is nothing to judge.' : 'No audio yet: nothing to judge so far.';
    return { says, state: 'waiting', parties: sums };
  }
  const state = wrong.length > 0 ? 'wrong' : late.length > 0 ? 'late' : 'fine';
  // Where something was late, that is the news.
  const isEven = came && late.length === 0;
  const even = isEven ? [`${evenWords(view)}${state === 'fine' ? dryWords(view) : ''}${soFar(view)}.`] : [];
  return { says: [...wrong, ...late, ...even, ...aloneWords(view, came)].join(' '), state, parties: sums };
}

/** Told only where something is against it. */
function isRare(by: BlamedParty): boolean {
  return by === 'unknown' || by === 'client' || by === 'here';
}

function sumOf({ blames, figures, slow, wrong, turns }: Judged, by: BlamedParty, linkLost: boolean): PartySum {
  const own = blames.filter((blame) => blame.by === by);
  const count = (kind: Blame['kind']) => own.filter((blame) => blame.kind === kind).length;
  const ms = coveredMs(own);
  const notes: string[] = [];
  // Before the relay it cannot be told what is the server's and what is the way's: both are upstream's.
  const noted = endsFirst(wrong).filter(({ here = false }) => by === (here ? 'here' : 'upstream'));
  notes.push(...new Set(noted.map(({ kind, here }) => (here ? 'ended the connection' : wrongNotes[kind]))));
  if (by === 'network' && linkLost) notes.push('link lost');
  if (slow?.by === by) {
    notes.push(`${turns.length > 1 ? `turn ${slow.turn}: ` : ''}${slow.factor.toFixed(2)} × as fast as it plays`);
  }
  const came = turns.some(({ frames }) => frames > 0);
  // Late at the page, and nobody blamed: the clocks did not allow to tell.
  const seen = came && (figureValue(figures, 'to-page') ?? Number.POSITIVE_INFINITY) < lateGapMs;
  const heard = figureValue(figures, 'underruns') !== null;
  const isShown = {
    upstream: came,
    here: false,
    client: false,
    network: seen,
    page: seen,
    player: heard,
    unknown: false,
  }[by];
  return {
    by,
    firsts: count('first'),
    gaps: count('arrival'),
    starved: count('starved'),
    ms,
    notes,
    inTime: isShown && own.length === 0 && notes.length === 0,
  };
}

/** A wait that is told as a late gap and as silence that was heard is one wait. */
function coveredMs(waits: readonly Blame[]): number {
  let [total, until] = [0, Number.NEGATIVE_INFINITY];
  for (const { fromMs, toMs } of waits.toSorted((a, b) => a.fromMs - b.fromMs)) {
    total += Math.max(0, toMs - Math.max(fromMs, until));
    until = Math.max(until, toMs);
  }
  return total;
}

/** How the connection ended, then what the server said. */
function endsFirst(wrong: Judged['wrong']): Judged['wrong'] {
  return [...wrong.filter(({ kind }) => kind !== 'error'), ...wrong.filter(({ kind }) => kind === 'error')];
}

/** Many errors are told as one. */
function wrongWords(wrong: Judged['wrong']): string[] {
  const errors = wrong.filter(({ kind }) => kind === 'error');
  const [first] = errors;
  if (first === undefined || errors.length === 1) return endsFirst(wrong).map(({ says }) => says);
  const ends = wrong.filter(({ kind }) => kind !== 'error').map(({ says }) => says);
  return [...ends, `The server told of several errors, the first in entry ${first.seq}.`];
}

/** What was late, and whose that was: as a part of a sentence about the party, and as a sentence of its own. */
type Late = { by: BlamedParty | null; part: string; says: string };

/** What was late: in one sentence where one party did it all, else a sentence each. */
function lateWords(view: Judged, came: boolean): string[] {
  const late = [
    firstLate(view),
    timesLate(view.blames, 'arrival', { one: 'late gap', many: 'late gaps', part: (n) => counted(n, 'late gap') }),
    timesLate(view.blames, 'starved', {
      one: 'time the player ran dry',
      many: 'times the player ran dry',
      part: (n) => `the player dry ${n === 1 ? 'once' : `${grouped(n)} times`}`,
    }),
    slowLate(view),
  ].filter((one) => one !== null);
  const by = late[0]?.by ?? null;
  const isOne = late.length > 1 && by !== null && by !== 'unknown' && late.every((one) => one.by === by);
  const said = isOne
    ? [`${names[by]} was late: ${late.map(({ part }) => part).join(', ')}.`]
    : late.map(({ says }) => says);
  const none = noneWords(view);
  if (none !== null) said.push(none);
  const would = came && said.length === 0 ? wouldWords(view) : null;
  return would === null ? said : [would];
}

/** The longest wait for the first audio of a turn. */
function firstLate({ blames, turns }: Judged): Late | null {
  const firsts = blames.filter(({ kind }) => kind === 'first');
  const length = ({ fromMs, toMs }: Blame) => toMs - fromMs;
  const [longest] = firsts.toSorted((a, b) => length(b) - length(a));
  if (longest === undefined) return null;
  const ms = `${grouped(Math.round(length(longest)))} ms`;
  const more = firsts.length === 1 ? '' : `, the longest of ${firsts.length} such waits`;
  const last = turns.at(-1);
  const by = firsts.every((one) => one.by === longest.by) ? longest.by : null;
  if (last?.frames === 0 && last.endedBy === null && firsts.at(-1) === longest) {
    const part = `no audio for ${ms} so far${more}`;
    return { by, part, says: `No audio for ${ms} since it was due${more}: ${whose[longest.by]} so far.` };
  }
  const held = longest.hereMs === undefined ? '' : `, but for ${grouped(Math.round(longest.hereMs))} ms held back here`;
  const says = `The first audio was waited for ${ms}${more}: ${whose[longest.by]}${held}.`;
  return { by, part: `the first audio after ${ms}${more}`, says };
}

/** Turns that were asked for and ended without any audio. */
function noneWords({ turns }: Judged): string | null {
  const none = turns.filter(
    ({ frames, askedMs, endedBy }) => frames === 0 && askedMs !== null && endedBy !== null && endedBy !== 'cancel',
  );
  const [first] = none;
  if (first === undefined) return null;
  if (none.length === turns.length) return 'What was asked for got no audio.';
  return none.length === 1
    ? `Turn ${first.index} got no audio.`
    : `${none.length} of ${turns.length} turns got no audio.`;
}

type TimesWords = { one: string; many: string; part: (count: number) => string };

/** `All 3 late gaps were upstream's.`, `5 late gaps: 3 upstream's, 2 the player's.`; null for none. */
function timesLate(blames: readonly Blame[], kind: Blame['kind'], { one, many, part }: TimesWords): Late | null {
  const guilty = parties
    .map((by) => ({ by, times: blames.filter((blame) => blame.kind === kind && blame.by === by).length }))
    .filter(({ times }) => times > 0);
  const count = guilty.reduce((total, { times }) => total + times, 0);
  const [first] = guilty;
  if (first === undefined) return null;
  const by = guilty.length === 1 ? first.by : null;
  if (count === 1) return { by, part: part(1), says: `The one ${one} was ${whose[first.by]}.` };
  const all = count === 2 ? 'Both' : `All ${count}`;
  const shares = guilty.map(({ by: party, times }) => `${times} ${whose[party]}`).join(', ');
  const says = by === null ? `${counted(count, one, many)}: ${shares}.` : `${all} ${many} were ${whose[by]}.`;
  return { by, part: part(count), says };
}

/** Gaps that are all alike are nobody's lateness, however long: then they are the pace. */
function evenWords({ figures }: Judged): string {
  const longest = figureValue(figures, 'gap-max') ?? 0;
  if (longest < lateGapMs) return `No gap over ${lateGapMs} ms`;
  const usual = Math.round(figureValue(figures, 'gap-p50') ?? 0);
  return `No gap stands out: the median is ${usual} ms, the longest ${Math.round(longest)} ms`;
}

function dryWords({ figures }: Judged): string {
  return figureValue(figures, 'underruns') === null ? '' : ', and the player never ran dry';
}

/** Of a record that no page received, or of which none says when: its recorder cannot tell what came after it. */
function aloneWords({ figures, over }: Judged, came: boolean): string[] {
  if (!came || !over || figures.some(({ id }) => id === 'to-page')) return [];
  return ["Told by the recorder's clock alone: what was late on the way to a page is not known."];
}

/** Slower than it plays is a lateness of its own, that no single gap shows. */
function slowLate({ slow, turns }: Judged): Late | null {
  if (slow === null) return null;
  const of = turns.length === 1 ? '' : slow.turns === 1 ? ` of turn ${slow.turn}` : ` of ${slow.turns} turns`;
  const than = `slower than it plays (real-time factor ${slow.factor.toFixed(2)}${slow.turns === 1 ? '' : ` in turn ${slow.turn}`})`;
  const says = `The audio${of} came ${than}: ${whose[slow.by]}; a longer text runs dry with any prebuffer.`;
  return { by: slow.by, part: `the audio${of} ${than}`, says };
}

/** Where nobody was late by much, and a player would still have run dry. */
function wouldWords({ turns }: Judged): string | null {
  const logs = turns.flatMap(({ playouts }) => playouts);
  const times = logs.reduce((total, log) => total + stallSum(log, usualPrebufferMs).stalls, 0);
  if (times === 0) return null;
  return `An ideal player that waits ${usualPrebufferMs} ms would run dry ${times === 1 ? 'once' : `${grouped(times)} times`}.`;
}

function soFar({ over }: Judged): string {
  return over ? '' : ' so far';
}
