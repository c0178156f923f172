/** Every example of the reference passes the schema of its protocol, and does what it says against the sandbox. */
import { parse } from 'jsonc-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { dialectOf, dialects } from '../../dialects/registry.ts';
import { exampleOf, examples } from '../../lessons/reference/examples.ts';
import type { Upstream } from '../../relay/upstream.ts';
import { prettyScenario } from '../../scenario/report/pretty.ts';
import type { Engine } from './engine.ts';
import { runFile } from './run-file.ts';
import { withQuickEngine } from './testing/quick-engine.ts';

beforeAll(() => frameHasher());

const sandboxOf = ({ upstreams }: Engine, dialect: string) =>
  upstreams.find((one) => one.sandbox && one.dialect === dialect) as Upstream;

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
    const { report } = await withQuickEngine((engine) =>
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
  });
});

test('every event of a client has an example, and every event of a server', () => {
  for (const { id, clientEvents, serverEvents } of dialects) {
    const shown = examples.filter((one) => one.dialect === id).flatMap(({ events }) => events);
    expect(shown.filter((name) => name !== 'binary').sort(), id).toEqual([...clientEvents, ...serverEvents].sort());
  }
});

test('an id names its protocol, and is found', () => {
  expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length);
  for (const example of examples) {
    expect(example.id).toMatch(new RegExp(`^${example.dialect}\\.[a-z-]+$`));
    expect(exampleOf(example.id)).toBe(example);
  }
  expect(exampleOf('constructor')).toBeNull();
});
