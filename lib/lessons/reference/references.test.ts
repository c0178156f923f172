/** The reference says what the product does: its tables are those of the schemas, rules, statuses and cards. */
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { EventSchema } from '../../dialects/event-schemas.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { fishServerSchemas } from '../../dialects/fish/server-schema.ts';
import { speechServerSchemas } from '../../dialects/fishspeech/server-schema.ts';
import { dialectOf, dialects } from '../../dialects/registry.ts';
import { ruleTable } from '../../lint/open-lint.ts';
import { clientCards } from '../tap-clients/client-cards.ts';
import { eventAnchor, fieldAnchor } from './anchors.ts';
import { fieldFacts } from './field-facts.ts';
import type { Fact } from './reference.ts';
import { referenceFor, references } from './references.ts';

type Node = { readonly [key: string]: unknown };
type Told = { type: string; required: boolean; byDefault: unknown; least: unknown; most: unknown; values: unknown[] };

const serverSchemas: Readonly<Record<string, readonly EventSchema[]>> = {
  fish: fishServerSchemas,
  fishspeech: speechServerSchemas,
};
const jsonOf = (schema: z.ZodType) => z.toJSONSchema(schema, { target: 'draft-7', unrepresentable: 'any' }) as Node;

/** All properties of a JSON Schema by their paths, read in another way than the reference reads them. */
function propertiesOf(schema: Node): Map<string, Told> {
  const found = new Map<string, Told>();
  const visit = (node: Node, path: string): void => {
    for (const each of flat(node)) {
      if (Array.isArray(each.items) || typeof each.items === 'object') {
        visit(each.items as Node, `${path}[]`.replace('[][]', '[]'));
      }
      for (const [name, inside] of Object.entries((each.properties as Record<string, Node>) ?? {})) {
        if (name.startsWith('$')) continue;
        const at = path === '' ? name : `${path}.${name}`;
        const choices = flat(inside);
        const scalar = choices.find(({ type }) => type === 'number' || type === 'integer');
        const most = scalar?.maximum === Number.MAX_SAFE_INTEGER ? null : (scalar?.maximum ?? null);
        found.set(at, {
          type: [...new Set(choices.map(typeOf))].sort().join(),
          required: ((each.required as string[]) ?? []).includes(name),
          byDefault: inside.default,
          least: scalar?.minimum ?? null,
          most,
          values: choices.flatMap(
            ({ enum: all, const: one }) => (all as unknown[]) ?? (one === undefined ? [] : [one]),
          ),
        });
        visit(inside, at);
      }
    }
  };
  visit(schema, '');
  return found;
}

/** A choice of whole numbers is one. */
function typeOf({ type, enum: all, wire, properties }: Node): string {
  if (wire !== undefined) return String(wire);
  if (Object.hasOwn((properties as Node) ?? {}, '$key')) return 'key';
  return Array.isArray(all) && all.every((value) => Number.isInteger(value)) ? 'integer' : String(type);
}

const flat = (node: Node): Node[] =>
  ((node.anyOf as Node[]) ?? [node]).flatMap((one) => (one === node ? [node] : flat(one)));

