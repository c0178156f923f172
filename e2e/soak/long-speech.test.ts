import { expect, test } from 'vitest';
import { parseScenario } from '@/lib/scenario/parse-scenario.ts';
import { longSpeech } from './long-speech.ts';

test('ten minutes are steps that can be run, always the same, of ten times as much text as one minute', () => {
  const text = longSpeech(10);
  const { steps, problems } = parseScenario(text);
  expect(problems).toEqual([]);
  expect(steps.length).toBeGreaterThan(30);
  expect(longSpeech(10)).toBe(text);
  expect(text.length / longSpeech(1).length).toBeGreaterThan(8);
});
