/** The bytes before sending are those of the record: 500 generated events over relay and recorder, masked keys and all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '@/lib/bytes/hex.ts';
import { coreStage } from '@/lib/console/capture/core-stage.ts';
import { type Dialect, KeyRef } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { outlineOf } from './outline.ts';
import { previewOf } from './preview.ts';

const key = 'fk_0123456789abcdef_preview';
const files = new Map([['clip.wav', Uint8Array.from({ length: 700 }, (_, i) => (i * 37) & 255)]]);

const words = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replaceAll('{{', '{ {'));
const bin = fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ $bin: Buffer.from(bytes).toString('base64') }));
const hex = fc.uint8Array({ maxLength: 20 }).map((bytes) => ({ $hex: Buffer.from(bytes).toString('hex') }));
const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger());
const inText = fc.oneof(words, number, fc.boolean(), fc.constant(null), fc.constant({ $text: '{{not a variable}}' }));
const inBytes = fc.oneof(inText, bin, hex, fc.constant({ $file: 'clip.wav' }));
const withKey = fc.oneof(inText, fc.constant({ $key: true }));

/** An event of some name with values of some depth: valid or not, both are sent. */
function events(names: readonly string[], leaf: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/^\$|^event$|^__proto__$/.test(text));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 4 }),
    ),
  }));
  return fc
    .tuple(fc.constantFrom(...names), fc.dictionary(name, value, { maxKeys: 5 }))
    .map(([event, rest]) => ({ event, ...rest }));
}

test.each([
  ['fish', fc.oneof(inBytes, withKey)],
  ['fishspeech', withKey],
])('%s', async (id, leaf) => {
  const dialect = dialectOf(id) as Dialect;
  const stage = coreStage((peer) => peer.accept());
  await stage.clock.advance(50);
  stage.core.take({ do: 'key', upstream: `sandbox-${id}`, value: key });
  for (const [name, bytes] of files) stage.core.take({ do: 'file', name, bytes });
  stage.core.take({ do: 'connect', ask: stage.ask(`sandbox-${id}`) });
  await stage.clock.advance(50);
  const info = stage.page.keys?.get(`sandbox-${id}`)?.info;
  if (info == null) throw new Error('the key was not taken');
  const supplies = { files, key: new KeyRef(info.handle, info.length) };
  let compared = 0;
  let masked = 0;
  for (const event of fc.sample(events(dialect.clientEvents, leaf), { numRuns: 250, seed: 7 })) {
    const text = `[${JSON.stringify(event)}]`;
    const [step] = outlineOf(text).steps;
    const preview = step === undefined ? null : previewOf(step, dialect, supplies);
    stage.core.take({ do: 'send-step', text, offset: 1 });
    await stage.clock.advance(40);
    const seq = stage.page.run?.steps[0]?.seq;
    if (preview?.kind !== 'frame' || seq === undefined) {
      expect([text, preview?.kind, seq]).toEqual([text, 'frame', 'recorded']);
      return;
    }
    stage.core.take({ do: 'select', seq });
    await stage.clock.advance(40);
    const { detail } = stage.page;
    expect(detail?.seq).toBe(seq);
    expect([text, preview.encoded.opcode, toHex(preview.encoded.bytes)]).toEqual([
      text,
      detail?.opcode,
      toHex(detail?.bytes ?? new Uint8Array()),
    ]);
    expect(preview.encoded.holes.map(({ start, end }) => [start, end])).toEqual(
      detail?.masked.map(({ start, end }) => [start, end]),
    );
    masked += preview.encoded.holes.length;
    compared++;
  }
  expect(compared).toBe(250);
  expect(masked).toBeGreaterThan(20);
});
