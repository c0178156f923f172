/** What came of a client that a recording was replayed to. */
import { counted, grouped } from '../../bytes/quantity.ts';
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
  /** How much of the recorded text the client said as recorded, of how much: UTF-16 units. */
  text: number;
  ofText: number;
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

/** `whole, as recorded`; `played to the end, 1 departure, 1 of 3 characters of text as recorded`; `31 of 40 played, as recorded so far`. */
export function visitWords(visit: Visit): string {
  const { played, of, departures, more, text, ofText } = visit;
  if (wentAsRecorded(visit)) return 'whole, as recorded';
  const count = departures.length + more;
  const departed = count === 0 ? 'as recorded so far' : count === 1 ? '1 departure' : `${count} departures`;
  const given = played === of ? 'played to the end' : `${grouped(played)} of ${grouped(of)} played`;
  // It is played on whatever the client says: how far its own words were those of the recording is told beside them.
  const said =
    count === 0 || ofText === 0 || text === ofText
      ? ''
      : `, ${grouped(text)} of ${counted(ofText, 'character')} of text as recorded`;
  return `${given}, ${departed}${said}`;
}
