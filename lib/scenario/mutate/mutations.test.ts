import { readFileSync } from 'node:fs';
import { decode } from '@msgpack/msgpack';
import { describe, expect, test } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { type Dialect, type EventValue, KeyRef } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { toEventValue } from '../event-value.ts';
import { parseScenario } from '../parse-scenario.ts';
import { rawFrame } from '../raw-frame.ts';
import type { Step } from '../step.ts';
import { mutations } from './mutations.ts';

const key = new KeyRef('key#1', 8);
const events: readonly (readonly [string, string])[] = [
  ['fish', '{"event":"text","text":"Hi"}'],
  [
    'fish',
    '{"event":"start","request":{"text":"","chunk_length":200,"prosody":{"volume":-2},"references":[{"audio":{"$hex":"0102"},"text":"a"}]}}',
  ],
  ['fishspeech', '{"event":"start","token":{"$key":true},"request":{"format":"mp3"}}'],
  ['fishspeech', '{"event":"stop"}'],
];

/** By event, by id: the frames, opcode and bytes in hexadecimal digits. */
const golden = JSON.parse(readFileSync(new URL('./samples/golden.json', import.meta.url), 'utf8'));

function eventOf(step: string): EventValue {
  const made = toEventValue(parseScenario(`[${step}]`).steps[0] as Step, { files: new Map(), key });
  if (!made.ok) throw new Error(made.problem.detail);
  return made.value;
}

const found = (id: string, step: string) => mutations(dialectOf(id) as Dialect, eventOf(step));
const one = (id: string, step: string, mutation: string) => {
  const chosen = found(id, step).find((each) => each.id === mutation);
  if (chosen === undefined) throw new Error(`there is no ${mutation}`);
  return chosen;
};

describe.each(events)('%s: %s', (id, step) => {
  const all = found(id, step);
  const expected: Record<string, string[]> = golden[step] ?? {};

  test('every mutation equals its golden bytes', () => {
    const made = all.map((each) => {
      const frames = each.apply().frames.map(({ opcode, bytes }) => `${opcode} ${toHex(bytes)}`);
      return [each.id, frames] as const;
    });
    expect(made.length).toBe(new Set(all.map((each) => each.id)).size);
    expect(Object.fromEntries(made)).toEqual(expected);
  });

  test.each(all.map((each) => [each.id, each] as const))(
    '%s: its text is a step that sends just that',
    (_, mutation) => {
      const numbers = mutation.params.flatMap(({ least, most, initial }) => [least, most, initial, most + 1e6, -5]);
      for (const n of numbers.length === 0 ? [0] : numbers) {
        const { text, frames, says } = mutation.apply({ n });
        const { steps, problems } = parseScenario(`[\n${text}\n]`);
        expect(problems).toEqual([]);
        expect(text).toContain(`// ${says}`);
        const sent = steps.map((each) => each.kind === 'raw' && rawFrame(each, { key }));
        expect(sent).toEqual(frames);
      }
    },
  );
});

describe('what was done', () => {
  const text = '{"event":"text","text":"Hi"}';
  const start = events[1]?.[1] as string;

  test.each(['str8', 'str32', 'bin32', 'map16', 'map32', 'array16', 'int32', 'int64', 'float64'])(
    '%s says the same in more bytes',
    (id) => {
      const [frame] = one('fish', start, id).apply().frames;
      const source = (dialectOf('fish') as Dialect).encode(eventOf(start));
      expect(decode(frame?.bytes as Uint8Array, { useBigInt64: false })).toEqual(decode(source.bytes));
      expect(frame?.bytes.length).toBeGreaterThan(source.bytes.length);
    },
  );

  test('the number chooses byte, bit and field', () => {
    const hex = (mutation: string, n: number, of = text) => {
      const [frame] = one('fish', of, mutation).apply({ n }).frames;
      return toHex(frame?.bytes as Uint8Array);
    };
    expect(hex('truncate', 0)).toBe('');
    expect(hex('truncate', 3)).toBe('82a565');
    expect(hex('flip-bit', 8 * 19 + 7).slice(-4)).toBe('48e9');
    expect(one('fish', text, 'flip-bit').params[0]?.words(159)).toBe('bit 7 of byte 19');
    const fields = one('fish', start, 'wrong-type').params[0];
    expect([1, 2, 8].map((n) => fields?.words(n))).toEqual(['request', 'request.text', 'request.references[0].text']);
    const ranges = one('fish', start, 'out-of-range').params[0];
    const words = Array.from({ length: ranges?.most ?? 0 }, (_, i) => ranges?.words(i + 1));
    expect(words).toEqual(
      expect.arrayContaining(['request.chunk_length = 99', 'request.chunk_length = 301', 'request.prosody.speed = 3']),
    );
  });

  test('a text frame of bytes that are no UTF-8 is told of', () => {
    expect(one('fish', text, 'text-frame').why).toMatch(/^Its byte 0 is no UTF-8, .* closes with 1007/);
  });

  test('a key stays a key: no byte of it in the text', () => {
    const typed = new KeyRef('key#1', 24);
    for (const each of mutations(dialectOf('fishspeech') as Dialect, { event: 'start', token: typed })) {
      if (['msgpack-binary', 'wrong-type', 'nan'].includes(each.id)) continue;
      const { text: made, frames } = each.apply();
      expect(made, each.id).toMatch(each.id === 'empty' ? /""/ : /\{ "\$key": true \}/);
      for (const { bytes, holes } of frames)
        for (const hole of holes) expect(decodeUtf8(bytes, hole.start, hole.end).text).toBe(typed.filler);
    }
  });

  test('one line of comment, whatever the event is called', () => {
    const odd = { event: 'a\n"}]\u2028//', text: '{{x}}\r\n' };
    for (const each of mutations(dialectOf('fishspeech') as Dialect, odd)) {
      const { text: made, frames } = each.apply();
      const { steps, problems } = parseScenario(`[${made}\n]`);
      expect(problems).toEqual([]);
      expect(steps.length).toBe(frames.length);
    }
  });

  test('what cannot be encoded has none', () => {
    expect(mutations(dialectOf('fishspeech') as Dialect, { event: 'x', a: encodeUtf8('bytes') })).toEqual([]);
  });
});
