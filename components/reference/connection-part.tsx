import type { ConnectionFacts } from '@/lib/lessons/reference/reference.ts';
import { FactList } from './fact-list.tsx';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** Where it is dialled, with what, and what is known of the socket. */
export function ConnectionPart({ connection }: { connection: ConnectionFacts }) {
  const { base, paths, parts, options, secrets, facts } = connection;
  return (
    <section id="connection" aria-labelledby="connection-title" data-group>
      <h2 id="connection-title">Connection</h2>
      <ReferenceTable name="Addresses" heads={['Address', 'What it is']}>
        {paths.map(({ path, says }) => (
          <tr key={path} data-entry>
            <Cell head="Address" code>
              {base}
              {path}
            </Cell>
            <Cell head="What it is">{says}</Cell>
          </tr>
        ))}
      </ReferenceTable>
      <ReferenceTable name="What goes with the upgrade" heads={['Name', 'Where', 'Value', 'What it is']}>
        {parts.map(({ place, name, value, says }) => (
          <tr key={`${place} ${name}`} data-entry>
            <Cell head="Name" code>
              {name}
            </Cell>
            <Cell head="Where">{place}</Cell>
            <Cell head="Value" code>
              {value}
            </Cell>
            <Cell head="What it is">{says}</Cell>
          </tr>
        ))}
      </ReferenceTable>
      {options.map(({ name, values, initial, says }) => (
        <p key={name} data-entry>
          <code>{name}</code> may be {values.map((value) => value).join(', ')}; the console begins with {initial}.{' '}
          {says}
        </p>
      ))}
      <p data-entry>
        The key is never written into a record: what stands in {secrets.join(', ')} is replaced before anything is kept.
      </p>
      <FactList facts={facts} />
    </section>
  );
}
