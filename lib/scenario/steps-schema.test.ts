import { expect, test } from 'vitest';
import { dialects } from '../dialects/registry.ts';
import { stepsSchema } from './steps-schema.ts';

/** Every `$ref` in a schema, and every definition at its root. */
function references(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      if (name === '$ref' && typeof item === 'string') found.push(item);
      else references(item, found);
    }
  }
  return found;
}

test.each(dialects.map((d) => [d.id, d] as const))(
  '%s: an array of events and directives, references hold',
  (_, dialect) => {
    const schema = stepsSchema(dialect) as { items: Record<string, unknown>; definitions?: Record<string, unknown> };
    expect(schema).toMatchObject({ type: 'array', $schema: 'http://json-schema.org/draft-07/schema#' });
    // What is neither a pause nor a wait is judged by the dialect's own schema.
    const { defaultSnippets, definitions: _definitions, ...event } = dialect.eventSchema();
    expect(schema.items).toMatchObject({
      if: { required: ['$wait'] },
      else: { if: { required: ['$until'] }, else: event },
    });
    expect(schema.items.defaultSnippets).toEqual(expect.arrayContaining((defaultSnippets as object[]) ?? []));
    for (const reference of references(schema)) {
      expect(Object.keys(schema.definitions ?? {})).toContain(reference.replace('#/definitions/', ''));
    }
    const text = JSON.stringify(schema);
    for (const event of dialect.clientEvents) expect(text).toContain(`"${event}"`);
    for (const event of dialect.serverEvents) expect(text).toContain(`"${event}"`);
  },
);
