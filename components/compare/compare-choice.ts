import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { createStore } from '@/lib/console/store.ts';
import { readTolerance, toleranceText, usualTolerance } from '@/lib/diff/tolerance.ts';
import type { Problem } from '@/lib/problem/problem.ts';

export type CompareChoice = {
  /** Ids; null while nobody chose: then the last two of the list. */
  a: string | null;
  b: string | null;
  tolerance: string;
  /** Show all events, not those alone that differ. */
  all: boolean;
  problem: Problem | null;
  /** Why the tolerance cannot be read. */
  badTolerance: Problem | null;
};

const desks = new WeakMap<ConsoleFacade, CompareDesk>();

/** Kept while another tab of the drawer is on show. */
export function compareDeskOf(facade: ConsoleFacade): CompareDesk {
  const desk = desks.get(facade) ?? new CompareDesk(facade);
  desks.set(facade, desk);
  return desk;
}

/** What is chosen to be compared, and what the buttons do with it. */
export class CompareDesk {
  private readonly facade: ConsoleFacade;
  private readonly store = createStore<CompareChoice>(
    { a: null, b: null, tolerance: toleranceText(usualTolerance), all: false, problem: null, badTolerance: null },
    (run) => run(),
  );

  constructor(facade: ConsoleFacade) {
    this.facade = facade;
  }

  readonly get = (): CompareChoice => this.store.get();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  set(part: Partial<CompareChoice>): void {
    const read = readTolerance(part.tolerance ?? this.get().tolerance);
    this.store.set({ problem: null, ...part, badTolerance: 'code' in read ? read : null });
  }

  /** The two that are meant: one that is no longer in the list is not. */
  chosen(sessions: readonly Pick<SessionSummary, 'id'>[]): { a: string | null; b: string | null } {
    const known = (id: string | null) => (sessions.some((one) => one.id === id) ? id : null);
    const { a, b } = this.get();
    return { a: known(a) ?? sessions.at(-2)?.id ?? null, b: known(b) ?? sessions.at(-1)?.id ?? null };
  }

  /** The result is of the two that are meant; what was closed since then is meant still. */
  isOf({ of }: Pick<Compared, 'of'>, sessions: readonly Pick<SessionSummary, 'id'>[]): boolean {
    const chosen = this.chosen(sessions);
    return (['a', 'b'] as const).every(
      (side) => of[side].id === chosen[side] || !sessions.some(({ id }) => id === of[side].id),
    );
  }

  swap(): void {
    const { sessions, comparison } = this.facade.getState();
    const { a, b } = this.chosen(sessions);
    const wasShown = comparison.result !== null && this.isOf(comparison.result, sessions);
    this.set({ a: b, b: a });
    if (wasShown) this.compare();
  }

  compare(): void {
    const { a, b } = this.chosen(this.facade.getState().sessions);
    const tolerance = readTolerance(this.get().tolerance);
    // What is compared stays chosen, whatever sessions come after it.
    this.set({ a, b });
    if (!('code' in tolerance) && a !== null && b !== null) {
      void this.facade.ask('compare', { op: 'compare', a, b, tolerance }).then((answer) => {
        if (answer !== null && 'code' in answer) this.set({ problem: answer });
      });
    }
  }

  stop(): void {
    void this.facade.ask('compare', { op: 'stop' });
  }
}
