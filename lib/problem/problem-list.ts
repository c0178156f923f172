/** Collects problems up to a limit, so that a hostile frame cannot fill memory with complaints. */
import { type Place, type Problem, type ProblemCode, problem } from './problem.ts';

export type ProblemList = {
  readonly list: Problem[];
  /** How many were left out. */
  left: number;
  /** `detail` is a function, so that its sentence costs nothing once the limit is reached. */
  add(code: ProblemCode, detail: () => string, at?: Place, hint?: string): void;
};

/** Keeps the first `limit` problems, and beyond that the first of each code: no kind of problem is ever missing. */
export function problemList(limit = 200): ProblemList {
  const seen = new Set<ProblemCode>();
  const found: ProblemList = {
    list: [],
    left: 0,
    add(code, detail, at, hint) {
      if (found.list.length >= limit && seen.has(code)) {
        found.left++;
        return;
      }
      seen.add(code);
      found.list.push(problem(code, detail(), at, hint));
    },
  };
  return found;
}
