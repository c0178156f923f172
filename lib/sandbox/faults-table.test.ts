/** Every fault, in every dialect it knows and every format: its symptom is what the client sees, its findings are what the lint says. */
import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes/hex.ts';
import type { AudioFormat } from '../dialects/dialect.ts';
import type { Fault } from '../faults/fault.ts';
import { faultTable } from '../faults/table.ts';
import { symptoms } from './testing/fault-symptoms.ts';
import { type Talked, talk } from './testing/faulted-talk.ts';

type DialectId = 'fish' | 'fishspeech';
const formats: Readonly<Record<DialectId, readonly AudioFormat[]>> = {
  fish: ['mp3', 'opus', 'wav', 'pcm'],
  fishspeech: ['mp3', 'wav'],
};
const bases = new Map<string, Promise<Talked>>();
const baseOf = (dialect: DialectId, format: AudioFormat) => {
  const key = `${dialect} ${format}`;
  const known = bases.get(key) ?? talk({ dialect, format });
  bases.set(key, known);
  return known;
};

/** Faults that say more together with another one. */
const asked: Readonly<Record<string, string>> = { idle: 'stall+idle:5' };

const rules = ({ findings }: Talked) => new Set(findings.map(({ rule }) => rule));
/** What the fault added: by rule, with the worst severity of it. */
function added(base: Talked, got: Talked): Map<string, string> {
  const before = rules(base);
  const all = new Map<string, string>();
  for (const { rule, severity } of got.findings) {
    if (!before.has(rule) && all.get(rule) !== 'error') all.set(rule, severity);
  }
  return all;
}

describe.each(
  faultTable.filter(({ where }) => where === 'frames').map((fault): [string, Fault] => [fault.name, fault]),
)('%s', (_name, fault) => {
  for (const dialect of Object.keys(fault.findings) as DialectId[])
    for (const format of formats[dialect])
      test(`${dialect} ${format}: symptom and findings`, async () => {
        const base = await baseOf(dialect, format);
        const got = await talk({ dialect, format, fault: asked[fault.name] ?? fault.name });
        symptoms[fault.name]?.(base, got, { dialect, format });
        const { raises, mayRaise = [] } = fault.findings[dialect] ?? { raises: [] };
        const must = raises.filter((one) => one.formats?.includes(format) ?? true).map(({ rule }) => rule);
        const met = added(base, got);
        expect([...met.keys()], 'must be raised').toEqual(expect.arrayContaining(must));
        const errors = [...met].filter(([, severity]) => severity === 'error').map(([rule]) => rule);
        expect(
          errors.filter((rule) => !must.includes(rule) && !mayRaise.includes(rule)),
          'not named',
        ).toEqual([]);
      });
});

test('every fault of frames has a symptom to compare', () => {
  const names = faultTable.filter(({ where }) => where === 'frames').map(({ name }) => name);
  expect(Object.keys(symptoms).sort()).toEqual([...names].sort());
});

test.each([
  ['fish', 'A49', [{ event: 'text', text: 'Before any start.' }]],
  ['fishspeech', 'B13', [{ event: 'start', token: 'sandbox', request: { format: 'mp3', version: 's0' } }]],
] as const)('strict: %s refuses in words what is out of order or of the schema', async (dialect, rule, sends) => {
  const told = async (fault?: string) => {
    const got = await talk({ dialect, format: 'mp3', sends, ...(fault === undefined ? {} : { fault }) });
    return [got.frames.some(({ role }) => role === 'error'), rules(got).has(rule)];
  };
  expect([await told(), await told('strict')]).toEqual([
    [false, false],
    [true, true],
  ]);
});

test('the same seed gives the same bytes at the same times, another one others', async () => {
  const run = async (seed: string) => {
    const { frames } = await talk({ dialect: 'fish', format: 'mp3', fault: `flip:400+jitter:300+seed:${seed}` });
    return frames.map(({ t, bytes }) => `${t} ${toHex(bytes)}`);
  };
  const [one, again, other] = [await run('7'), await run('7'), await run('8')];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

test('faults act in the order written', async () => {
  const lengths = async (fault: string) => {
    const { frames } = await talk({ dialect: 'fish', format: 'pcm', fault });
    return frames.filter(({ event }) => event === 'audio').map(({ audio }) => audio.length);
  };
  // First cut into pieces, then one of them is lost; or the frame is lost, and the rest is cut.
  const [dripFirst, dropFirst] = [await lengths('drip:1500:1+drop'), await lengths('drop+drip:1500:1')];
  expect(dripFirst.length).toBe(dropFirst.length + 1);
});

test('moments: the third, and a time', async () => {
  const base = await baseOf('fish', 'mp3');
  const third = await talk({ dialect: 'fish', format: 'mp3', fault: 'close:4000:gone@3' });
  expect(third.frames.length).toBe(3);
  const timed = await talk({ dialect: 'fish', format: 'mp3', fault: 'close:4000:gone@2s' });
  expect(timed.close).toEqual({ code: 4000, reason: 'gone', t: 2000 });
  expect(timed.frames.length).toBe(base.frames.filter(({ t }) => t <= 2000).length);
});

test('a reason is cut behind a whole character', async () => {
  const { close } = await talk({ dialect: 'fish', format: 'mp3', fault: `close:4000:${'ü'.repeat(70)}` });
  expect(close?.reason).toBe('ü'.repeat(61));
});
