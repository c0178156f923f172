import { expect, test } from 'vitest';
import { createDrafts } from '@/components/compose/drafts.ts';
import { dialects } from '@/lib/dialects/registry.ts';
import { headOffset, placeOf, valueAt, writeField } from './form-actions.ts';
import { headFields, stepFields } from './step-schema.ts';

test('what is written into the form of a step is in the text, and in its form', () => {
  const text = '[\n  // say it\n  { "event": "text", "text": "Hi." },\n  { "$wait": "1s" },\n]';
  const drafts = createDrafts();
  drafts.open('sandbox-fish', 'fish', text);
  const [fish] = dialects;
  if (fish === undefined) throw new Error('no dialect');
  const offset = text.indexOf('{ "event"');
  writeField(drafts, offset, ['text'], 'Hello. ');
  expect(drafts.get()).toMatchObject({ text: text.replace('Hi.', 'Hello. '), caret: offset, cause: 'page' });
  const fields = stepFields(fish, valueAt(drafts.get().text, offset));
  expect(fields.map(({ name, value }) => [name, value])).toEqual([
    ['event', 'text'],
    ['text', 'Hello. '],
  ]);
  const wait = drafts.get().text.indexOf('{ "$wait"');
  expect(stepFields(fish, valueAt(drafts.get().text, wait)).map(({ name }) => name)).toEqual(['$wait']);
  // A text that cannot be read there is left alone.
  drafts.replace('[ { "event": ', 0, 'page');
  writeField(drafts, 0, ['text'], 'x');
  expect(drafts.get().text).toBe('[ { "event": ');
});

test('the head of a scenario: its fields, and the caret stays in its step when one is written', () => {
  const text = '// mine\n{\n  "title": "One", // its name\n  "steps": [\n    { "event": "stop" }\n  ]\n}\n';
  const drafts = createDrafts();
  drafts.open('sandbox-fish', 'fish', text);
  const [fish] = dialects;
  if (fish === undefined) throw new Error('no dialect');
  const step = text.indexOf('{ "event"');
  drafts.moved(step, step);
  const head = headOffset(text);
  expect(text.slice(head, head + 12)).toBe('{\n  "title":');
  expect(headFields(fish, valueAt(text, head)).map(({ name }) => name)).toEqual([
    'title',
    'about',
    'dialect',
    'upstream',
    'request',
    'variables',
  ]);
  writeField(drafts, head, ['title'], 'A longer one', false);
  writeField(drafts, head, ['request', 'switches', 'pace'], '0', false);
  const now = drafts.get();
  expect(now.text).toContain('"title": "A longer one", // its name');
  expect(now.text).toContain('"request": { "switches": { "pace": "0" } }');
  expect(now.text.slice(now.caret)).toMatch(/^{ "event": "stop" }/);
  expect(now.text.slice(placeOf(now.text, head, ['request', 'switches', 'pace']))).toMatch(/^"0"/);
  expect(headOffset('[{"event": "stop"}]')).toBe(-1);
  // A text nested so deep that it cannot be read has no form, and harms nothing.
  expect([headOffset('['.repeat(200_000)), valueAt('['.repeat(200_000), 5)]).toEqual([-1, undefined]);
});

test('an offset inside of an object is not that object', () => {
  const text = '[{ "event": "start", "request": { "text": "" } }]';
  expect(valueAt(text, 1)).toMatchObject({ event: 'start' });
  for (const offset of [2, 3]) expect(valueAt(text, offset)).toBeUndefined();
});
