/** The figures of a turn: each with its clock and a sentence. */
import { gapWords } from './blame.ts';
import type { Figure, FigureClock, FigureId, Unit } from './figure.ts';
import { rank } from './percentile.ts';
import { enoughMs, stallSum } from './playout.ts';
import type { AfterInterruption, TurnView } from './timing-view.ts';

/** A prebuffer that many players have: stalls are counted with it where nobody says otherwise. */
export const usualPrebufferMs = 200;

const make = (
  id: FigureId,
  label: string,
  value: number | null,
  unit: Unit,
  clock: FigureClock,
  says: string,
): Figure => ({ id, label, value, unit, clock, says });

type FirstAudio = Pick<
  TurnView,
  'firstByteMs' | 'firstPlayableMs' | 'firstAudibleMs' | 'firstHeardMs' | 'decoded' | 'frames'
>;

/** First audio, four ways. `from` names the zero: `the first text`. */
export function firstFigures(turn: FirstAudio, from: string): Figure[] {
  const missing = (value: number | null) => {
    if (value !== null) return '';
    return turn.frames > 0 && !turn.decoded ? ' Not decoded yet.' : ' There was none.';
  };
  const first = (id: FigureId, label: string, value: number | null, clock: FigureClock, says: string) =>
    make(id, label, value, 'ms', clock, `From ${from} ${says}${missing(value)}`);
  const heard =
    turn.firstHeardMs === null
      ? `From ${from} to its first audible sample leaving the player; only sound that was played has this.`
      : `From ${from} to its first audible sample leaving the player, as the audio clock tells it.`;
  return [
    first(
      'first-byte',
      'First audio byte',
      turn.firstByteMs,
      'wire',
      'to the arrival of the first audio bytes, headers of the container among them.',
    ),
    first(
      'first-playable',
      'First playable',
      turn.firstPlayableMs,
      'wire',
      'to the arrival of the first bytes that complete a sample, past WAV, ID3 and Ogg headers.',
    ),
    first(
      'first-audible',
      'First audible',
      turn.firstAudibleMs,
      'wire',
      'to the moment an ideal player without a prebuffer would have reached the first sample that is not silence.',
    ),
    make('first-heard', 'First heard', turn.firstHeardMs, 'ms', 'audio', heard),
  ];
}

/** Gaps (`sorted`: ascending): median, 95th percentile, longest. */
export function gapFigures(sorted: Float64Array): Figure[] {
  const none = sorted.length === 0 ? ' There was none.' : '';
  const figure = (id: FigureId, label: string, value: number | null, says: string) =>
    make(id, label, value, 'ms', 'wire', `${says} ${gapWords}${none}`);
  const chunk = 'Events that came in one read of the socket share a time, so that some gaps are 0.';
  return [
    figure(
      'gap-p50',
      'Gap, median',
      rank(sorted, 50),
      `Half the gaps were no longer than this (nearest rank). ${chunk}`,
    ),
    figure('gap-p95', 'Gap, p95', rank(sorted, 95), '95 of 100 gaps were no longer than this (nearest rank).'),
    figure('gap-max', 'Gap, longest', sorted.at(-1) ?? null, 'The longest gap.'),
  ];
}

/** Sound against time: seconds of audio per second of all gaps, ms. */
export function speedFigure(seconds: number | null, gapsMs: number): Figure {
  const says =
    'Seconds of audio per second of gaps, from the first arrival to the last: above 1 is faster than it plays.';
  const at = gapsMs > 0 ? says : `${says} All of it came at one moment.`;
  const value = seconds === null || !(gapsMs > 0) ? null : (seconds * 1000) / gapsMs;
  return make('real-time', 'Real-time factor', value, 'x', 'wire', at);
}

/** Bytes and seconds of audio, and bytes and characters of text. */
export function amountFigures(
  sum: { audioBytes: number; seconds: number | null; textBytes: number; textCharacters: number },
  whose: string,
): Figure[] {
  return [
    make('audio-bytes', 'Audio', sum.audioBytes, 'B', 'wire', `Bytes of audio received ${whose}, without envelopes.`),
    make('audio-seconds', 'Audio length', sum.seconds, 's', 'wire', `Seconds of sound decoded ${whose}.`),
    make(
      'text-bytes',
      'Cost',
      sum.textBytes,
      'B',
      'wire',
      `UTF-8 bytes of the text sent ${whose}: the unit that is billed.`,
    ),
    make('text-characters', 'Characters', sum.textCharacters, 'n', 'wire', `Unicode characters of the text ${whose}.`),
  ];
}

const told: Readonly<Record<AfterInterruption['toldBy'], string>> = {
  done: 'the server said which audio it was',
  pause: 'told from what follows by a pause',
  length: 'about, by the lengths of both texts, since no pause tells the two apart',
  answer: 'about, since no pause tells the two apart: counted is what came sooner than the server ever answered',
};

export function afterFigure(after: AfterInterruption): Figure {
  const says = `Seconds of this turn's audio that came after it was interrupted; ${told[after.toldBy]}.`;
  return make('after-interruption', 'After the interruption', after.seconds, 's', 'wire', says);
}

/** What an ideal player would have met with the usual prebuffer, and the least that meets nothing. */
export function playoutFigures(playouts: TurnView['playouts'], whose: string): Figure[] {
  const none = playouts.length === 0;
  let stalls = 0;
  let silenceMs = 0;
  let leastMs = 0;
  for (const log of playouts) {
    const sum = stallSum(log, usualPrebufferMs);
    stalls += sum.stalls;
    silenceMs += sum.silenceMs;
    leastMs = Math.max(leastMs, enoughMs(log));
  }
  const player = `an ideal player that begins ${usualPrebufferMs} ms after the first sound`;
  const figure = (id: FigureId, label: string, value: number, unit: Unit, says: string) =>
    make(id, label, none ? null : value, unit, 'wire', says);
  const not = 'What happened in the player here is another figure.';
  return [
    figure('stalls', 'Stalls would be', stalls, 'n', `How often ${player} would run dry ${whose}. ${not}`),
    figure('stalled', 'Silence would be', silenceMs, 'ms', `The silence ${player} would put in ${whose}. ${not}`),
    figure(
      'prebuffer',
      'Prebuffer that is enough',
      leastMs,
      'ms',
      `The least delay after the first sound with which an ideal player never runs dry ${whose}: the largest of (arrival - sound received before), less the first arrival, in whole milliseconds upwards.`,
    ),
  ];
}

/** All figures of one turn. `gaps`: ascending, ms. */
export function turnFigures(turn: Omit<TurnView, 'figures'>, gaps: Float64Array): Figure[] {
  const whose = 'in this turn';
  let gapsMs = 0;
  for (const gap of gaps) gapsMs += gap;
  return [
    ...firstFigures(turn, 'its first text'),
    ...gapFigures(gaps),
    speedFigure(turn.decoded ? turn.seconds : null, gapsMs),
    ...amountFigures(turn, whose),
    ...playoutFigures(turn.playouts, whose),
    ...(turn.interrupted === null ? [] : [afterFigure(turn.interrupted)]),
  ];
}
