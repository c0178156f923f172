/** Notes about values that JSON can write and the wire would carry differently. They never keep a step from being sent. */
import type { Node } from 'jsonc-parser';
import { type Problem, problem } from '../problem/problem.ts';
import { propertiesOf } from './properties.ts';
import type { LineColumn } from './text-lines.ts';

export type Note = { offset: number; problem: Problem };

/** Doubled keys (the last one counts) and integers that a JavaScript number rounds. */
export function valueNotes(root: Node, text: string, place: (offset: number) => LineColumn): Note[] {
  const notes: Note[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'number') {
      const source = text.slice(node.offset, node.offset + node.length);
      if (/^-?\d+$/.test(source) && !Number.isSafeInteger(node.value)) {
        const rounded = node.value as number;
        // With all its digits; what is beyond the largest number has none.
        const says = `${source} would be sent as ${Number.isFinite(rounded) ? BigInt(rounded) : rounded}`;
        notes.push({ offset: node.offset, problem: problem('W_INT_UNSAFE', says, place(node.offset)) });
      }
    } else if (node.type === 'array') waiting.push(...(node.children ?? []));
    else if (node.type === 'object') {
      const seen = new Set<string>();
      for (const { key, keyNode, value } of propertiesOf(node)) {
        if (seen.has(key)) {
          const says = `"${key}" stands here twice; the last one is sent`;
          notes.push({ offset: keyNode.offset, problem: problem('W_DUP_KEY', says, place(keyNode.offset)) });
        }
        seen.add(key);
        waiting.push(value);
      }
    }
  }
  return notes;
}
