/** What the rules about time find in one view: a list without memory. */
import { counted, grouped } from '../../bytes/quantity.ts';
import type { Proof } from '../../dialects/rule.ts';
import { answerMs, lateAnswerMs } from '../../timing/answer.ts';
import type { Blame, BlamedParty } from '../../timing/blame.ts';
import { isAbout } from '../../timing/boundary-search.ts';
import { figureValue } from '../../timing/figure.ts';
import { enoughMs, stallsFor } from '../../timing/playout.ts';
import { slownessOf } from '../../timing/slow.ts';
import type { TimingView, TurnView } from '../../timing/timing-view.ts';
import { usualPrebufferMs } from '../../timing/turn-figures.ts';

/** `about` tells findings of one rule apart: a turn, or a party. */
export type Found = { rule: string; about: string; says: string; proofs: Proof[] };

const longSilenceMs = 500;
/** Fewer runs of full samples than this are what decoders of lossy formats make of loud speech. */
const clippedRuns = 5;
/** Characters a second that no speech has, whatever its speed; of alphabetic writing, and in texts long enough to tell. */
const speech = { least: 4, most: 45, characters: 40, bytesPerCharacter: 1.3 };
/** A silence so long, and so many times the usual gap, after a burst. */
const burst = { silenceMs: 1000, times: 10, frames: 5 };
const proofsEach = 20;
/** Findings of one rule listed turn by turn; those of more turns are one finding. */
const turnsEach = 40;

/** Everything that the view shows, turn by turn, then by party. */
export function timingFindings(view: TimingView): Found[] {
  return [...gathered(view.turns.flatMap((turn) => ofTurn(turn, view))), ...ofBlames(view.blames)];
}

function gathered(found: readonly Found[]): Found[] {
  const counts = new Map<string, number>();
  const more = new Map<string, Found[]>();
  const listed = found.filter((one) => {
    const count = (counts.get(one.rule) ?? 0) + 1;
    counts.set(one.rule, count);
    if (count <= turnsEach) return true;
    const rest = more.get(one.rule);
    if (rest === undefined) more.set(one.rule, [one]);
    else rest.push(one);
    return false;
  });
  for (const [rule, rest] of more) {
    const proofs = rest.flatMap((one) => one.proofs).slice(0, proofsEach);
    listed.push({ rule, about: 'more turns', says: `The same in ${counted(rest.length, 'more turn')}.`, proofs });
  }
  return listed;
}

function ofTurn(turn: TurnView, view: TimingView): Found[] {
  const found: Found[] = [];
  const say = (rule: string, says: string, ...seqs: number[]) => {
    const proofs = seqs.slice(0, proofsEach).map((seq) => ({ seq }));
    const here = isHeldHere(rule, turn, view) ? ' A rule or a fault asked for here held it back.' : '';
    found.push({ rule, about: `turn ${turn.index}`, says: `Turn ${turn.index}: ${says}${here}`, proofs });
  };
  const first = turn.firstAudioSeq ?? turn.fromSeq;
  const over = turn.endedBy !== null;

  const stalls = turn.playouts.flatMap((log) => stallsFor(log, usualPrebufferMs));
  if (stalls.length > 0) {
    const silence = stalls.reduce((sum, stall) => sum + stall.ms, 0);
    const times = stalls.length === 1 ? 'once' : `${grouped(stalls.length)} times`;
    const enough = `A prebuffer of ${ms(turn.playouts.reduce((most, log) => Math.max(most, enoughMs(log)), 0))} would have been enough.`;
    const says = `an ideal player that waits ${usualPrebufferMs} ms would have run dry ${times}, for ${ms(silence)} in all. ${enough}`;
    say('D01', says, ...stalls.slice(0, proofsEach).map(({ seq }) => seq));
  }

  const slow = slownessOf(turn);
  if (over && slow !== null) {
    say('D02', `${turn.seconds?.toFixed(2)} s of audio took ${(slow.spanMs / 1000).toFixed(2)} s to come.`, first);
  }

  const late = answerMs(turn, view.untilMs);
  if (late !== null && late > lateAnswerMs) {
    const since = turn.dueMs === turn.askedMs ? 'it was asked for' : 'the audio before it';
    const says =
      turn.frames > 0 ? `its first audio came ${ms(late)} after ${since}.` : `no audio for ${ms(lateAnswerMs)} so far.`;
    say('D03', says, turn.frames > 0 ? first : turn.toSeq);
  }

  if ((turn.leadingSilenceMs ?? 0) > longSilenceMs) {
    say('D06', `${ms(turn.leadingSilenceMs ?? 0)} of silence stand before its first audible sample.`, first);
  }
  if (turn.clippedRuns >= clippedRuns) say('D07', `${grouped(turn.clippedRuns)} runs of samples at full scale.`, first);

  const pace = charactersPerSecond(turn);
  if (pace !== null && (pace < speech.least || pace > speech.most)) {
    const than = pace < speech.least ? 'longer' : 'shorter';
    const of = `${grouped(turn.textCharacters)} characters of text, ${turn.seconds?.toFixed(2)} s of audio`;
    say('D08', `${of}: much ${than} than speech is (about 15 characters a second).`, first);
  }

  const usual = figureValue(turn.figures, 'gap-p50') ?? 0;
  const gap = turn.longestGapMs ?? 0;
  if (over && turn.frames > burst.frames && gap >= burst.silenceMs && gap > burst.times * usual) {
    say('D09', `audio came every ${ms(usual)}, and once nothing came for ${ms(gap)}.`, first);
  }

  const after = turn.interrupted;
  if (after !== null && after.frames > 0) {
    const length = after.seconds === null ? `${grouped(after.bytes)} bytes` : `${after.seconds.toFixed(2)} s`;
    const about = isAbout(after.toldBy) ? 'about ' : '';
    say('D10', `${about}${length} of its audio came after entry ${after.seq}.`, after.seq);
  }
  return found;
}

