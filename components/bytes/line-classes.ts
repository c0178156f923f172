import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { Span } from '@/lib/bytes/span.ts';
import { type Found, isFound } from './find-bytes.ts';
import { nodeAt, tintOf } from './node-at.ts';

export type ByteMarks = {
  table: NodeTable | null;
  /** Lit bytes: what is hovered or selected. */
  lit: readonly Span[];
  /** Where a key was replaced. */
  secrets: readonly Span[];
  /** Offsets that problems point at. */
  bad: readonly number[];
  /** What is searched for. */
  found?: Found;
  /** What something outside points at. */
  pointed?: Span | null;
  cursor: number;
};

/** The class list of each of the 16 bytes from `offset`, joined by commas: equal text means an equal look. */
export function lineClasses(offset: number, length: number, marks: ByteMarks): string {
  const looks: string[] = [];
  let before = offset === 0 ? null : idAt(marks.table, offset - 1);
  for (let at = offset; at < Math.min(offset + 16, length); at++) {
    const look: string[] = [];
    const node = marks.table === null ? null : nodeAt(marks.table, at);
    if (node !== null) {
      look.push(`tint-${tintOf(node)}`);
      if (node.id !== before) look.push('edge');
    }
    before = node?.id ?? null;
    if (marks.lit.some((span) => inside(at, span))) look.push('lit');
    if (marks.secrets.some((span) => inside(at, span))) look.push('secret');
    if (marks.found !== undefined && isFound(marks.found, at)) look.push('found');
    if (marks.pointed && inside(at, marks.pointed)) look.push('pointed');
    if (marks.bad.includes(at)) look.push('bad');
    if (marks.cursor === at) look.push('cursor');
    looks.push(look.join(' '));
  }
  return looks.join(',');
}

function idAt(table: NodeTable | null, offset: number): number | null {
  return table === null ? null : (nodeAt(table, offset)?.id ?? null);
}

function inside(at: number, span: Span): boolean {
  return at >= span.start && at < span.end;
}
