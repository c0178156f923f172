import type { Shipped } from '@/lib/scenario/library/shipped-scenario.ts';

export type Listed = Pick<Shipped, 'name' | 'title' | 'about' | 'dialect' | 'text' | 'rule'> & { group: string };

/** The words that are looked for. */
export function wordsOf(sought: string): string[] {
  return sought.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The scenarios of one dialect whose words are all found in title, group, about or rule, by group in the order given. */
export function shippedGroups(
  all: readonly Listed[],
  dialect: string,
  sought: string,
): { group: string; scenarios: Listed[] }[] {
  const words = wordsOf(sought);
  const found = new Map<string, Listed[]>();
  for (const each of all) {
    const where = `${each.title} ${each.group} ${each.about} ${each.rule ?? ''}`.toLowerCase();
    if (each.dialect !== dialect || !words.every((word) => where.includes(word))) continue;
    const group = found.get(each.group);
    if (group === undefined) found.set(each.group, [each]);
    else group.push(each);
  }
  return [...found].map(([group, scenarios]) => ({ group, scenarios }));
}
