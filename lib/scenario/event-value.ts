/** An event step to the value that a dialect encodes: bytes, files and the key put in where the text names them. */
import type { Node } from 'jsonc-parser';
import { fromBase64 } from '../bytes/base64.ts';
import type { EventValue, KeyRef } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { Misfit } from './misfit.ts';
import { propertiesOf } from './properties.ts';
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

function make(node: Node, supplies: Supplies): EventValue {
  if (node.type === 'array') return (node.children ?? []).map((child) => make(child, supplies));
  if (node.type !== 'object') return node.value as string | number | boolean | null;
  const properties = propertiesOf(node);
  const marked = properties.find((p) => p.key.startsWith('$'));
  if (marked !== undefined) return special(marked.key, marked.value, node, supplies);
  const made: Record<string, EventValue> = Object.create(null);
  for (const { key, value } of properties) made[key] = make(value, supplies);
  return made;
}

/** What was written there was checked when the step was read: only what is supplied may be missing. */
function special(name: string, value: Node, node: Node, supplies: Supplies): EventValue {
  if (name === '$bin') return fromBase64(String(value.value)) ?? new Uint8Array(0);
  if (name === '$file') {
    const bytes = supplies.files.get(String(value.value));
    if (bytes !== undefined) return bytes;
    throw new Misfit('bad_value', `no file "${String(value.value)}" was chosen; add it with Files`, value);
  }
  if (supplies.key === null) throw new Misfit('key_needed', 'the key field is empty', node);
  return supplies.key;
}
