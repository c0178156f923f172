/** What came of a client that a recording was replayed to. */
import type { Departure } from './departure.ts';

export type Visit = {
  /** From 1, in the order of coming. */
  number: number;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** What the client calls itself; empty where it does not. */
  agent: string;
  /** The path it asked for below the recording's own. */
  path: string;
  /** 1 as recorded; null: as fast as possible. */
  speed: number | null;
  /** How much of what the server has to do was done. */
  played: number;
  of: number;
  state: 'open' | 'over';
  departures: readonly Departure[];
  /** Departures that are not listed. */
  more: number;
};

/** Listed of one visit; further ones are counted. */
export const mostDepartures = 200;

/** True of a visit in which everything was said that was recorded, and nothing else. */
export function wentAsRecorded({ played, of, departures }: Visit): boolean {
  return played === of && departures.length === 0;
}

/** `whole, as recorded`, `31 of 40, 2 departures`. */
export function visitWords(visit: Visit): string {
  const { played, of, departures, more } = visit;
  if (wentAsRecorded(visit)) return 'whole, as recorded';
  const count = departures.length + more;
  const departed = count === 0 ? 'as recorded so far' : count === 1 ? '1 departure' : `${count} departures`;
  return `${played === of ? 'whole' : `${played} of ${of}`}, ${departed}`;
}
