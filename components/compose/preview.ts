/** What would cross the wire if the step under the caret were sent now. Pure; recomputed when the caret rests. */
import { concatBytes } from '@/lib/bytes/concat.ts';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { type Dialect, type Encoded, ValueProblem } from '@/lib/dialects/dialect.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { type Supplies, toEventValue } from '@/lib/scenario/event-value.ts';
import { rawFrame } from '@/lib/scenario/raw-frame.ts';
import { piecesOf } from '@/lib/scenario/run-tokens.ts';
import type { OutlineStep } from './outline.ts';

export type Preview =
  /** Nothing crosses the wire. */
  | { kind: 'directive'; step: OutlineStep }
  /** The step cannot be turned into bytes. */
  | { kind: 'unsendable'; step: OutlineStep; problem: Problem }
  | {
      kind: 'frame';
      step: OutlineStep;
      encoded: Encoded;
      /** As the log will call it. */
      event: string;
      table: NodeTable | null;
      /** What is wrong with it by today's schema; it is sent all the same. */
      although: readonly Problem[];
    }
  /** A long text: the pieces it is sent in, and the first of their frames. `totalBytes` null: too many to be encoded at every key press. */
  | { kind: 'pieces'; step: OutlineStep; pieces: readonly string[]; totalBytes: number | null; first: Preview | null }
  /** A ping, or the payload of a close frame. */
  | { kind: 'control'; step: OutlineStep; bytes: Uint8Array };

/** So many pieces are encoded to tell their bytes. */
const mostEncoded = 2000;

/** Reads one step with the files and the key there are: the key is a filler of its true length, as the record will show it. */
export function previewOf(step: OutlineStep, dialect: Dialect, supplies: Supplies): Preview {
  const { step: body } = step;
  switch (body.kind) {
    case 'bad':
      return { kind: 'unsendable', step, problem: body.problem };
    case 'event': {
      const made = toEventValue(body, supplies);
      if (!made.ok) return { kind: 'unsendable', step, problem: made.problem };
      return frameOf(step, dialect, () => dialect.encode(made.value), dialect.validate(body.event));
    }
    case 'raw': {
      const made = rawFrame(body, supplies);
      return 'code' in made ? { kind: 'unsendable', step, problem: made } : frameOf(step, dialect, () => made, []);
    }
    case 'tokens': {
      const pieces = piecesOf(body, supplies.files);
      if ('code' in pieces) return { kind: 'unsendable', step, problem: pieces };
      const encode = (piece: string) => dialect.encode(dialect.textEvent(piece));
      const [head] = pieces;
      const few = pieces.length <= mostEncoded;
      const totalBytes = few ? pieces.reduce((sum, piece) => sum + encode(piece).bytes.length, 0) : null;
      return {
        kind: 'pieces',
        step,
        pieces,
        totalBytes,
        first: head === undefined ? null : frameOf(step, dialect, () => encode(head), []),
      };
    }
    case 'ping':
      return { kind: 'control', step, bytes: body.bytes };
    case 'close': {
      const reason = encodeUtf8(body.reason);
      return { kind: 'control', step, bytes: concatBytes([Uint8Array.of(body.code >> 8, body.code & 255), reason]) };
    }
    default:
      return { kind: 'directive', step };
  }
}

function frameOf(step: OutlineStep, dialect: Dialect, encode: () => Encoded, although: readonly Problem[]): Preview {
  try {
    const encoded = encode();
    const frame = { dir: 'sent', opcode: encoded.opcode, bytes: encoded.bytes } as const;
    const reading = dialect.openReader().read(frame);
    const table = dialect.inspect(frame, reading);
    return { kind: 'frame', step, encoded, event: reading.event, table, although };
  } catch (error) {
    if (!(error instanceof ValueProblem)) throw error;
    return { kind: 'unsendable', step, problem: error.problem };
  }
}
