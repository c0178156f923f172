/** What reads the text of a file, a piece of well-formed UTF-8 at a time. */
import type { Problem } from '../../problem/problem.ts';

export type TextReader = {
  /** False once nothing more is read. */
  push(piece: Uint8Array): boolean;
  /** What kept it from being read to its end; null for nothing. */
  end(): Problem | null;
};
