import { dialects } from '@/lib/dialects/registry.ts';
import type { RuleText } from '@/lib/dialects/rule.ts';
import { containerRules } from '@/lib/lint/container/container-rules.ts';

export type Chapter = { title: string; rules: readonly RuleText[] };

/** All rules there are, by the protocol they are about. */
export const ruleBook: readonly Chapter[] = [
  ...dialects.map(({ title, rules }) => ({ title, rules: rules.rules })),
  { title: 'Audio, whatever the protocol', rules: containerRules },
];

/** A rule by its id, with the title of its chapter; null for an id that no rule has. */
export function ruleOf(id: string): { rule: RuleText; chapter: string } | null {
  for (const { title, rules } of ruleBook) {
    const rule = rules.find((each) => each.id === id);
    if (rule !== undefined) return { rule, chapter: title };
  }
  return null;
}
