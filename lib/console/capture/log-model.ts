/** What the log shows of one session: filter, folding, clearing and holding over its record, kept up as the record grows. */
import { hidesNothing, mostPins, noFilter } from '../initial-state.ts';
import type { Facet, Filter, Hides } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';
import { type CompiledFilter, compileFilter, filterParts } from './entry-filter.ts';
import { RowIndex } from './row-index.ts';

/** So long entries are looked at in one go when a text is searched in them. */
const searchMs = 8;
/** Kinds listed beside the log; a peer that invents names does not make the list endless. */
const listedKinds = 60;

export class LogModel {
  readonly index: RowIndex;
  readonly open = new Set<number>();
  clearedBefore = 1;
  /** Frames among the entries that pass the filter. */
  matchedFrames = 0;
  /** The entry that deltas are counted from; null: each from the frame before it. */
  zero: number | null = null;
  /** Pins that found no room, since one was let go. */
  pinsRefused = 0;
  /** Entries looked at, by the parts of the filter that hide them. */
  private readonly hiddenBy = new Uint32Array(2 ** filterParts.length);
  private readonly pinned = new Set<number>();
  private readonly session: CapturedSession;
  private readonly now: () => number;
  private filter: Filter = noFilter;
  private compiled: CompiledFilter;
  private scanned = 0;
  /** From a new look at everything until it is finished. */
  private isLooking = false;
  /** While the view is held, entries after this one wait. */
  private heldAt = Number.POSITIVE_INFINITY;
  private clearedCounts = new Uint32Array(256);
  /** While the record is played again, entries after this one have not come yet; and the kinds of those that have. */
  private playedTo = Number.POSITIVE_INFINITY;
  private playedCounts: Uint32Array | null = null;

  /** `now`: monotonic milliseconds, so that a slow search neither holds up its thread nor goes on for ever. */
  constructor(session: CapturedSession, now: () => number) {
    this.session = session;
    this.now = now;
    this.compiled = compileFilter(noFilter, now);
    this.index = new RowIndex((seq) => session.readings.burstOf(seq), this.open);
  }

  get note(): string | null {
    return this.compiled.note;
  }

  /** Looks at the next entries, `max` at most, fewer when searching them takes long. False when some are left: call again. */
  catchUp(max: number): boolean {
    const end = Math.min(this.reach, this.heldAt);
    const stop = Math.min(end, this.scanned + max);
    const { compiled } = this;
    const isSearch = this.filter.text !== '';
    const until = isSearch ? this.now() + searchMs : 0;
    while (this.scanned < stop) {
      if (isSearch && this.scanned % compiled.perLook === 0 && this.now() > until) return false;
      this.scanned++;
      const parts = compiled.hiddenBy(this.session, this.scanned);
      if (compiled.isTooSlow()) {
        this.compiled = compileFilter(this.filter, this.now, true);
        this.restart();
        return false;
      }
      this.hiddenBy[parts] = (this.hiddenBy[parts] as number) + 1;
      if (parts !== 0) continue;
      this.index.add(this.scanned);
      if (this.session.log.kindOf(this.scanned) === 'frame') this.matchedFrames++;
    }
    if (this.scanned < end) return false;
    this.isLooking = false;
    return true;
  }

  /** Whole percent of the entries that a new filter has looked at; null once it has seen all that were there. */
  get looked(): number | null {
    if (!this.isLooking || sameFilter(this.filter, noFilter)) return null;
    const before = this.clearedBefore - 1;
    return Math.floor((100 * (this.scanned - before)) / Math.max(1, this.reach - before));
  }

  /** A new filter starts over; `catchUp` fills the view again. The same filter changes nothing. */
  setFilter(filter: Filter): void {
    if (sameFilter(this.filter, filter)) return;
    this.filter = filter;
    this.compiled = compileFilter(filter, this.now);
    this.restart();
  }

  /** Looks at everything again, when what the filter asks for has changed; not before the last look is finished. */
  refilter(): boolean {
    if (this.scanned < Math.min(this.reach, this.heldAt)) return false;
    this.restart();
    return true;
  }

  /** Hides everything so far. The record keeps it. */
  clear(): void {
    this.clearedBefore = this.reach + 1;
    this.clearedCounts = this.countsNow.slice();
    if (this.heldAt !== Number.POSITIVE_INFINITY) this.heldAt = this.reach;
    this.restart();
  }

  /**
   * Shows the record as it was when `seq` had come: entries after it wait, rows and counts are of those up to it. Null: it is shown
   * whole again. The record itself knows nothing of it.
   */
  playTo(seq: number | null): void {
    const to = seq === null ? Number.POSITIVE_INFINITY : Math.max(0, Math.min(seq, this.session.log.length));
    if (to === this.playedTo) return;
    this.playedCounts = seq === null ? null : this.countsUpTo(to);
    this.playedTo = to;
    if (this.scanned > Math.max(to, this.clearedBefore - 1)) this.takeBack(Math.max(to, this.clearedBefore - 1));
  }

  /** The last entry that has come. */
  get reach(): number {
    return Math.min(this.session.log.length, this.playedTo);
  }

  private get countsNow(): Uint32Array {
    return this.playedCounts ?? this.session.readings.counts;
  }

