/** An event step to the value that a dialect encodes: bytes, files and the key put in where the text names them. */
import type { Node } from 'jsonc-parser';
import { fromBase64 } from '../bytes/base64.ts';
import type { EventValue, KeyRef } from '../dialects/dialect.ts';
import { type Problem, type ProblemCode, problem } from '../problem/problem.ts';
import { propertiesOf } from './read-step.ts';
import type { Step } from './step.ts';

export type Supplies = {
  /** Files chosen in the page, by name. */
  files: ReadonlyMap<string, Uint8Array>;
  /** What `{"$key": true}` becomes: a reference that the recorder fills, or the sandbox's public word; null for none. */
  key: KeyRef | string | null;
};

export type MadeValue = { ok: true; value: EventValue } | { ok: false; problem: Problem };

/** The value of an event step. A missing file, bad base64 or a missing key is a Problem at line and column. */
export function toEventValue(step: Step, supplies: Supplies): MadeValue {
  if (step.kind === 'bad') return { ok: false, problem: step.problem };
  if (step.kind !== 'event') {
    return {
      ok: false,
      problem: problem('bad_step', 'this step sends nothing', { line: step.line, column: step.column }),
    };
  }
  try {
    return { ok: true, value: make(step.node, supplies) };
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    return { ok: false, problem: problem(thrown.code, thrown.message, step.placeOf(thrown.node.offset)) };
  }
}

class Misfit extends Error {
  readonly code: ProblemCode;
  readonly node: Node;
  constructor(code: ProblemCode, message: string, node: Node) {
    super(message);
    this.code = code;
    this.node = node;
  }
}

function make(node: Node, supplies: Supplies): EventValue {
  if (node.type === 'array') return (node.children ?? []).map((child) => make(child, supplies));
  if (node.type !== 'object') return node.value as string | number | boolean | null;
  const properties = propertiesOf(node);
  const marked = properties.find((p) => p.key.startsWith('$'));
  if (marked !== undefined) return special(marked.key, marked.value, properties, node, supplies);
  const made: Record<string, EventValue> = Object.create(null);
  for (const { key, value } of properties) made[key] = make(value, supplies);
  return made;
}

function special(
  name: string,
  value: Node,
  properties: readonly { key: string; value: Node }[],
  node: Node,
  supplies: Supplies,
): EventValue {
  // `len` beside `$bin` is a reader's note in recorded samples: it has to be true.
  const rest = properties.filter((p) => p.value !== value && !(name === '$bin' && p.key === 'len'));
  if (rest.length > 0) throw new Misfit('bad_value', `"${name}" stands alone in its object`, node);
  if (name === '$bin') {
    const bytes = typeof value.value === 'string' ? fromBase64(value.value) : null;
    if (bytes === null) throw new Misfit('bad_value', '"$bin" holds padded base64 text', value);
    const length = properties.find((p) => p.key === 'len')?.value;
    if (length !== undefined && length.value !== bytes.length) {
      throw new Misfit('bad_value', `"len" differs from the ${bytes.length} bytes of "$bin"`, length);
    }
    return bytes;
  }
  if (name === '$file') {
    const bytes = typeof value.value === 'string' ? supplies.files.get(value.value) : undefined;
    if (bytes !== undefined) return bytes;
    throw new Misfit('bad_value', `no file "${String(value.value)}" was chosen; add it with Files`, value);
  }
  if (name === '$key') {
    if (value.value !== true) throw new Misfit('bad_value', '"$key" is written {"$key": true}', value);
    if (supplies.key === null) throw new Misfit('key_needed', 'the key field is empty', node);
    return supplies.key;
  }
  throw new Misfit('bad_value', `"${name}" is not known; there are "$bin", "$file" and "$key"`, node);
}
