/** What every dialect must keep. A new one is covered by its line in the registry; its samples are its own affair. */
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { fromBase64 } from '../bytes/base64.ts';
import type { NodeTable, TreeNode } from '../bytes/node-table.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import { type Dialect, type EventValue, type FrameLike, KeyRef, ValueProblem } from './dialect.ts';
import { dialectOf, dialects } from './registry.ts';

const key = new KeyRef('key#1', 24);
const fileBytes = new Uint8Array([0x52, 0x49, 0x46, 0x46]);

/** Step notation to values, as the editor does it; every file is four bytes long. */
function asValue(step: unknown): EventValue {
  if (Array.isArray(step)) return step.map(asValue);
  if (typeof step !== 'object' || step === null) return step as EventValue;
  if ('$key' in step) return key;
  if ('$bin' in step) return fromBase64(step.$bin as string) as Uint8Array;
  if ('$file' in step) return fileBytes;
  return Object.fromEntries(Object.entries(step).map(([name, item]) => [name, asValue(item)]));
}

/** The values of a table, to compare with what was encoded; a key is its filler. */
function plain(table: NodeTable, bytes: Uint8Array, id = 0): unknown {
  const node = table.nodes[id] as TreeNode;
  const children = node.children.map((child) => plain(table, bytes, child));
  if (node.type === 'array') return children;
  if (node.type === 'bin') return bytes.slice(node.body, node.end);
  if (node.type !== 'map') return node.value;
  return Object.fromEntries(
    children.flatMap((child, i) => (i % 2 === 0 ? [[child, children[i + 1]]] : [])) as [string, unknown][],
  );
}

function withFillers(value: EventValue): unknown {
  if (value instanceof KeyRef) return value.filler;
  if (Array.isArray(value)) return value.map(withFillers);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withFillers(item)]));
}

function sentFrame(dialect: Dialect, value: EventValue): FrameLike {
  const { opcode, bytes } = dialect.encode(value);
  return { dir: 'sent', opcode, bytes };
}

test('ids are unique, and found', () => {
  expect(new Set(dialects.map((dialect) => dialect.id)).size).toBe(dialects.length);
  for (const dialect of dialects) expect(dialectOf(dialect.id)).toBe(dialect);
  expect(dialectOf('constructor')).toBeUndefined();
});

