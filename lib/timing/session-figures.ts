/** The figures of the connection and of the session as a whole. */
import { grouped } from '../bytes/quantity.ts';
import type { DialTimings } from '../session/entry.ts';
import type { Arrivals } from './arrivals.ts';
import type { Starved } from './blame.ts';
import type { ClockOffset } from './clock-offset.ts';
import type { Figure, FigureId } from './figure.ts';
import { percentile } from './percentile.ts';
import type { TurnView } from './timing-view.ts';
import { amountFigures, firstFigures, gapFigures, playoutFigures, speedFigure } from './turn-figures.ts';
import type { TimedTurn } from './turn-view.ts';

/** What each step of the dial took, as the recorder's socket told it. */
export function dialFigures(timings: DialTimings): Figure[] {
  const step = (id: FigureId, label: string, value: number | undefined, says: string): Figure => {
    const none = value === undefined ? ' This connection had no such step.' : '';
    return { id, label, value: value ?? null, unit: 'ms', clock: 'wire', says: `${says}${none}` };
  };
  return [
    step('dns', 'DNS', timings.dns, 'Looking up the address of the host.'),
    step('tcp', 'TCP', timings.tcp, 'Connecting the socket: one round trip to the host.'),
    step('tls', 'TLS', timings.tls, 'Agreeing on encryption: one or two more round trips.'),
    step(
      'upgrade',
      'Upgrade',
      timings.upgrade,
      'From the upgrade request to its answer: the server lets the client in.',
    ),
  ];
}

/** `starved`: null where nothing was played. `offset`: null while the clocks were not compared. */
export function sessionFigures(
  timed: readonly TimedTurn[],
  arrivals: Arrivals,
  starved: readonly Starved[] | null,
  offset: ClockOffset | null,
): Figure[] {
  const whose = 'in this session';
  const turns = timed.map(({ view }) => view);
  const first = turns.find((turn) => turn.frames > 0) ?? turns[0];
  const gaps = joined(timed.map((turn) => turn.gaps));
  let seconds = 0;
  let bytes = 0;
  for (let at = 0; at < arrivals.length; at++) {
    if (arrivals.isDecoded(at)) seconds += arrivals.seconds(at);
    bytes += arrivals.bytes(at);
  }
  const sum = (of: (turn: TurnView) => number) => turns.reduce((total, turn) => total + of(turn), 0);
  const isDecoded = turns.length > 0 && turns.every((turn) => turn.decoded);
  const amounts = {
    audioBytes: bytes,
    seconds: arrivals.length > 0 && arrivals.isDecoded(0) ? seconds : null,
    textBytes: sum((turn) => turn.textBytes),
    textCharacters: sum((turn) => turn.textCharacters),
  };
  return [
    ...(first === undefined ? [] : firstFigures(first, `the first text of turn ${first.index}`)),
    ...gapFigures(gaps),
    speedFigure(
      isDecoded ? sum((turn) => turn.seconds ?? 0) : null,
      gaps.reduce((total, gap) => total + gap, 0),
    ),
    ...amountFigures(amounts, whose),
    ...playoutFigures(
      turns.flatMap((turn) => turn.playouts),
      whose,
    ),
    ...(turns.some((turn) => turn.interrupted !== null) ? [afterAll(turns)] : []),
    ...toPage(arrivals),
    ...(offset === null ? [] : [clockDoubt(offset)]),
    ...(starved === null ? [] : heardFigures(starved)),
  ];
}

/** How long audio took from the relay to the page: by two clocks, and so no better than what is known of their offset. */
function toPage(arrivals: Arrivals): Figure[] {
  const delays: number[] = [];
  let doubt = 0;
  for (let at = 0; at < arrivals.length; at++) {
    const seen = arrivals.seen(at);
    if (seen === null) continue;
    delays.push(seen.tMs - arrivals.tMs(at));
    doubt = Math.max(doubt, seen.uncertaintyMs);
  }
  if (delays.length === 0) return [];
  const says = `95 of 100 audio events reached the page within this time of the relay (nearest rank); the two clocks may differ by ${doubt.toFixed(1)} ms.`;
  return [
    { id: 'to-page', label: 'Relay to page, p95', value: percentile(delays, 95), unit: 'ms', clock: 'page', says },
  ];
}

/** The offset itself says nothing but where both clocks began: what counts is how well it is known. */
function clockDoubt({ offsetMs, uncertaintyMs, rttMs }: ClockOffset): Figure {
  const apart = `${grouped(Math.round(Math.abs(offsetMs)))} ms ${offsetMs < 0 ? 'behind' : 'ahead of'} this page's`;
  const says = `How far the offset between both clocks may be wrong: the relay's stands ${apart}, by the quickest question and answer between them (${rttMs.toFixed(1)} ms) and what both may have drifted since.`;
  return { id: 'clock-doubt', label: 'Clocks agree within', value: uncertaintyMs, unit: 'ms', clock: 'page', says };
}

function afterAll(turns: readonly TurnView[]): Figure {
  let seconds: number | null = 0;
  for (const { interrupted } of turns) {
    if (interrupted !== null)
      seconds = seconds === null || interrupted.seconds === null ? null : seconds + interrupted.seconds;
  }
  const says = 'Seconds of audio that came after its turn was interrupted, over all turns.';
  return { id: 'after-interruption', label: 'After interruptions', value: seconds, unit: 's', clock: 'wire', says };
}

function heardFigures(starved: readonly Starved[]): Figure[] {
  const silenceMs = starved.reduce((total, one) => total + one.ms, 0);
  return [
    {
      id: 'underruns',
      label: 'Underruns happened',
      value: starved.length,
      unit: 'n',
      clock: 'audio',
      says: 'How often the player here really ran dry while more sound was due, with the prebuffer it had.',
    },
    {
      id: 'underrun-time',
      label: 'Silence happened',
      value: silenceMs,
      unit: 'ms',
      clock: 'audio',
      says: 'The silence that was really heard because the player here ran dry.',
    },
  ];
}

/** All of them, ascending. */
function joined(parts: readonly Float64Array[]): Float64Array {
  if (parts.length === 1) return parts[0] as Float64Array;
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.sort();
}
