/** Collects problems up to a limit, so that a hostile frame cannot fill memory with complaints. */
import { type Place, type Problem, type ProblemCode, problem } from './problem.ts';

/** Keeps the first `limit` problems, and beyond that the first of each code: no kind of problem is ever missing. */
export class ProblemList {
  readonly list: Problem[] = [];
  /** How many were left out. */
  left = 0;
  private readonly limit: number;
  /** Codes met so far; made when the first problem is. */
  private seen: Set<ProblemCode> | undefined;

  constructor(limit = 200) {
    this.limit = limit;
  }

  /** `detail` is a function, so that its sentence costs nothing once the limit is reached. */
  add(code: ProblemCode, detail: () => string, at?: Place, hint?: string): void {
    this.seen ??= new Set();
    if (this.list.length >= this.limit && this.seen.has(code)) {
      this.left++;
      return;
    }
    this.seen.add(code);
    this.list.push(problem(code, detail(), at, hint));
  }
}
