import type { NodeTable } from '@/lib/bytes/node-table.ts';
import type { FieldRow } from '@/lib/dialects/field-rows.ts';
import { offsetText } from '../ui/numbers.ts';

/** Advance widths, px: small fixed type, and names at 12 px, rounded up. */
const fixed = 6.7;
const letter = 7.1;
/** Indent of a level; chevron, square and gaps before a name; border and padding of a badge. */
const indent = 12;
const beforeName = 38;
const badge = 16;
const widest = 240;

/** Widths of the tree's columns, as CSS variables: types and ranges are never cut, names get what they need, values the rest. */
export function fieldColumns(
  rows: readonly FieldRow[],
  format: NodeTable['format'],
  bytes: number,
): Record<`--${'name' | 'type' | 'head' | 'range'}`, string> {
  let name = 0;
  let type = 0;
  for (const row of rows) {
    name = Math.max(name, Math.min(row.depth, 12) * indent + beforeName + row.name.length * letter);
    type = Math.max(type, row.node.encoding.length);
  }
  const last = offsetText(Math.max(0, bytes - 1)).length;
  return {
    '--name': px(Math.min(widest, name)),
    '--type': px(type * fixed + badge),
    '--head': format === 'msgpack' ? '14px' : '0px',
    '--range': px((2 * last + 1) * fixed),
  };
}

function px(width: number): string {
  return `${Math.ceil(width)}px`;
}
