import { severityNames } from '@/components/findings/severity.ts';
import { SeverityBadge } from '@/components/findings/severity-badge.tsx';
import type { RuleText } from '@/lib/dialects/rule.ts';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** Every rule that may speak about a session in this protocol. */
export function RulesPart({ rules }: { rules: readonly RuleText[] }) {
  return (
    <section id="rules" aria-labelledby="rules-title" data-group>
      <h2 id="rules-title">Rules</h2>
      <ReferenceTable name="Rules" heads={['Rule', 'What was met', 'How to mend it', 'Before sending']}>
        {rules.map((rule) => (
          <tr key={rule.id} id={`rule-${rule.id}`} data-entry={severityNames[rule.severity]}>
            <Cell head="Rule">
              <SeverityBadge severity={rule.severity} />{' '}
              <a href={`/rules/${rule.id}`} className="ref-code">
                {rule.id}
              </a>
            </Cell>
            <Cell head="What was met">
              {rule.title} <Place of={rule} />
            </Cell>
            <Cell head="How to mend it">{rule.mend}</Cell>
            <Cell head="Before sending">{rule.beforeSending ? 'Underlined' : 'No'}</Cell>
          </tr>
        ))}
      </ReferenceTable>
    </section>
  );
}

/** What the rule is about, on the same page. */
function Place({ of: { id, reference } }: { of: RuleText }) {
  const fragment = reference?.split('#')[1];
  if (fragment === undefined) return null;
  return (
    <a href={`#${fragment}`} aria-label={`What ${id} is about: ${placeWords(fragment)}`}>
      {placeWords(fragment)}
    </a>
  );
}

function placeWords(fragment: string): string {
  const [, event, path] = /^event-([^-]+)(?:-(.+))?$/.exec(fragment) ?? [];
  if (event === undefined) return fragment.slice(0, 1).toUpperCase() + fragment.slice(1);
  return path ?? event;
}
