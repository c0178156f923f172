import { expect, test } from 'vitest';
import { KeyRef } from '../dialects/dialect.ts';
import { problemLine } from '../problem/problem.ts';
import { type Supplies, toEventValue } from './event-value.ts';
import { parseScenario } from './parse-scenario.ts';
import type { Step } from './step.ts';

const supplies: Supplies = {
  files: new Map([['voice.wav', Uint8Array.of(1, 2, 3)]]),
  key: new KeyRef('key#1', 20),
};
const make = (step: string, given = supplies) => toEventValue(parseScenario(`[\n${step}]`).steps[0] as Step, given);

test('bytes, files and the key are put in', () => {
  const made = make(
    '{"event":"x","a":{"$bin":"AAEC","len":3},"b":[{"$file":"voice.wav"}],"c":{"$key":true},"d":null,"e":{"$hex":"00 ff"},"f":{"$text":"{{x}}"}}',
  );
  if (!made.ok) throw new Error(made.problem.detail);
  const value = made.value as Record<string, unknown>;
  expect(Object.keys(value)).toEqual(['event', 'a', 'b', 'c', 'd', 'e', 'f']);
  expect(value.a).toEqual(Uint8Array.of(0, 1, 2));
  expect(value.b).toEqual([Uint8Array.of(1, 2, 3)]);
  expect(value.c).toBe(supplies.key);
  expect([value.e, value.f]).toEqual([Uint8Array.of(0, 255), '{{x}}']);
});

test('a key of an object is only a key, whatever it is called', () => {
  const made = make('{"event":"x","__proto__":{"polluted":1}}');
  expect(made.ok && Object.keys(made.value as object)).toEqual(['event', '__proto__']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test.each([
  ['{"a":{"$bin":"A"}}', 'bad_value at line 2, column 14: "$bin" holds padded base64 text'],
  ['{"a":{"$bin":"AAEC","len":4}}', 'bad_value at line 2, column 27: "len" differs from the 3 bytes of "$bin"'],
  ['{"a":{"$file":"no.wav"}}', 'bad_value at line 2, column 15: no file "no.wav" was chosen; add it with Files'],
  ['{"a":{"$key":1}}', 'bad_value at line 2, column 14: "$key" is written {"$key": true}'],
  ['{"a":{"$hex":"0"}}', 'bad_value at line 2, column 14: "$hex" holds pairs of hexadecimal digits'],
  [
    '{"a":{"$oct":"00"}}',
    'bad_value at line 2, column 6: "$oct" is not known; there are "$bin", "$hex", "$file", "$key" and "$text"',
  ],
  ['{"a":{"$key":true,"b":1}}', 'bad_value at line 2, column 6: "$key" stands alone in its object'],
])('%s: a problem at its place', (step, line) => {
  const made = make(step);
  expect(made.ok ? 'sent' : problemLine(made.problem)).toBe(line);
});

test('without a key, a step that needs one cannot be sent; the sandbox has a public word', () => {
  const step = '{"event":"start","token":{"$key":true}}';
  const none = make(step, { ...supplies, key: null });
  expect(none.ok ? '' : problemLine(none.problem)).toBe('key_needed at line 2, column 26: the key field is empty');
  expect(make(step, { ...supplies, key: 'sandbox' })).toMatchObject({ ok: true, value: { token: 'sandbox' } });
});

test('a directive sends nothing', () => {
  expect(make('{"$wait": 1}')).toMatchObject({ ok: false, problem: { code: 'bad_step' } });
});