  private countsUpTo(to: number): Uint32Array {
    const { readings } = this.session;
    const counts = this.playedCounts ?? readings.counts.slice();
    let at = this.reach;
    const add = (seq: number, by: number) => {
      const code = readings.kindCode(seq);
      counts[code] = (counts[code] as number) + by;
    };
    while (at < to) add(++at, 1);
    while (at > to) add(at--, -1);
    return counts;
  }

  /** What was looked at beyond `to` has not come yet. Where looking is dear, or may end otherwise by now, all starts over. */
  private takeBack(to: number): void {
    if (this.filter.text !== '' || this.filter.onlyProblems) {
      this.restart();
      return;
    }
    for (; this.scanned > to; this.scanned--) {
      const parts = this.compiled.hiddenBy(this.session, this.scanned);
      this.hiddenBy[parts] = (this.hiddenBy[parts] as number) - 1;
      if (parts === 0 && this.session.log.kindOf(this.scanned) === 'frame') this.matchedFrames--;
    }
    this.index.truncate(to);
  }

  /** Takes a clear back. A held view stays where it was held. */
  showAll(): void {
    if (this.clearedBefore === 1) return;
    this.clearedBefore = 1;
    this.clearedCounts = new Uint32Array(this.clearedCounts.length);
    this.restart();
  }

  private restart(): void {
    this.index.clear();
    this.matchedFrames = 0;
    this.hiddenBy.fill(0);
    this.scanned = this.clearedBefore - 1;
    this.isLooking = this.scanned < Math.min(this.reach, this.heldAt);
  }

  /** How many entries each part of the filter hides, of those looked at. */
  get hides(): Hides {
    const hides = { ...hidesNothing };
    for (const [bit, name] of filterParts.entries()) {
      for (const [parts, count] of this.hiddenBy.entries()) if ((parts >> bit) & 1) hides[name] += count;
    }
    return hides;
  }

  /** Counts deltas from the row of this entry, or as before when they are already; null always does that. */
  toggleZero(seq: number | null): void {
    // The zero itself may have been folded away since: it is meant by its own number.
    const first = seq === null || seq === this.zero ? this.zero : this.firstOfRow(seq);
    this.zero = first === this.zero ? null : first;
  }

  /** Pins the row of an entry, or takes its pin away. When there are as many as may be, it is only counted. */
  togglePin(seq: number): void {
    const first = this.pinned.has(seq) ? seq : this.firstOfRow(seq);
    if (first === null) return;
    if (this.pinned.delete(first)) this.pinsRefused = 0;
    else if (this.pinned.size >= mostPins) this.pinsRefused++;
    else this.pinned.add(first);
  }

  /** The pinned entries, in the order of the log. */
  pins(): number[] {
    return [...this.pinned].sort((a, b) => a - b);
  }

  /** The entry itself, or the first one of the folded burst that shows it; null for a number that is none. */
  private firstOfRow(seq: number): number | null {
    if (!(Number.isInteger(seq) && seq >= 1 && seq <= this.session.log.length)) return null;
    const row = this.index.rowOf(seq);
    return row === -1 ? seq : this.index.seqAt(this.index.placesOf(row).from);
  }

  hold(on: boolean): void {
    if (on === (this.heldAt !== Number.POSITIVE_INFINITY)) return;
    this.heldAt = on ? this.reach : Number.POSITIVE_INFINITY;
  }

  /** Entries that came while the view is held. */
  waiting(): number {
    return Math.max(0, this.reach - this.heldAt);
  }

  /** Folds or unfolds the burst of a frame. Nothing happens for an entry that is in none. */
  toggleFold(seq: number): void {
    if (seq < 1 || seq > this.session.log.length) return;
    const burst = this.session.readings.burstOf(seq);
    if (burst === 0) return;
    if (!this.open.delete(burst)) this.open.add(burst);
    this.index.refold(seq);
  }

  /** Kinds with their counts since the last clear, in the order they first came. */
  facets(): Facet[] {
    const { kinds } = this.session.readings;
    const counts = this.countsNow;
    const facets: Facet[] = [];
    for (let code = 0; code < kinds.count() && facets.length < listedKinds; code++) {
      const count = (counts[code] as number) - (this.clearedCounts[code] as number);
      if (count > 0) facets.push({ kind: kinds.name(code), count });
    }
    return facets;
  }

  /** The entry that stands `step` rows after (before) the row of `seq`; the nearest end when there is none. Null when empty. */
  neighbour(seq: number | null, step: number): number | null {
    const { rowCount } = this.index;
    if (rowCount === 0) return null;
    const here = seq === null ? -1 : this.index.nearestRow(seq);
    const from = seq === null ? (step > 0 ? -1 : rowCount) : here;
    const row = Math.max(0, Math.min(rowCount - 1, from + step));
    return this.index.seqAt(this.index.placesOf(row).from);
  }
}

function sameFilter(a: Filter, b: Filter): boolean {
  return (
    a.text === b.text &&
    a.dir === b.dir &&
    a.onlyProblems === b.onlyProblems &&
    a.size?.min === b.size?.min &&
    a.size?.max === b.size?.max &&
    a.hidden.length === b.hidden.length &&
    a.hidden.every((kind) => b.hidden.includes(kind))
  );
}