/** Whether what a rule says of a turn is our own doing, and not the service's. */
function isHeldHere(rule: string, turn: TurnView, { blames, slow }: TimingView): boolean {
  if (rule === 'D02') return slow?.by === 'here' && slow.turn === turn.index;
  const kind = { D01: 'arrival', D03: 'first', D09: 'arrival' }[rule];
  return blames.some(
    (one) => one.by === 'here' && one.kind === kind && one.seq >= turn.fromSeq && one.seq <= turn.toSeq,
  );
}

/** Null where the text or the sound is not whole, or the text is too short, or of a writing that says more with a character. */
function charactersPerSecond(turn: TurnView): number | null {
  const whole = (turn.endedBy === 'done' || turn.endedBy === 'silence') && turn.decoded && turn.interrupted === null;
  if (!whole || turn.seconds === null || turn.seconds === 0) return null;
  if (turn.textCharacters < speech.characters) return null;
  if (turn.textBytes / turn.textCharacters > speech.bytesPerCharacter) return null;
  return turn.textCharacters / turn.seconds;
}

const ofParty: readonly { by: BlamedParty; rule: string; kinds: readonly Blame['kind'][] }[] = [
  { by: 'page', rule: 'D04', kinds: ['first', 'arrival', 'starved'] },
  { by: 'player', rule: 'D05', kinds: ['starved'] },
  { by: 'network', rule: 'D11', kinds: ['first', 'arrival', 'starved'] },
];

/** One finding for each party, with all its places: upstream's lateness is told by what a player would have heard of it. */
function ofBlames(blames: readonly Blame[]): Found[] {
  return ofParty.flatMap(({ by, rule, kinds }) => {
    const own = blames.filter((blame) => blame.by === by && kinds.includes(blame.kind));
    const longest = own.reduce<Blame | null>((a, b) => (a === null || lengthOf(b) > lengthOf(a) ? b : a), null);
    if (longest === null) return [];
    const times = own.length === 1 ? 'Once' : `${grouped(own.length)} times, the longest of ${ms(lengthOf(longest))}`;
    const proofs = own.slice(0, proofsEach).map(({ seq }) => ({ seq }));
    return [{ rule, about: by, says: `${times}: ${longest.says}`, proofs }];
  });
}

function lengthOf({ fromMs, toMs }: Blame): number {
  return toMs - fromMs;
}

function ms(value: number): string {
  return `${grouped(Math.round(value))} ms`;
}
