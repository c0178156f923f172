/** The recordings that are loaded to be replayed, and who came to them. In memory: gone when the process ends. */
import type { Clock } from '../../clock/clock.ts';
import { type Departure, departureWords } from './departure.ts';
import type { Score } from './score.ts';
import { mostDepartures, type Visit, visitWords } from './visit.ts';

/** What `GET /api/replay` lists, the newest first. */
export type Loaded = {
  id: string;
  /** As the recording's head says: the session's id, which upstream it was of, its dialect, when it began (ms since the epoch). */
  session: string;
  upstream: string;
  dialect: string;
  startedAt: number;
  /** Status of the recorded answer to the upgrade. */
  status: number;
  frames: number;
  frameBytes: number;
  heldBytes: number;
  /** What is to be known of the file: that it is not what was written, or not whole. Empty for nothing. */
  notes: readonly string[];
  visits: readonly Visit[];
  /** Earlier visits, that are not listed. */
  earlier: number;
};

export type Shelved = { id: string; score: Score; loaded: Loaded };

/** One client being served. */
export type OpenVisit = {
  noted(departure: Departure, again: boolean): void;
  played(cues: number): void;
  texted(units: number): void;
  over(): void;
};

/** Why a visit is told of: it began, departed, or ended. */
export type Told = { id: string; visit: Visit; departure: Departure | null };

export type ShelfParts = {
  clock: Clock;
  newId: () => string;
  /** All recordings together may take so many bytes. */
  mostBytes: number;
  told?: (what: Told) => void;
};

export const defaultShelfBytes = 512 * 1024 * 1024;
const mostVisits = 100;

export class Shelf {
  private readonly parts: ShelfParts;
  private readonly held = new Map<string, { score: Score; notes: readonly string[]; visits: Visit[]; count: number }>();
  private reserved = 0;

  constructor(parts: ShelfParts) {
    this.parts = parts;
  }

  /** Bytes that are still free, those of recordings that are being read taken off. */
  free(): number {
    const { most, loaded } = this.room();
    return most - loaded - this.reserved;
  }

  /** Bytes that may be taken in all, and those that recordings take. */
  room(): { most: number; loaded: number } {
    let loaded = 0;
    for (const { score } of this.held.values()) loaded += score.heldBytes;
    return { most: this.parts.mostBytes, loaded };
  }

  /** Sets bytes aside for a recording that is being read (negative: gives them back). */
  reserve(bytes: number): void {
    this.reserved += bytes;
  }

  add(score: Score, notes: readonly string[]): Loaded {
    const id = this.parts.newId();
    this.held.set(id, { score, notes, visits: [], count: 0 });
    return this.loaded(id) as Loaded;
  }

  /** False when there is none of this id. Clients that are being served are served on. */
  remove(id: string): boolean {
    return this.held.delete(id);
  }

  score(id: string): Score | null {
    return this.held.get(id)?.score ?? null;
  }

  list(): Loaded[] {
    return [...this.held.keys()].reverse().map((id) => this.loaded(id) as Loaded);
  }

  loaded(id: string): Loaded | null {
    const found = this.held.get(id);
    if (found === undefined) return null;
    const { score, notes, visits, count } = found;
    const { head, answer, frames, frameBytes, heldBytes } = score;
    const { id: session, upstream, dialect, startedAt } = head;
    const status = answer?.status ?? 101;
    const about = { id, session, upstream, dialect, startedAt, status, frames, frameBytes, heldBytes };
    return { ...about, notes, visits: [...visits].reverse(), earlier: count - visits.length };
  }

  /** A client came. `path` and `agent` are its own words: kept short, shown as text. */
  visit(id: string, came: { agent: string; path: string; speed: number; of: number; ofText: number }): OpenVisit {
    const found = this.held.get(id);
    const departures: Departure[] = [];
    const visit: Visit = {
      number: found === undefined ? 0 : ++found.count,
      startedAt: this.parts.clock.wall(),
      agent: came.agent.slice(0, 200),
      path: came.path.slice(0, 200),
      speed: came.speed === Number.POSITIVE_INFINITY ? null : came.speed,
      played: 0,
      of: came.of,
      text: 0,
      ofText: came.ofText,
      state: 'open',
      departures,
      more: 0,
    };
    found?.visits.push(visit);
    if (found !== undefined && found.visits.length > mostVisits) found.visits.shift();
    const tell = (departure: Departure | null) => this.parts.told?.({ id, visit, departure });
    tell(null);
    return {
      noted(departure, again) {
        if (again) {
          // Others may have come behind the one that it takes the place of, which alone has no entry to depart from.
          const before = departures.findLastIndex(({ expected, got }) => expected === null && got !== null);
          if (before !== -1) departures[before] = departure;
          return;
        }
        if (departures.length < mostDepartures) departures.push(departure);
        else visit.more++;
        if (visit.more === 0) tell(departure);
      },
      played(cues) {
        visit.played = cues;
      },
      texted(units) {
        visit.text = units;
      },
      over() {
        if (visit.state === 'over') return;
        visit.state = 'over';
        tell(null);
      },
    };
  }
}

/** A line for a terminal: `visit 2, 0.412 s: text differs from byte 12 (entry 5 of the recording)`. No key stands in it. */
export function toldWords({ visit, departure }: Told): string {
  const who = `visit ${visit.number}`;
  if (departure !== null) return `${who}, ${(departure.at / 1000).toFixed(3)} s: ${departureWords(departure)}`;
  const agent = visit.agent === '' ? 'a client without a name' : visit.agent;
  if (visit.state === 'open') return `${who}: ${agent} at ${visit.path === '' ? '/' : visit.path}`;
  return `${who} is over: ${visitWords(visit)}`;
}
