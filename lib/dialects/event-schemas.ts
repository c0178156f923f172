/** From zod schemas of a dialect's client events to what the editor and the check before sending need. */
import * as z from 'zod';
import { meant } from '../bytes/near-name.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { EventTemplate } from './dialect.ts';
import { historyWords } from './step-notation.ts';

export type EventSchema = { name: string; about: string; schema: z.ZodType };

/**
 * JSON Schema (draft-07) of one event in step notation. The event's name decides by if/then which fields are meant: an
 * editor then complains about the field, and not about "no alternative fits".
 */
export function jsonSchemaOf(
  events: readonly EventSchema[],
  templates: readonly EventTemplate[],
): Record<string, unknown> {
  return {
    type: 'object',
    required: ['event'],
    properties: {
      event: {
        description: 'What this frame is.',
        enum: events.map((event) => event.name),
        enumDescriptions: events.map((event) => event.about),
      },
    },
    defaultSnippets: templates.map(({ title, event }) => ({ label: title, bodyText: snippetText(event) })),
    allOf: events.map(({ name, about, schema }) => ({
      if: { properties: { event: { const: name } }, required: ['event'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { description: about, ...draft7(schema) },
    })),
  };
}

/** In a snippet `$name` is a variable: `{"$key": true}` must be escaped to be inserted as it stands. */
function snippetText(event: unknown): string {
  return JSON.stringify(event, null, '\t').replace(/[\\$]/g, '\\$&');
}

function draft7(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => toldInOne(jsonSchema),
  }) as Record<string, unknown>;
  return rest;
}

/** An editor shows one text for a field: what documents say of its past, and what none says, is part of it. */
function toldInOne(node: Record<string, unknown>): void {
  const says = [node.description, ...historyWords.map((word) => node[word])].filter((part) => part !== undefined);
  if (says.length > 0) node.description = says.join(' ');
  for (const word of [...historyWords, 'older', 'wire']) delete node[word];
}

/** Problems of an event in step notation, each with its field path. `others` are events only the server sends. */
export function schemaProblems(event: unknown, events: readonly EventSchema[], others: readonly string[]): Problem[] {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    return [problem('not_an_event', 'an event is an object with the key "event"')];
  }
  const name = Object.hasOwn(event, 'event') ? (event as { event: unknown }).event : undefined;
  if (typeof name !== 'string') {
    return [problem('not_an_event', 'the key "event" is missing, or is not a text', { field: 'event' })];
  }
  const known = events.find((candidate) => candidate.name === name);
  if (known === undefined) {
    const names = events.map((candidate) => candidate.name).join(', ');
    const what = others.includes(name) ? 'is sent by the server only' : 'is not an event of this protocol';
    return [problem('not_an_event', `"${name}" ${what}; a client sends ${names}`, { field: 'event' })];
  }
  const result = known.schema.safeParse(event);
  return result.success
    ? []
    : result.error.issues.flatMap(issueProblems).map((found) => withMeant(found, known.schema));
}

const notAField = 'is not a field of this event';

/** What an unknown field was meant to be, where one is near by its letters. */
function withMeant(found: Problem, schema: z.ZodType): Problem {
  if (!found.detail.endsWith(notAField)) return found;
  const key = found.at?.field?.split('.').at(-1) ?? '';
  const names = fieldNames(schema);
  // One that is known stands in the wrong place, not under the wrong name.
  return names.has(key) ? found : { ...found, detail: found.detail + meant(key, names) };
}

const namesOf = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** Names of the fields of an event, those inside others too. */
function fieldNames(schema: z.ZodType): ReadonlySet<string> {
  const known = namesOf.get(schema);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const walk = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: unknown };
    if (typeof properties === 'object' && properties !== null)
      for (const name of Object.keys(properties)) if (!name.startsWith('$')) names.add(name);
    for (const inside of Object.values(node)) walk(inside);
  };
  walk(draft7(schema));
  namesOf.set(schema, names);
  return names;
}

function issueProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'invalid_union' && issue.message === unionMessage) {
    const branch = nearestBranch(issue.errors);
    if (branch !== undefined) {
      return branch.flatMap((inner) => issueProblems({ ...inner, path: [...issue.path, ...inner.path] }));
    }
  }
  const path = pathWords(issue.path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const at = path === '' ? key : `${path}.${key}`;
      return problem('bad_field', `${at} ${notAField}`, { field: at });
    });
  }
  return [problem('bad_field', `${path === '' ? 'the event' : path} ${issueWords(issue)}`, { field: path })];
}

/** What zod says of a union that has no words of its own. */
const unionMessage = 'Invalid input';

/** Of several alternatives the one that was meant: what is wrong with it lies deepest. */
function nearestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): readonly z.core.$ZodIssue[] | undefined {
  const depth = (branch: readonly z.core.$ZodIssue[]) => Math.max(0, ...branch.map((issue) => issue.path.length));
  return [...branches].sort((a, b) => depth(b) - depth(a))[0];
}

function issueWords(issue: z.core.$ZodIssue): string {
  // `input` is only there when asked for; a missing field reports that it received undefined.
  if (issue.code === 'invalid_type') {
    return / received undefined$/.test(issue.message) ? 'is missing' : `must be of type ${typeWords(issue.expected)}`;
  }
  if (issue.code === 'invalid_value') return `must be ${alternatives(issue.values)}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
  return issue.message;
}

function typeWords(expected: string): string {
  return expected === 'string'
    ? 'text'
    : expected === 'int'
      ? 'whole number'
      : expected === 'record'
        ? 'object'
        : expected;
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters long' : origin === 'array' ? ' long' : '';
}

function alternatives(values: readonly unknown[]): string {
  const words = values.map((value) => JSON.stringify(value) ?? 'nothing');
  return words.length === 1 ? (words[0] as string) : `one of ${words.join(', ')}`;
}

/** `request.references[0].audio`. */
function pathWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === 'number') return `${words}[${part}]`;
    return words === '' ? String(part) : `${words}.${String(part)}`;
  }, '');
}
