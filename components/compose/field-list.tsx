import { rangeText } from '@/components/ui/numbers.ts';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import type { NodeTable } from '@/lib/bytes/node-table.ts';
import { fieldRows } from '@/lib/dialects/field-rows.ts';

/** More are counted, not drawn. */
const drawn = 200;
/** Characters of a value shown in its row. */
const mostShown = 80;

/** The values of a frame to be sent, each with its encoding and its bytes. */
export function FieldList({ table, bytes }: { table: NodeTable; bytes: Uint8Array }) {
  const rows = fieldRows(table, new Set(table.nodes.map(({ id }) => id)), bytes);
  return (
    <ul className="compose-fields" aria-label="Fields">
      {rows.slice(0, drawn).map(({ node, depth, name, value, quoted }) => (
        <li key={node.id} style={{ paddingLeft: Math.min(depth, 8) * 10 }}>
          <b>
            <VisibleText text={name.slice(0, mostShown)} />
          </b>
          <code>{node.encoding}</code>
          <span>
            {quoted && '"'}
            <VisibleText text={value.slice(0, mostShown)} />
            {value.length > mostShown && '...'}
            {quoted && '"'}
          </span>
          <i>{rangeText(node)}</i>
        </li>
      ))}
      {rows.length > drawn && <li>and {(rows.length - drawn).toLocaleString('en')} more</li>}
    </ul>
  );
}
