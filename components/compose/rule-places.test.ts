import { expect, it } from 'vitest';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { outlineOf } from './outline.ts';
import { rulePlaces } from './rule-places.ts';

const text = `[
  {"event": "start", "request": {"format": "flac", "references": [{"text": 1}]}},
  {"$wait": "10ms"},
  {"event": "flush"}
]`;

function underlined(fields: readonly string[]): string[] {
  const found = (field: string) => ({ rule: 'X01', severity: 'warning' as const, says: 'so', field });
  const rules = { rules: [], open: () => ({ entry() {}, time() {}, end() {} }), ofEvent: () => fields.map(found) };
  const dialect = { ...(dialectOf('fish') as Dialect), rules };
  return rulePlaces(outlineOf(text).steps, dialect).map(({ start, end }) => text.slice(start, end));
}

it('underlines the value a rule is about, in events alone', () => {
  expect(underlined(['request.format'])).toEqual(['"flac"', '"flush"']);
  expect(underlined(['request.references[0].text'])).toEqual(['1', '"flush"']);
});

it('of what is missing, the name of what it would stand in; of a whole event, its name', () => {
  expect(underlined(['request.latency'])).toEqual(['"request"', '"flush"']);
  expect(underlined(['model'])).toEqual(['"start"', '"flush"']);
  expect(underlined([''])).toEqual(['"start"', '"flush"']);
});
