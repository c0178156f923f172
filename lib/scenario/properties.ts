/** The properties of objects in a text: in order, doubled ones too, and those of a directive with their names checked. */
import type { Node } from 'jsonc-parser';
import { nearName } from '../bytes/near-name.ts';
import { Misfit } from './misfit.ts';

export type Property = { key: string; keyNode: Node; value: Node };

/** The properties of an object node in the order of the text, duplicates included. */
export function propertiesOf(node: Node): Property[] {
  const found: Property[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, value] = property.children ?? [];
    if (keyNode !== undefined && value !== undefined) found.push({ key: String(keyNode.value), keyNode, value });
  }
  return found;
}

/** The text of `{"$text": "..."}`; null for what is not that. */
export function literalOf(node: Node): Node | null {
  const [only] = node.type === 'object' ? propertiesOf(node) : [];
  return only?.key === '$text' && only.value.type === 'string' ? only.value : null;
}

/** The values of an object that may hold the names `known` and no others, none of them twice. Throws a `Misfit`. */
export function namedValues<Name extends string>(
  node: Node,
  known: readonly Name[],
  example: string,
): Partial<Record<Name, Node>> {
  if (node.type !== 'object') throw new Misfit('bad_step', `an object is expected: ${example}`, node);
  const found: Partial<Record<Name, Node>> = {};
  for (const { key, keyNode, value } of propertiesOf(node)) {
    const name = known.find((each) => each === key);
    if (name === undefined) throw new Misfit('bad_step', `"${key}" is not known here; ${meantOr(key, known)}`, keyNode);
    if (found[name] !== undefined) throw new Misfit('bad_step', `"${key}" stands here twice`, keyNode);
    found[name] = value;
  }
  return found;
}

/** `there is "a"`, `there are "a", "b" and "c"`. */
export function thereAre(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop();
  return quoted.length === 0 ? `there is ${last}` : `there are ${quoted.join(', ')} and ${last}`;
}

/** `did you mean "a"?`, where a name is near by its letters; else which there are. */
export function meantOr(name: string, names: readonly string[]): string {
  const near = nearName(name, names);
  return near === null ? thereAre(names) : `did you mean "${near}"?`;
}
