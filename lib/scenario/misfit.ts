import type { Node } from 'jsonc-parser';
import type { ProblemCode } from '../problem/problem.ts';

/** Ends the reading of one step from within: what was expected instead of `node`. Caught where the step is; never leaves this room. */
export class Misfit extends Error {
  readonly code: ProblemCode;
  readonly node: Node;
  constructor(code: ProblemCode, message: string, node: Node) {
    super(message);
    this.code = code;
    this.node = node;
  }
}
