/** A small observable store. The state is replaced, never changed in place; many changes make one notification. */
export type Store<State> = {
  get(): State;
  /** Merges `patch`. Listeners are told once, when `schedule` runs. */
  set(patch: Partial<State>): void;
  subscribe(listener: () => void): () => void;
};

/** `schedule` calls back once, soon: at the next animation frame in a page, at once in a test. */
export function createStore<State extends object>(initial: State, schedule: (run: () => void) => void): Store<State> {
  let state = initial;
  let planned = false;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set(patch) {
      state = { ...state, ...patch };
      if (planned) return;
      planned = true;
      schedule(() => {
        planned = false;
        for (const listener of [...listeners]) listener();
      });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
