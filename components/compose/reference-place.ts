/** Where the reference tells of what stands under the caret. Pure. */
import { findNodeAtOffset, getNodePath } from 'jsonc-parser';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { eventAnchor, fieldAnchor, referencePath } from '@/lib/lessons/reference/anchors.ts';
import type { Outline } from './outline.ts';

export type ReferencePlace = {
  /** Path and fragment of the page. */
  path: string;
  /** What it tells of: `start`, `request.format of start`. */
  says: string;
};

/** The field at an offset, or what it stands in, up to the event; null where no event known to the protocol is. */
export function referenceAt(outline: Outline, dialect: Dialect, offset: number): ReferencePlace | null {
  const step = outline.steps.findLast(
    (each) => each.step.kind === 'event' && each.step.offset <= offset && offset < each.step.end,
  )?.step;
  if (step?.kind !== 'event' || !dialect.clientEvents.includes(step.name)) return null;
  const node = findNodeAtOffset(step.node, offset, true);
  if (node === undefined) return null;
  const names = getNodePath(node)
    .slice(getNodePath(step.node).length)
    .filter((part) => typeof part === 'string');
  const schema = branchOf(dialect, step.name);
  for (let length = names.length; length > 0; length--) {
    const path = names.slice(0, length);
    if (path[0] === 'event' || !hasField(schema, path)) continue;
    const field = path.join('.');
    return { path: referencePath(dialect.id, fieldAnchor(step.name, field)), says: `${field} of ${step.name}` };
  }
  return { path: referencePath(dialect.id, eventAnchor(step.name)), says: step.name };
}

type Node = { readonly [key: string]: unknown };

function branchOf(dialect: Dialect, event: string): Node {
  const branches = (dialect.eventSchema().allOf ?? []) as { if: { properties: { event: Node } }; then: Node }[];
  return branches.find((branch) => branch.if.properties.event.const === event)?.then ?? {};
}

/** Whether the schema has a field of this path, through lists and alternatives. */
function hasField(node: Node, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  const { anyOf = [], items, properties = {} } = node as { anyOf?: Node[]; items?: Node; properties?: Node };
  if (anyOf.some((each) => hasField(each, [first, ...rest]))) return true;
  if (items !== undefined && hasField(items, [first, ...rest])) return true;
  return Object.hasOwn(properties, first) && hasField(properties[first] as Node, rest);
}
