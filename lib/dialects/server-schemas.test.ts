/** The schemas of the server's events say what the reader accepts, of every sample and of every field broken one by one. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { fromBase64 } from '../bytes/base64.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import type { Dialect, EventValue } from './dialect.ts';
import type { EventSchema } from './event-schemas.ts';
import { fish } from './fish/fish.ts';
import { fishServerSchemas } from './fish/server-schema.ts';
import { fishspeech } from './fishspeech/fishspeech.ts';
import { speechServerSchemas } from './fishspeech/server-schema.ts';
import { plainValue } from './testing/plain-value.ts';

type Event = Record<string, EventValue>;
const bytes = new Uint8Array([1, 2, 3, 4]);
const alignment = { segments: [{ text: 'Hello', start: 0, end: 0.4 }], audio_duration: 0.5 };

/** Every field of every event, with a value that fits. */
const whole: Readonly<Record<string, Event[]>> = {
  fish: [
    {
      event: 'audio',
      audio: bytes,
      time: 1.5,
      content: 'Hello',
      alignment,
      chunk_seq: 1,
      chunk_audio_offset_sec: 0.5,
    },
    { event: 'finish', reason: 'stop', time: 920, message: 'why' },
    { event: 'error', error: 'no', max_concurrency: 5, time: 1 },
    { event: 'log', message: 'a line', time: 1 },
  ],
  fishspeech: [
    { event: 'connected', message: 'hello' },
    { event: 'ready', message: 'hello' },
    { event: 'processing', text: 'Hello.' },
    { event: 'audio', format: 'mp3', text: 'Hello.' },
    { event: 'done', text: 'Hello.' },
    { event: 'error', message: 'no', text: 'Hello.' },
    { event: 'stopped' },
  ],
};
const strange: readonly EventValue[] = [null, true, 'stop', 'else', 0, 7, 1.5, -1, -0.5, bytes, [], {}, alignment];

const dialects: readonly (readonly [string, Dialect, readonly EventSchema[]])[] = [
  ['fish', fish, fishServerSchemas],
  ['fishspeech', fishspeech, speechServerSchemas],
];

describe.each(dialects)('%s', (id, dialect, schemas) => {
  const encoded = (event: Event) => (id === 'fish' ? encodeMsgpack(event) : dialect.encode(event).bytes);
  const opcode = id === 'fish' ? 'binary' : 'text';
  const isRead = (event: Event) =>
    dialect.openReader().read({ dir: 'received', opcode, bytes: encoded(event) }).problem === null;
  const fits = (event: Event) =>
    schemas.find(({ name }) => name === event.event)?.schema.safeParse(event).success ?? null;
  const events = whole[id] ?? [];

  test('there is a schema for every event of the server, with words for each of its fields', () => {
    expect(schemas.map(({ name }) => name)).toEqual(dialect.serverEvents);
    for (const { name, about, schema } of schemas) {
      expect(about, name).toMatch(/\.$/);
      const json = z.toJSONSchema(schema, { unrepresentable: 'any' });
      const shape = json.properties as Record<string, { description?: string }>;
      for (const [key, { description }] of Object.entries(shape)) expect(description, `${name}.${key}`).toMatch(/\.$/);
      expect(Object.keys(shape)).toEqual(Object.keys(events.find(({ event }) => event === name) ?? {}));
    }
  });

  test('a field that is missing, or holds something else, is taken by both or by neither', () => {
    let refused = 0;
    for (const event of events) {
      expect([event, isRead(event), fits(event)]).toEqual([event, true, true]);
      for (const name of Object.keys(event).slice(1)) {
        const { [name]: _left, ...rest } = event;
        for (const changed of [rest as Event, ...strange.map((value): Event => ({ ...event, [name]: value }))]) {
          if (id === 'fishspeech' && Object.values(changed).some((value) => value instanceof Uint8Array)) continue;
          const read = isRead(changed);
          expect([changed, read], name).toEqual([changed, fits(changed)]);
          if (!read) refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(40);
  });
});

test('every event of the recorded servers, and of those with word times, fits its schema', () => {
  let count = 0;
  for (const folder of ['captures', 'with-timestamp']) {
    const at = new URL(`./samples/${folder}/`, import.meta.url);
    for (const name of readdirSync(at).filter((each) => each.endsWith('.jsonl'))) {
      for (const line of readFileSync(new URL(name, at), 'utf8').trim().split('\n')) {
        const { dir, b64, opcode } = JSON.parse(line) as { dir?: string; b64?: string; opcode?: string };
        if (dir !== 'server' || b64 === undefined || opcode !== 'binary') continue;
        const frame = { dir: 'received', opcode: 'binary', bytes: fromBase64(b64) as Uint8Array } as const;
        const reading = fish.openReader().read(frame);
        const schema = fishServerSchemas.find((each) => each.name === reading.event)?.schema;
        if (schema === undefined || reading.problem !== null) continue;
        const found = schema.safeParse(plainValue(fish.inspect(frame, reading), frame.bytes));
        expect(found.success, `${name}: ${reading.event} ${found.error?.message}`).toBe(true);
        count++;
      }
    }
  }
  expect(count).toBeGreaterThan(30);
});
