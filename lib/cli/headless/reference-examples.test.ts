/** Every example of the reference passes the schema of its protocol, and does what it says against the sandbox. */
import { parse } from 'jsonc-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { EventSchema } from '../../dialects/event-schemas.ts';
import { fishServerSchemas } from '../../dialects/fish/server-schema.ts';
import { speechServerSchemas } from '../../dialects/fishspeech/server-schema.ts';
import { dialectOf, dialects } from '../../dialects/registry.ts';
import { plainValue } from '../../dialects/testing/plain-value.ts';
import { exampleOf, examples } from '../../lessons/reference/examples.ts';
import type { Upstream } from '../../relay/upstream.ts';
import { prettyScenario } from '../../scenario/report/pretty.ts';
import type { Engine } from './engine.ts';
import { runFile } from './run-file.ts';
import { withQuickEngine } from './testing/quick-engine.ts';

beforeAll(() => frameHasher());

const sandboxOf = ({ upstreams }: Engine, dialect: string) =>
  upstreams.find((one) => one.sandbox && one.dialect === dialect) as Upstream;

const serverSchemas: Readonly<Record<string, readonly EventSchema[]>> = {
  fish: fishServerSchemas,
  fishspeech: speechServerSchemas,
};
/** Events of servers that the examples have shown. */
const met = new Set<string>();

describe.each(examples.map((one) => [one.id, one] as const))('%s', (id, { dialect, text }) => {
  test('every event in it passes the schema', () => {
    const events: unknown[] = [];
    const collect = (value: unknown) => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) return value.forEach(collect);
      const { event } = value as { event?: unknown };
      if (typeof event === 'string' && !Object.keys(value).some((key) => key.startsWith('$'))) events.push(value);
      for (const [key, inside] of Object.entries(value)) if (!/^\$(?:until|expect)$/.test(key)) collect(inside);
    };
    collect(parse(text, [], { allowTrailingComma: true }));
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) expect(dialectOf(dialect)?.validate(event), JSON.stringify(event)).toEqual([]);
  });

  test('runs as it stands, and all that it expects is so', { timeout: 60_000 }, async () => {
    const { report, ran } = await withQuickEngine((engine) =>
      runFile(engine, {
        file: id,
        text,
        upstream: sandboxOf(engine, dialect),
        environment: {},
        keyOf: () => null,
        filesOf: () => new Map(),
      }),
    );
    expect(report.outcome, prettyScenario(report)).toBe('passed');
    expect(text).toContain('$expect');
    // What the sandbox says is what the tables of the server's events tell.
    const log = ran?.main?.held.session.log;
    const reader = (dialectOf(dialect) as Dialect).openReader();
    for (let seq = 1; seq <= (log?.length ?? 0); seq++) {
      const entry = log?.entry(seq);
      if (entry?.kind !== 'frame') continue;
      const reading = reader.read(entry);
      const table = dialectOf(dialect)?.inspect(entry, reading) ?? null;
      if (entry.dir === 'sent' || table === null) continue;
      const schema = serverSchemas[dialect]?.find(({ name }) => name === reading.event)?.schema;
      const found = schema?.safeParse(plainValue(table, entry.bytes));
      expect([seq, reading.event, found?.success, found?.error?.message]).toEqual([
        seq,
        reading.event,
        true,
        undefined,
      ]);
      met.add(`${dialect} ${reading.event}`);
    }
  });
});

test('every event of a client has an example, and every event of a server', () => {
  for (const { id, clientEvents, serverEvents } of dialects) {
    const shown = examples.filter((one) => one.dialect === id).flatMap(({ events }) => events);
    expect(shown.filter((name) => name !== 'binary').sort(), id).toEqual([...clientEvents, ...serverEvents].sort());
  }
});

test('among them every event that the sandbox sends has come', () => {
  const all = Object.entries(serverSchemas).flatMap(([id, schemas]) => schemas.map(({ name }) => `${id} ${name}`));
  expect([...met].sort()).toEqual(all.sort());
});

test('an id names its protocol, and is found', () => {
  expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  for (const example of examples) {
    expect(example.id).toMatch(new RegExp(`^${example.dialect}\\.[a-z-]+$`));
    expect(exampleOf(example.id)).toBe(example);
  }
  expect(exampleOf('constructor')).toBeNull();
});
