/** One element of the array to the body of a step. */
import { getNodeValue, type Node } from 'jsonc-parser';
import { problem } from '../problem/problem.ts';
import { durationMs } from './duration.ts';
import type { StepBody } from './step.ts';
import type { LineColumn } from './text-lines.ts';

const defaultWithinMs = 10_000;

type Property = { key: string; keyNode: Node; value: Node };

/** Reads an element. Directives are objects with a `$` name; every other object is an event, valid or not. */
export function readStep(node: Node, place: (offset: number) => LineColumn): StepBody {
  const bad = (at: Node, says: string): StepBody => ({
    kind: 'bad',
    problem: problem('bad_step', says, place(at.offset)),
  });
  if (node.type !== 'object') return bad(node, `an event or a directive is expected, this is a ${node.type}`);
  const properties = propertiesOf(node);
  const directive = properties.find((p) => p.key.startsWith('$'));
  if (directive === undefined) return readEvent(node, properties, place);
  const other = properties.find((p) => p !== directive);
  if (other !== undefined)
    return bad(other.keyNode, `"${directive.key}" stands alone; "${other.key}" does not belong here`);
  if (directive.key === '$wait') {
    const ms = durationMs(getNodeValue(directive.value));
    return ms === null ? bad(directive.value, 'a time is expected, like "200ms" or "1.5s"') : { kind: 'wait', ms };
  }
  if (directive.key === '$until') return readUntil(directive.value, bad);
  return bad(directive.keyNode, `"${directive.key}" is not a directive; there are "$wait" and "$until"`);
}

function readEvent(node: Node, properties: readonly Property[], placeOf: (offset: number) => LineColumn): StepBody {
  const name = properties.find((p) => p.key === 'event')?.value.value;
  return { kind: 'event', name: typeof name === 'string' ? name : '?', event: getNodeValue(node), node, placeOf };
}

function readUntil(node: Node, bad: (at: Node, says: string) => StepBody): StepBody {
  if (node.type !== 'object') return bad(node, 'an object is expected: {"event": "finish"} or {"audioIdle": "250ms"}');
  let event: string | null = null;
  let audioIdleMs: number | null = null;
  let withinMs: number | null = defaultWithinMs;
  for (const { key, keyNode, value } of propertiesOf(node)) {
    if (key === 'event') {
      if (value.type !== 'string' || value.value === '') return bad(value, 'the name of an event is expected');
      event = value.value as string;
    } else if (key === 'audioIdle') {
      audioIdleMs = durationMs(getNodeValue(value));
      if (audioIdleMs === null) return bad(value, 'a time is expected, like "250ms"');
    } else if (key === 'within') {
      withinMs = durationMs(getNodeValue(value));
      if (withinMs === null) return bad(value, 'a time is expected, like "10s"');
    } else return bad(keyNode, `"${key}" is not known here; there are "event", "audioIdle" and "within"`);
  }
  if (event !== null && audioIdleMs === null) return { kind: 'until', event, withinMs };
  if (event === null && audioIdleMs !== null) return { kind: 'idle', audioIdleMs, withinMs };
  return bad(node, 'either "event" or "audioIdle" is expected, one of them');
}

/** The properties of an object node in the order of the text, duplicates included. */
export function propertiesOf(node: Node): Property[] {
  const found: Property[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, value] = property.children ?? [];
    if (keyNode !== undefined && value !== undefined) found.push({ key: String(keyNode.value), keyNode, value });
  }
  return found;
}
