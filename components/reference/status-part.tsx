import type { Fact, StatusFacts } from '@/lib/lessons/reference/reference.ts';
import { FactList } from './fact-list.tsx';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** What a refused upgrade means, by its HTTP status. */
export function StatusPart({ statuses, facts }: { statuses: readonly StatusFacts[]; facts: readonly Fact[] }) {
  return (
    <section id="status" aria-labelledby="status-title" data-group>
      <h2 id="status-title">Refusals</h2>
      <ReferenceTable name="Status of a refused upgrade" heads={['Status', 'What it means', 'What to do']}>
        {statuses.map(({ status, means, hint }) => (
          <tr key={status} data-entry>
            <Cell head="Status" code>
              {status}
            </Cell>
            <Cell head="What it means">{capital(means)}</Cell>
            <Cell head="What to do">{hint}</Cell>
          </tr>
        ))}
      </ReferenceTable>
      <FactList facts={facts} />
    </section>
  );
}

/** The words stand in the middle of a sentence elsewhere. */
function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
