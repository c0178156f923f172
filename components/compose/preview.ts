/** What would cross the wire if the step under the caret were sent now. Pure; recomputed when the caret rests. */
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import { type Dialect, type Encoded, ValueProblem } from '@/lib/dialects/dialect.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { type Supplies, toEventValue } from '@/lib/scenario/event-value.ts';
import type { OutlineStep } from './outline.ts';

export type Preview =
  | { kind: 'directive'; step: OutlineStep }
  /** The step cannot be turned into bytes. */
  | { kind: 'unsendable'; step: OutlineStep; problem: Problem }
  | {
      kind: 'frame';
      step: OutlineStep;
      encoded: Encoded;
      table: NodeTable | null;
      /** What is wrong with it by today's schema; it is sent all the same. */
      although: readonly Problem[];
    };

/** Reads one step with the files and the key there are: the key is a filler of its true length, as the record will show it. */
export function previewOf(step: OutlineStep, dialect: Dialect, supplies: Supplies): Preview {
  const { kind } = step.step;
  if (kind === 'bad') return { kind: 'unsendable', step, problem: step.step.problem };
  if (kind !== 'event') return { kind: 'directive', step };
  const made = toEventValue(step.step, supplies);
  if (!made.ok) return { kind: 'unsendable', step, problem: made.problem };
  try {
    const encoded = dialect.encode(made.value);
    const frame = { dir: 'sent', opcode: encoded.opcode, bytes: encoded.bytes } as const;
    const table = dialect.inspect(frame, dialect.openReader().read(frame));
    return { kind: 'frame', step, encoded, table, although: dialect.validate(step.step.event) };
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    return { kind: 'unsendable', step, problem: error.problem };
  }
}