describe.each(references.map((reference) => [reference.id, reference] as const))('%s', (id, reference) => {
  const dialect = dialectOf(id) ?? fish;
  const branches = (dialect.eventSchema().allOf ?? []) as { if: Node; then: Node }[];
  const schemas = [
    ...branches.map(({ if: when, then }) => {
      const { const: name } = (when.properties as { event: { const: string } }).event;
      return ['client', name, then] as const;
    }),
    ...(serverSchemas[id] ?? []).map(({ name, schema }) => ['server', name, jsonOf(schema)] as const),
  ];

  test("each event of the protocol is told of once, the client's and the server's", () => {
    const named = (from: string) => reference.events.filter((one) => one.from === from).map(({ name }) => name);
    expect(named('client')).toEqual(dialect.clientEvents);
    expect(named('server').filter((name) => name !== 'binary')).toEqual(dialect.serverEvents);
  });

  test.each(schemas)(
    '%s event %s: a row for every property of its schema, with type, default and range, and no other',
    (from, name, json) => {
      const event = reference.events.find((one) => one.from === from && one.name === name);
      const schema = propertiesOf(json);
      expect(event?.fields.map(({ path }) => path)).toEqual([...schema.keys()]);
      for (const { path, required, byDefault, least, most, values, older, type } of event?.fields ?? []) {
        const told = schema.get(path);
        expect({ path, required, byDefault, least, most }).toEqual({
          path,
          required: told?.required,
          byDefault: told?.byDefault,
          least: told?.least,
          most: told?.most,
        });
        expect([path, [...values, ...older].sort()]).toEqual([
          path,
          (told?.values ?? []).filter((value) => value !== null && value !== true).sort(),
        ]);
        expect([path, kindsOf(type)]).toEqual([path, wireWords(told?.type ?? '')]);
      }
    },
  );

  test('every field has words', () => {
    for (const { name, says, fields } of reference.events) {
      expect(says, name).toMatch(/\.$/);
      for (const { path, says: of, type, since, drift, unknown } of fields) {
        expect([name, path, of !== '' && type !== '' && type !== 'undefined']).toEqual([name, path, true]);
        for (const words of [of, since, drift, unknown]) expect(words).toMatch(/^$|\.$/);
      }
    }
  });

  test('rules, clients and refusals are those of the product', () => {
    expect(reference.rules).toEqual(ruleTable(dialect));
    expect(reference.clients).toEqual(clientCards.filter((card) => card.dialect === id));
    for (const { status, means, hint } of reference.statuses) {
      const told = dialect.refusal(status, new Uint8Array(0));
      expect(told.detail).toContain(means);
      expect(told.hint).toBe(hint);
    }
  });

  test('the connection is the one that is dialled, and holds no key', () => {
    const { connection } = reference;
    expect(connection.paths.map(({ path }) => path)).toEqual(dialect.paths);
    for (const { says } of [...connection.paths, ...connection.parts]) expect(says).toMatch(/\.$/);
    expect(connection.parts.filter(({ value }) => value.includes('<your key>'))).toHaveLength(1);
  });

  test('every rule of the protocol leads to a place that is there', () => {
    const places = new Set(['connection', 'events', 'audio', 'states', 'status', 'rules', 'clients', 'examples']);
    for (const { name, fields } of reference.events) {
      places.add(eventAnchor(name));
      for (const { path } of fields) places.add(fieldAnchor(name, path));
    }
    for (const rule of dialect.rules.rules) {
      const [path, place = ''] = (rule.reference ?? '').split('#');
      expect([rule.id, path, places.has(place)]).toEqual([rule.id, `/reference/${id}`, true]);
    }
    // A rule that has no place of its own would stand at all rules.
    expect(dialect.rules.rules.filter((rule) => rule.reference?.endsWith('#rules'))).toEqual([]);
  });

  test('what is known says who says so; what is not known says so', () => {
    const { connection, framing, statusFacts, audio } = reference;
    const facts: Fact[] = [...connection.facts, ...framing, ...statusFacts, ...audio.facts, ...audio.pieces];
    expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
    for (const fact of facts) {
      expect(fact.says, fact.name).toMatch(/\.$/);
      if ('source' in fact) expect(fact.source.length, fact.name).toBeGreaterThan(5);
      else expect(fact.says, fact.name).toMatch(/\b[Nn]ot (?:known|documented)\b|[Nn]obody/);
    }
    expect(facts.some((fact) => 'unknown' in fact)).toBe(true);
  });
});

test('there is a reference for each protocol, and none for others', () => {
  expect(references.map(({ id }) => id)).toEqual(dialects.map(({ id }) => id));
  expect(referenceFor('constructor')).toBeUndefined();
});

test('the past of a field is told apart from what it is today', () => {
  const start = referenceFor('fish')?.events.find(({ name }) => name === 'start');
  const field = (path: string) => start?.fields.find((one) => one.path === path);
  expect(field('request.opus_bitrate')).toMatchObject({
    type: 'whole number',
    values: [-1000, 24000, 32000, 48000, 64000],
    older: [24, 32, 48, 64],
    byDefault: -1000,
  });
  expect(field('request.chunk_length')).toMatchObject({ least: 100, most: 300, byDefault: 300 });
  expect(field('request.latency')?.drift).toContain('March 2026');
  expect(field('request.references[].audio')).toMatchObject({ type: 'bytes', required: true });
  // The editor tells all of it in one text.
  const [branch] = fish.eventSchema().allOf as { then: Node }[];
  const told = JSON.stringify(branch?.then);
  expect(told).toContain(field('request.latency')?.drift);
  expect(told).toContain(field('request.opus_bitrate')?.unknown);
  expect(told).not.toContain('"drift"');
});

test('an event without a schema has no rows', () => {
  expect(
    references.flatMap(({ events }) => events.filter(({ fields }) => fields.length === 0)).map(({ name }) => name),
  ).toEqual(['binary']);
  expect(fieldFacts.length).toBe(1);
});

/** What steps write in another way than it is on the wire. */
const notations: Readonly<Record<string, string>> = {
  'object,string': 'bytes',
  bytes: 'bytes',
  'key,string': 'text: the key',
  // Nothing is said of what it holds.
  undefined: 'anything',
};

function wireWords(types: string): string {
  const notation = notations[types];
  if (notation !== undefined) return notation;
  const words: Record<string, string> = {
    string: 'text',
    integer: 'whole number',
    number: 'number',
    boolean: 'true or false',
    object: 'map',
    array: 'list',
    null: 'null',
  };
  const order = ['string', 'array', 'object', 'integer', 'number', 'boolean', 'null'];
  return order
    .filter((type) => types.split(',').includes(type))
    .map((type) => words[type])
    .join(' or ');
}

/** `list of texts or list of lists of texts or null`: a list, or null. */
function kindsOf(type: string): string {
  const kinds = type.replace(/list(?: of [a-z]+)+/g, 'list').split(' or ');
  return [...new Set(kinds)].join(' or ');
}
