import { dialects } from '@/lib/dialects/registry.ts';
import type { RuleText } from '@/lib/dialects/rule.ts';
import { referencePath } from '@/lib/lessons/reference/anchors.ts';
import { containerRules } from '@/lib/lint/container/container-rules.ts';
import { timingRules } from '@/lib/lint/timing/timing-rules.ts';

export type Chapter = { title: string; rules: readonly RuleText[] };

/** All rules there are, by the protocol they are about. */
export const ruleBook: readonly Chapter[] = [
  ...dialects.map(({ title, rules }) => ({ title, rules: rules.rules })),
  { title: 'Audio, whatever the protocol', rules: containerRules },
  { title: 'Time, whatever the protocol', rules: timingRules },
];

/** Where the reference tells of what a rule is about; of the sound and its times every protocol's page tells. */
export function referencesOf({ id, reference }: RuleText): readonly { path: string; says: string }[] {
  return dialects
    .filter(({ rules }) => reference === undefined || rules.rules.some((rule) => rule.id === id))
    .map((dialect) => ({ path: reference ?? referencePath(dialect.id, 'audio'), says: dialect.title }));
}

/** A rule with the title of its chapter, and its neighbours in the book; null at its ends. */
export type RulePlaced = { rule: RuleText; chapter: string; before: RuleText | null; after: RuleText | null };

const inOrder = ruleBook.flatMap(({ title, rules }) => rules.map((rule) => ({ rule, chapter: title })));

/** A rule by its id; null for an id that no rule has. */
export function ruleOf(id: string): RulePlaced | null {
  const at = inOrder.findIndex(({ rule }) => rule.id === id);
  const found = inOrder[at];
  if (found === undefined) return null;
  return { ...found, before: inOrder[at - 1]?.rule ?? null, after: inOrder[at + 1]?.rule ?? null };
}
