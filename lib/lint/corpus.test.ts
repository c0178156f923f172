import { describe, expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { audioCases } from './corpus/audio-cases.ts';
import { type Case, stepsOf } from './corpus/draw.ts';
import { frameCases } from './corpus/frame-cases.ts';
import { idsOf, lintSteps } from './corpus/lint-steps.ts';
import { nearMisses } from './corpus/near-misses.ts';
import { orderCases } from './corpus/order-cases.ts';
import { startCases } from './corpus/start-cases.ts';
import { textCases } from './corpus/text-cases.ts';
import { upgradeCases } from './corpus/upgrade-cases.ts';

const groups: readonly (readonly [string, readonly Case[]])[] = [
  ['upgrade', upgradeCases],
  ['start', startCases],
  ['frames', frameCases],
  ['order', orderCases],
  ['text', textCases],
  ['audio', audioCases],
];
const all = groups.flatMap(([, cases]) => cases);

describe.each(groups)('%s', (_, cases) => {
  // Without the rules of containers: what is drawn here for audio has a head, and nothing true behind it.
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, { lines, trips }) => {
    const findings = lintSteps(fish, stepsOf(lines), null);
    expect(idsOf(findings), findings.map((f) => f.says).join('\n')).toBe(trips);
  });
});

test('every rule has a session that trips it; A09 is about several sessions', () => {
  const tripped = new Set(all.flatMap(({ trips }) => trips.split(' ')));
  expect(fish.rules.rules.map((rule) => rule.id).filter((id) => !tripped.has(id))).toEqual(['A09']);
});

test('every rule has a session that comes close and does not trip it', () => {
  const rules = fish.rules.rules.map((rule) => rule.id).filter((id) => id !== 'A09');
  expect(Object.keys(nearMisses)).toEqual(rules);
  for (const [rule, name] of Object.entries(nearMisses)) {
    const near = all.filter((one) => one.name === name);
    expect(near, name).toHaveLength(1);
    expect(near[0]?.trips.split(' '), name).not.toContain(rule);
  }
});

test('the corpus is large enough to mean something', () => {
  expect(all.length).toBeGreaterThanOrEqual(90);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});
