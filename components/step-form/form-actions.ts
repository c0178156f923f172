/** What a form does to the text of the draft. */
import { findNodeAtOffset, getNodeValue, type Node } from 'jsonc-parser';
import { caretAfter } from '@/components/compose/actions.ts';
import type { Drafts } from '@/components/compose/drafts.ts';
import { edited, type FieldPath, setField } from '@/lib/scenario/form/form-edit.ts';
import { parseText } from '@/lib/scenario/parse-text.ts';
import { propertiesOf } from '@/lib/scenario/properties.ts';

const rootOf = (text: string) => parseText(text, () => ({ line: 0, column: 0 })).root;

/** The object that begins at `offset`; null where the text has none there. */
export function objectAt(text: string, offset: number): Node | null {
  const root = rootOf(text);
  const node = root === undefined ? undefined : findNodeAtOffset(root, offset);
  return node?.type === 'object' && node.offset === offset ? node : null;
}

/** Where the object of a scenario begins, with its title and how to connect; -1 in a text that is a bare array of steps. */
export function headOffset(text: string): number {
  const root = rootOf(text);
  const isHead = root?.type === 'object' && propertiesOf(root).some(({ key }) => key === 'steps');
  return isHead ? root.offset : -1;
}

/** The value of the object that begins at `offset`, as written. */
export function valueAt(text: string, offset: number): unknown {
  const node = objectAt(text, offset);
  return node === null ? undefined : getNodeValue(node);
}

/**
 * Writes a value into the object at `offset` of the text as it is now; undefined leaves the field out. The caret goes to the object with
 * `follow`, else it stays where it is. A text that has no object there is left alone.
 */
export function writeField(drafts: Drafts, offset: number, path: FieldPath, value: unknown, follow = true): void {
  const { text, caret } = drafts.get();
  const node = objectAt(text, offset);
  if (node === null) return;
  const next = edited(text, setField(text, node, path, value));
  drafts.replace(next, follow ? offset : caretAfter(text, next, caret), 'page');
}

/** Offset of what stands at `path` of the object at `offset`; that of the object, where there is nothing. */
export function placeOf(text: string, offset: number, path: FieldPath): number {
  let at: Node | undefined = objectAt(text, offset) ?? undefined;
  for (const name of path) {
    const next: Node | undefined =
      typeof name === 'number'
        ? at?.children?.[name]
        : at === undefined
          ? undefined
          : propertiesOf(at).findLast(({ key }) => key === name)?.value;
    if (next === undefined) break;
    at = next;
  }
  return at?.offset ?? offset;
}
