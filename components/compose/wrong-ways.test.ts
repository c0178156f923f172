import { expect, test } from 'vitest';
import { type Dialect, KeyRef } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { insertStep } from './insert-step.ts';
import { outlineOf } from './outline.ts';
import { previewOf } from './preview.ts';
import { wrongWays } from './wrong-ways.ts';

const fish = dialectOf('fish') as Dialect;
const nothing = { files: new Map<string, Uint8Array>(), key: null };
const first = (text: string) => outlineOf(text).steps[0] ?? null;

test('an event has ways to be wrong, each an ordinary step behind it that is sent as it was made', () => {
  const text = '[\n  {"event": "text", "text": "Hi"}\n]\n';
  const step = first(text);
  const { ways } = wrongWays(step, fish, nothing);
  expect(ways.length).toBeGreaterThan(12);
  for (const way of ways) {
    const { text: source, frames } = way.apply();
    const places = outlineOf(text).steps.map((each) => ({ ...each.step, name: each.name }));
    const done = insertStep(text, places, 10, source, '$raw', true).text;
    const { steps, problems } = outlineOf(done);
    expect([way.id, problems]).toEqual([way.id, []]);
    expect(steps.map(({ name }) => name)).toEqual(['text', ...frames.map(() => '$raw')]);
    expect(done).toContain('// Wrong on purpose');
    const sent = steps.slice(1).map((each) => previewOf(each, fish, nothing));
    expect(
      sent.map((each) => (each.kind === 'frame' ? [each.encoded.opcode, ...each.encoded.bytes] : each.kind)),
    ).toEqual(frames.map(({ opcode, bytes }) => [opcode, ...bytes]));
  }
});

test('the key stays the key, whether one is typed or not', () => {
  const speech = dialectOf('fishspeech') as Dialect;
  const step = first('[{"event":"start","token":{"$key":true},"request":{"format":"mp3"}}]');
  for (const key of [null, 'sandbox', new KeyRef('key#1', 20)]) {
    const { ways } = wrongWays(step, speech, { ...nothing, key });
    const cut = ways.find(({ id }) => id === 'binary-frame')?.apply().text ?? '';
    expect(cut).toContain('{ "$key": true }');
  }
});

test('what is no event says so', () => {
  expect(wrongWays(null, fish, nothing).none).toMatch(/Put the cursor into an event/);
  expect(wrongWays(first('[{"$wait": 1}]'), fish, nothing).none).toMatch(/Put the cursor into an event/);
  const filed = first('[{"event":"text","text":{"$file":"a"}}]');
  expect(wrongWays(filed, fish, nothing).none).toMatch(/cannot be sent at all: no file "a"/);
});