describe.each(dialects.map((dialect) => [dialect.id, dialect] as const))('%s', (_, dialect) => {
  const stepEvents = (parse(dialect.sampleSession) as Record<string, unknown>[]).filter((step) => 'event' in step);
  const events = [...dialect.templates.map((template) => template.event), ...stepEvents];

  test('every template and every event of the first session passes the schema', () => {
    for (const event of events) expect(dialect.validate(event), JSON.stringify(event)).toEqual([]);
  });

  test('every client event has a template', () => {
    const named = dialect.templates.map((template) => (template.event as { event: string }).event);
    expect([...new Set(named)].sort()).toEqual([...dialect.clientEvents].sort());
    expect(new Set(dialect.templates.map((template) => template.name)).size).toBe(dialect.templates.length);
  });

  test('every event of the server has a template, and reads as what it says', () => {
    const named = dialect.serverTemplates.map(({ event }) => (event as { event: string }).event);
    expect([...new Set(named)].sort()).toEqual([...dialect.serverEvents].sort());
    for (const { event } of dialect.serverTemplates) {
      const { opcode, bytes } = dialect.encode(asValue(event));
      const reading = dialect.openReader().read({ dir: 'received', opcode, bytes });
      expect(reading).toMatchObject({ event: (event as { event: string }).event, problem: null });
    }
  });

  test('encode, then read and inspect, gives the event back', () => {
    const reader = dialect.openReader();
    for (const event of events) {
      const value = asValue(event);
      const frame = sentFrame(dialect, value);
      const reading = reader.read(frame);
      expect(reading).toMatchObject({ event: (event as { event: string }).event, problem: null });
      expect(reading.role).not.toBe('unknown');
      const table = dialect.inspect(frame, reading) as NodeTable;
      expect(table.ok).toBe(true);
      expect(plain(table, frame.bytes)).toEqual(withFillers(value));
      expect(dialect.describe(frame, reading)).not.toBe('');
    }
  });

  test('holes are where the fillers are, and are the secret spans', () => {
    for (const event of events) {
      const value = asValue(event);
      const { bytes, holes } = dialect.encode(value);
      const keys = JSON.stringify(event).split('"$key"').length - 1;
      expect(holes.length).toBe(keys);
      for (const hole of holes) {
        expect(decodeUtf8(bytes, hole.start, hole.end).text).toBe(key.filler);
        expect(hole.key).toBe('key#1');
      }
      const spans = dialect.secretsIn(sentFrame(dialect, value));
      expect(spans).toEqual(holes.map(({ start, end }) => ({ start, end })));
    }
  });

  test('a frame cut at any byte is a problem, and does not begin a round', () => {
    for (const event of events) {
      const frame = sentFrame(dialect, asValue(event));
      for (let cut = 0; cut < frame.bytes.length; cut++) {
        const part = { ...frame, bytes: frame.bytes.subarray(0, cut) };
        const reader = dialect.openReader();
        const reading = reader.read(part);
        expect(reading.problem, `cut at ${cut}`).not.toBeNull();
        expect(reading).toMatchObject({ event: 'unreadable', role: 'unknown', round: 0, audio: null });
        expect(dialect.describe(part, reading)).not.toBe('');
        dialect.inspect(part, reading);
        dialect.secretsIn(part);
      }
    }
  });

  test('nothing throws, whatever arrives, in any order', () => {
    const junk = [[], [0xc1], [0x7b], [0x81], [0xff, 0xfe], [0x80], [0x22], [0xdf, 0xff, 0xff, 0xff, 0xff]];
    const texts = [
      '{}',
      '[]',
      'null',
      '{"event":1}',
      '{"event":"constructor"}',
      '{"event":"start","event":"stop"}',
      '"',
    ];
    const frames = [...junk.map((bytes) => new Uint8Array(bytes)), ...texts.map(encodeUtf8)];
    const reader = dialect.openReader();
    for (const bytes of frames) {
      for (const dir of ['sent', 'received'] as const) {
        for (const opcode of ['text', 'binary', 'ping', 'pong'] as const) {
          const frame = { dir, opcode, bytes };
          const reading = reader.read(frame);
          expect(typeof dialect.describe(frame, reading)).toBe('string');
          dialect.inspect(frame, reading);
          dialect.secretsIn(frame);
          if (reading.audio !== null) expect(reading.audio.end).toBeLessThanOrEqual(bytes.length);
        }
      }
    }
  });

  test('an unknown event of the server is tolerated, an event of the wrong side is not', () => {
    const encoded = dialect.encode({ event: 'telemetry', x: 1 });
    const unknown = dialect.openReader().read({ dir: 'received', opcode: encoded.opcode, bytes: encoded.bytes });
    expect(unknown).toMatchObject({ role: 'unknown', event: 'telemetry', problem: null });
    const [client = ''] = dialect.clientEvents;
    const wrong = dialect.encode({ event: client });
    const reading = dialect.openReader().read({ dir: 'received', opcode: wrong.opcode, bytes: wrong.bytes });
    expect(reading).toMatchObject({ role: 'unknown', event: client, round: 0, problem: { code: 'not_an_event' } });
  });

  test('the words are a fold that never throws, whatever arrives', () => {
    const words = dialect.openWords();
    const reader = dialect.openReader();
    const names = [...dialect.clientEvents, ...dialect.serverEvents];
    const bare = names.flatMap((event) => [{ event }, { event, audio: 1, text: [], alignment: [], chunk_seq: 'x' }]);
    const sent = [...events.map(asValue), ...bare].map((event) => dialect.encode(event as EventValue));
    const frames = sent.flatMap(({ opcode, bytes }) => [
      ...[0, 1, bytes.length >> 1, bytes.length].map((end) => ({ opcode, bytes: bytes.subarray(0, end) })),
      { opcode: opcode === 'text' ? ('binary' as const) : ('text' as const), bytes },
    ]);
    let seq = 0;
    for (const frame of [...frames, ...frames.toReversed()]) {
      for (const dir of ['sent', 'received'] as const) {
        words.take(++seq, { dir, ...frame }, reader.read({ dir, ...frame }));
        expect(words.words(() => null)).toEqual([]);
      }
    }
    for (const { fromS, toS } of words.words((of) => ({ fromS: of, toS: of + 1 }))) {
      expect(toS).toBeGreaterThanOrEqual(fromS);
    }
  });

  test('client and server events are told apart', () => {
    expect(dialect.clientEvents.filter((name) => dialect.serverEvents.includes(name))).toEqual([]);
  });

  test('the upgrade holds the key in secret places only, and never as text', () => {
    const options = Object.fromEntries(dialect.upgradeOptions.map((option) => [option.name, option.initial]));
    for (const path of dialect.paths) {
      const plan = dialect.upgrade(path, options);
      expect(plan.path).toBe(path);
      const holds = (template: readonly (string | { key: true })[]) =>
        template.some((part) => typeof part !== 'string');
      const keyed = [
        ...plan.headers.filter((h) => holds(h.value)).map((h) => dialect.secretHeaders.includes(h.name.toLowerCase())),
        ...plan.query.filter((q) => holds(q.value)).map((q) => dialect.secretQuery.includes(q.name)),
      ];
      expect(keyed.length).toBeGreaterThan(0);
      expect(keyed.every(Boolean)).toBe(true);
    }
  });

  test('secret fields of the editor are secrets on the wire', () => {
    for (const { event, field } of dialect.secretFields) {
      const frame = sentFrame(dialect, { event, [field]: 'a literal secret' });
      const texts = dialect.secretsIn(frame).map(({ start, end }) => decodeUtf8(frame.bytes, start, end).text);
      expect(texts).toEqual(['a literal secret']);
    }
  });

  test('the editor has a draft-07 schema with words on every field', () => {
    const schema = dialect.eventSchema() as { allOf: { if: object; then: { properties: Record<string, unknown> } }[] };
    expect(schema.allOf.length).toBe(dialect.clientEvents.length);
    const bare: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, value] of Object.entries(node)) {
        if (name === 'properties' && !path.endsWith('.if')) {
          for (const [prop, inner] of Object.entries(value as Record<string, { description?: string }>)) {
            if (!prop.startsWith('$') && inner.description === undefined) bare.push(`${path}.${prop}`);
          }
        }
        walk(value, `${path}.${name}`);
      }
    };
    walk(schema, '');
    expect(bare).toEqual([]);
    expect(JSON.stringify(schema)).not.toContain('2020-12');
  });

  test('what is no event is told, not thrown', () => {
    for (const bad of [null, 3, 'x', [], {}, { event: 4 }, { event: 'nonsense' }, { event: dialect.serverEvents[0] }]) {
      expect(dialect.validate(bad)[0]?.code, JSON.stringify(bad)).toBe('not_an_event');
    }
    const bare = dialect.clientEvents.flatMap((name) => dialect.validate({ event: name }));
    expect(bare.length).toBeGreaterThan(0);
    for (const found of bare) expect(found).toMatchObject({ code: 'bad_field', at: { field: expect.any(String) } });
  });

  test('a value that is too deep is refused, not walked for ever', () => {
    let deep: EventValue = 1;
    for (let i = 0; i < 50_000; i++) deep = [deep];
    expect(() => dialect.encode({ event: deep })).toThrow(ValueProblem);
  });

  test('a refused upgrade says status, meaning and the words of the server', () => {
    const body = encodeUtf8('{"message":"Invalid Token","status":401}');
    const refused = dialect.refusal(401, body);
    expect(refused.code).toBe('refused');
    expect(refused.detail).toMatch(/^401 Unauthorized: .+ The server says: "Invalid Token"$/);
    const bad = encodeUtf8('{"message":"There is no switch \\"pase\\"","code":"bad_switch"}');
    expect(dialect.refusal(400, bad)).toMatchObject({
      code: 'refused',
      hint: expect.stringContaining('switches field'),
    });
    // A name for programs is no part of the sentence; alone it is better than nothing.
    expect(dialect.refusal(400, bad).detail).not.toContain('bad_switch');
    expect(dialect.refusal(400, encodeUtf8('{"code":"bad_switch"}')).detail).toContain('"bad_switch"');
    expect(dialect.refusal(302, new Uint8Array()).code).toBe('redirected');
    expect(dialect.refusal(502, encodeUtf8('<html>bad gateway</html>')).detail).toContain('<html>bad gateway</html>');
    expect(dialect.refusal(418, new Uint8Array([0xff, 0xfe])).detail).not.toContain('\ufffd');
    for (const status of [400, 401, 402, 403, 404, 413, 429, 500, 503]) {
      expect(dialect.refusal(status, new Uint8Array()).detail.startsWith(String(status))).toBe(true);
    }
  });

  test('the first session has comments and waits', () => {
    expect(dialect.sampleSession).toContain('//');
    const steps = parse(dialect.sampleSession) as Record<string, unknown>[];
    expect(steps.some((step) => '$until' in step)).toBe(true);
  });

  test('the rules have ids of their own, and words', () => {
    const { rules } = dialect.rules;
    expect(rules.length).toBeGreaterThan(10);
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(rule.id).toMatch(/^[A-Z]\d\d$/);
      for (const words of [rule.title, rule.why, rule.mend, rule.source]) expect(words.trim(), rule.id).not.toBe('');
    }
  });

  test('templates and the first session have nothing for the rules but information', () => {
    const found = events.flatMap((event) => dialect.rules.ofEvent(event));
    expect(found.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('what the rules say before sending is a rule marked so', () => {
    const marked = dialect.rules.rules.filter((rule) => rule.beforeSending).map((rule) => rule.id);
    const odd = [null, 3, 'x', [], {}, { event: 4 }, { event: 'nonsense' }, { event: dialect.serverEvents[0] }];
    const bare = dialect.clientEvents.map((name) => ({ event: name }));
    for (const event of [...odd, ...bare, { event: 'start', request: 1 }, { event: 'text', text: [] }]) {
      for (const { rule, says } of dialect.rules.ofEvent(event)) {
        expect(marked).toContain(rule);
        expect(says).not.toBe('');
      }
    }
    for (const event of odd.slice(0, 4)) expect(dialect.rules.ofEvent(event).length).toBeGreaterThan(0);
  });

  test('no rule throws, whatever arrives, in any order', () => {
    const ids = new Set(dialect.rules.rules.map((rule) => rule.id));
    const reported: string[] = [];
    const machine = dialect.rules.open({
      report(rule) {
        reported.push(rule);
        return { again() {}, withdraw() {} };
      },
    });
    const reader = dialect.openReader();
    const sent = events.map((event) => dialect.encode(asValue(event)));
    const whole = sent.flatMap(({ opcode, bytes }) => [
      { opcode, bytes },
      { opcode: opcode === 'text' ? ('binary' as const) : ('text' as const), bytes },
      ...[0, 1, bytes.length >> 1, bytes.length - 1].map((end) => ({ opcode, bytes: bytes.subarray(0, end) })),
    ]);
    let seq = 0;
    for (const frame of [...whole, ...whole.toReversed()]) {
      for (const dir of ['sent', 'received'] as const) {
        seq++;
        const entry = { seq, t: seq * 900, kind: 'frame' as const, dir, ...frame };
        machine.entry(entry, reader.read(entry));
        machine.time(entry.t + 500);
      }
    }
    machine.entry(
      { seq: ++seq, t: 1, kind: 'close', by: 'peer', code: 1006, reason: new Uint8Array(), clean: false },
      null,
    );
    machine.end(true);
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.filter((rule) => !ids.has(rule))).toEqual([]);
  });
});
