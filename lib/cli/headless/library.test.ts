/** Every scenario that Wiretone brings does what it says, headless, against the sandbox. */
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { dialects } from '../../dialects/registry.ts';
import { containerRules } from '../../lint/container/container-rules.ts';
import { timingRules } from '../../lint/timing/timing-rules.ts';
import { rulesOfOthers, shippedScenarios } from '../../scenario/library/shipped.ts';
import { prettyScenario } from '../../scenario/report/pretty.ts';
import { runFile } from './run-file.ts';
import { withQuickEngine } from './testing/quick-engine.ts';

beforeAll(() => frameHasher());

const runShipped = (text: string, file = 'shipped') =>
  withQuickEngine((engine) =>
    runFile(engine, { file, text, upstream: null, environment: {}, keyOf: () => null, filesOf: () => new Map() }),
  );

describe.each(shippedScenarios.map((one) => [one.name, one] as const))('%s', (name, { text, rule }) => {
  test('passes', { timeout: 60_000 }, async () => {
    const { report } = await runShipped(text, name);
    expect(report.outcome, prettyScenario(report)).toBe('passed');
    if (rule !== null) expect(report.sessions.flatMap(({ findings }) => findings.map((f) => f.rule))).toContain(rule);
  });
});

const shared = [...containerRules, ...timingRules];
test.each([...dialects.map(({ id, rules }) => [id, rules.rules] as const), ['shared', shared] as const])(
  '%s: every rule is tripped by a scenario, or has a reason why nothing is shipped for it',
  (id, rules) => {
    const all = rules.map((rule) => rule.id);
    const tripped = shippedScenarios
      .filter((one) => id === 'shared' || one.dialect === id)
      .flatMap(({ rule }) => (rule !== null && all.includes(rule) ? rule : []));
    const others = Object.keys(rulesOfOthers[id] ?? {});
    expect([...tripped, ...others].sort()).toEqual(all.sort());
  },
);

test('names are told apart, and every scenario expects something', () => {
  expect(new Set(shippedScenarios.map(({ name }) => name)).size).toBe(shippedScenarios.length);
  for (const { name, text } of shippedScenarios) expect(name, text).toMatch(/^[a-z0-9-]+$/);
  expect(shippedScenarios.filter(({ text }) => !text.includes('$expect')).map(({ name }) => name)).toEqual([]);
});
