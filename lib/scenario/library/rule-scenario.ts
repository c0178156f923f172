/** Scenarios that trip one rule on purpose, and expect it. What they are called and about stands in the table of rules. */
import { dialectOf } from '../../dialects/registry.ts';
import { containerRules } from '../../lint/container/container-rules.ts';
import { timingRules } from '../../lint/timing/timing-rules.ts';
import { type Shipped, shipped } from './shipped-scenario.ts';

export type RuleSteps = {
  rule: string;
  /** JSONC of `request`. */
  request?: string;
  steps: string;
};

/** Adds the expectation that proves it, unless the steps hold one. Throws for a rule that is not in the table. */
export function ruleScenario(dialect: string, { rule, request, steps }: RuleSteps): Shipped {
  const rules = [...(dialectOf(dialect)?.rules.rules ?? []), ...containerRules, ...timingRules];
  const text = rules.find(({ id }) => id === rule);
  if (text === undefined) throw new Error(`${dialect} has no rule ${rule}`);
  const expect = steps.includes(`"${rule}"`) ? '' : `,\n{"$expect": {"findings": {"has": ["${rule}"]}}}`;
  return shipped({
    name: `rule-${rule.toLowerCase()}`,
    group: 'Rules',
    dialect,
    title: `${rule}: ${text.title}`,
    about: `Trips the rule on purpose. ${text.why} Instead: ${text.mend}`,
    rule,
    ...(request === undefined ? {} : { request }),
    steps: `${steps.trim()}${expect}`,
  });
}
