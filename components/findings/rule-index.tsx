import { dialects } from '@/lib/dialects/registry.ts';
import { referencePath } from '@/lib/lessons/reference/anchors.ts';
import { ruleBook } from './rule-book.ts';
import { RuleFrame } from './rule-sheet.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** Every rule there is, by protocol, each with the way to its page. */
export function RuleIndex() {
  return (
    <RuleFrame>
      <h1 className="font-semibold text-title">Rules</h1>
      <p className="mt-1 flex flex-wrap gap-x-4">
        {dialects.map(({ id, title }) => (
          <a key={id} href={referencePath(id)} className="text-accent underline">
            Reference of {title}
          </a>
        ))}
      </p>
      {ruleBook.map(({ title, rules }) => (
        <section key={title} className="mt-5">
          <h2 className="font-semibold text-head">{title}</h2>
          <ul className="mt-1">
            {rules.map((rule) => (
              <li key={rule.id} className="flex items-start gap-2 py-1">
                <SeverityBadge severity={rule.severity} />
                <a href={`/rules/${rule.id}`} className="shrink-0 font-mono text-accent underline">
                  {rule.id}
                </a>
                <span>{rule.title}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </RuleFrame>
  );
}
