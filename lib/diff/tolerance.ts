/** From where on two times are called different. */
import { type Problem, problem } from '../problem/problem.ts';

/** Two times differ when they are further apart than `ms`, and than this share of the shorter one. */
export type Tolerance = { share: number; ms: number };

export const usualTolerance: Tolerance = { share: 0.2, ms: 50 };

/** A time that one side does not have differs from any. Symmetric. */
export function isBeyond(a: number | null, b: number | null, { share, ms }: Tolerance): boolean {
  if (a === null || b === null) return a !== b;
  const apart = Math.abs(a - b);
  return apart > ms && apart > share * Math.min(Math.abs(a), Math.abs(b));
}

/** `20%,50ms`, either alone, in any order. What is left out is 0: the other alone decides. */
export function readTolerance(text: string): Tolerance | Problem {
  const tolerance = { share: 0, ms: 0 };
  for (const part of text.split(',')) {
    const [, number = '', unit = ''] = /^\s*(\d{1,6}(?:\.\d{1,3})?)\s*(%|ms)\s*$/.exec(part) ?? [];
    if (unit === '') {
      return problem('bad_tolerance', `"${part.slice(0, 40)}" is no tolerance`);
    }
    if (unit === '%') tolerance.share = Number(number) / 100;
    else tolerance.ms = Number(number);
  }
  return tolerance;
}

/** `20%,50ms`. */
export function toleranceText({ share, ms }: Tolerance): string {
  return `${Number((share * 100).toFixed(3))}%,${ms}ms`;
}
