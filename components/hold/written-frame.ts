/** What is written for one frame, made into bytes: a step of the composer, or hex. What is previewed is what is sent. */
import { fromHex, toHex } from '@/lib/bytes/hex.ts';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import { decodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { Dialect, Encoded, Hole } from '@/lib/dialects/dialect.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';
import type { Leg } from '@/lib/session/entry.ts';
import { outlineOf } from '../compose/outline.ts';
import { previewOf } from '../compose/preview.ts';

export type Written = {
  as: 'step' | 'hex';
  text: string;
  opcode: 'text' | 'binary';
  /** Of hex: where a key's filler stood when it was made of an event; they hold as long as the filler stands there. */
  holes?: readonly Hole[];
  /** Of hex: the event it was made of, and the bytes that made. */
  madeOf?: { text: string; encoded: Encoded };
};

export type WrittenFrame = {
  encoded: Encoded;
  /** As the log will call it, and its one-line meaning. */
  event: string;
  meaning: string;
  table: NodeTable | null;
  /** What is wrong with it by the protocol; it is sent all the same. */
  although: readonly Problem[];
};

/** The frame for the peer at that end; a Problem with its line and column says why there is none. */
export function writtenFrame(written: Written, to: Leg, dialect: Dialect, supplies: Supplies): WrittenFrame | Problem {
  if (written.as === 'step') return stepFrame(written.text, to, dialect, supplies);
  const bytes = fromHex(written.text);
  if (bytes === null) return problem('bad_value', 'pairs of hexadecimal digits are expected, blanks between are fine');
  const stands = ({ start, end, key }: Hole) =>
    end <= bytes.length && decodeUtf8(bytes, start, end).text === key.padEnd(end - start, '.').slice(0, end - start);
  const holes = (written.holes ?? []).filter(stands);
  return told({ opcode: written.opcode, bytes, holes }, to, dialect, []);
}

/** A written event as the hex of the frame it makes. */
export function asHex({ text }: Written, encoded: Encoded): Written {
  const { bytes, opcode, holes } = encoded;
  return { as: 'hex', text: toHex(bytes, ' '), opcode, holes, madeOf: { text, encoded } };
}

/** Hex as an event: the one it was made of while its bytes are the same, else the step that has the hex: nothing of it is lost. */
export function asStep({ text, opcode, madeOf }: Written): Written {
  if (text.trim() === '') return { as: 'step', text: '', opcode };
  const bytes = fromHex(text);
  const same =
    madeOf !== undefined &&
    bytes !== null &&
    opcode === madeOf.encoded.opcode &&
    toHex(bytes) === toHex(madeOf.encoded.bytes);
  if (same) return { as: 'step', text: madeOf.text, opcode };
  const hex = JSON.stringify(text.replace(/\s+/g, ' ').trim());
  return { as: 'step', text: `{ "$raw": { "opcode": "${opcode}", "hex": ${hex} } }`, opcode };
}

function stepFrame(text: string, to: Leg, dialect: Dialect, supplies: Supplies): WrittenFrame | Problem {
  // Steps stand in a list; the bracket before it is not the user's.
  const { steps, problems } = outlineOf(`[${text}\n]`);
  const [first, ...more] = steps.filter(({ depth }) => depth === 0);
  const broken = problems.find(({ code }) => !code.startsWith('W_'));
  if (first === undefined || more.length > 0 || broken !== undefined)
    return placed(text, broken ?? problem('bad_step', 'one event is expected here, or one $raw'));
  const preview = previewOf(first, dialect, supplies);
  if (preview.kind === 'unsendable') return placed(text, preview.problem);
  if (preview.kind !== 'frame')
    return problem('bad_step', `${preview.step.name} is not one frame: an event is expected here, or $raw`);
  return told(preview.encoded, to, dialect, to === 'upstream' ? preview.although : []);
}

function told(encoded: Encoded, to: Leg, dialect: Dialect, although: readonly Problem[]): WrittenFrame {
  const frame = { dir: to === 'upstream' ? ('sent' as const) : ('received' as const), ...encoded };
  const reading = dialect.openReader().read(frame);
  const { event, problem: found } = reading;
  const more = found !== null && although.length === 0 ? [found] : although;
  return {
    encoded,
    event,
    meaning: dialect.describe(frame, reading),
    table: dialect.inspect(frame, reading),
    although: more,
  };
}

/** Line and column of the text as it was written; behind its end is its end. */
function placed(text: string, found: Problem): Problem {
  const { at } = found;
  if (at?.line === undefined || at.column === undefined) return found;
  const lines = text.split('\n');
  const last = lines.at(-1) ?? '';
  if (at.line > lines.length) return { ...found, at: { ...at, line: lines.length, column: last.length + 1 } };
  return at.line === 1 ? { ...found, at: { ...at, column: at.column - 1 } } : found;
}

/** A step as it is shown in the editor. */
export function stepText(event: unknown): string {
  return JSON.stringify(event, null, 2);
}
