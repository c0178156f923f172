import type { ReactNode } from 'react';

/** A table that becomes a list of cards where there is no room for columns. `name` is what it is called. */
export function ReferenceTable({
  name,
  heads,
  children,
}: {
  name: string;
  heads: readonly string[];
  children: ReactNode;
}) {
  return (
    <table className="ref-table" data-group>
      <caption>{name}</caption>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** `head`: its column, said beside it in a card. */
export function Cell({ head, code = false, children }: { head: string; code?: boolean; children: ReactNode }) {
  return (
    <td data-head={head}>
      <div>{code ? <code>{children}</code> : children}</div>
    </td>
  );
}
