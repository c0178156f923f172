import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { SessionSummary } from '@/lib/console/state.ts';
import { createStore } from '@/lib/console/store.ts';
import { readTolerance, type Tolerance, toleranceText, usualTolerance } from '@/lib/diff/tolerance.ts';
import type { Problem } from '@/lib/problem/problem.ts';

export type CompareChoice = {
  /** Ids; null while nobody chose: then the last two of the list. */
  a: string | null;
  b: string | null;
  tolerance: string;
  /** Show all events, not those alone that differ. */
  all: boolean;
  problem: Problem | null;
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
    { a: null, b: null, tolerance: toleranceText(usualTolerance), all: false, problem: null },
    (run) => run(),
  );

  constructor(facade: ConsoleFacade) {
    this.facade = facade;
  }

  readonly get = (): CompareChoice => this.store.get();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  set(part: Partial<CompareChoice>): void {
    this.store.set({ problem: null, ...part });
  }

  /** The two that are meant: one that is no longer in the list is not. */
  chosen(sessions: readonly Pick<SessionSummary, 'id'>[]): { a: string | null; b: string | null } {
    const known = (id: string | null) => (sessions.some((one) => one.id === id) ? id : null);
    const { a, b } = this.get();
    return { a: known(a) ?? sessions.at(-2)?.id ?? null, b: known(b) ?? sessions.at(-1)?.id ?? null };
  }

  swap(): void {
    const { a, b } = this.chosen(this.facade.getState().sessions);
    this.set({ a: b, b: a });
    if (this.facade.getState().comparison.result !== null) this.compare();
  }

  compare(): void {
    const { a, b } = this.chosen(this.facade.getState().sessions);
    const tolerance: Tolerance | Problem = readTolerance(this.get().tolerance);
    this.set({});
    if ('code' in tolerance) this.set({ problem: tolerance });
    else if (a !== null && b !== null) {
      void this.facade.ask('compare', { op: 'compare', a, b, tolerance }).then((answer) => {
        if (answer !== null && 'code' in answer) this.set({ problem: answer });
      });
    }
  }

  stop(): void {
    void this.facade.ask('compare', { op: 'stop' });
  }
}
