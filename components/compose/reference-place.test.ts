import { expect, test } from 'vitest';
import { dialects } from '@/lib/dialects/registry.ts';
import { eventAnchor, fieldAnchor, referencePath } from '@/lib/lessons/reference/anchors.ts';
import { references } from '@/lib/lessons/reference/references.ts';
import { outlineOf } from './outline.ts';
import { referenceAt } from './reference-place.ts';

const [fish, fishspeech] = dialects;
if (fish === undefined || fishspeech === undefined) throw new Error('two protocols are expected');

/** The caret stands where `|` is. */
const at = (text: string, dialect = fish) =>
  referenceAt(outlineOf(text.replace('|', '')), dialect, text.indexOf('|'))?.path ?? null;

test.each([
  ['[{"event": "start", "request": {"text": "", "for|mat": "mp3"}}]', '/reference/fish#event-start-request.format'],
  ['[{"event": "start", "request": {"text": "", "format": "m|p3"}}]', '/reference/fish#event-start-request.format'],
  ['[{"event": "start", "request": {"prosody": {"speed": 1|}}}]', '/reference/fish#event-start-request.prosody.speed'],
  [
    '[{"event": "start", "request": {"references": [{"au|dio": {"$bin": "AA=="}}]}}]',
    '/reference/fish#event-start-request.references.audio',
  ],
  ['[{"event": "start", "request": {"spe|ed": 1}}]', '/reference/fish#event-start-request'],
  ['[{"ev|ent": "flush"}]', '/reference/fish#event-flush'],
  ['{"steps": [{"$repeat": {"times": 2, "steps": [{"event": "te|xt", "text": "a"}]}}]}', '/reference/fish#event-text'],
  ['[{"event": "clo|se"}]', null],
  ['[{"$wait": "1|s"}]', null],
  ['[| {"event": "flush"}]', null],
  ['[{"event": "start", "request": {"constr|uctor": 1}}]', '/reference/fish#event-start-request'],
])('%s', (text, path) => expect(at(text)).toBe(path));

test('each protocol has its own page', () => {
  expect(at('[{"event": "start", "to|ken": {"$key": true}}]', fishspeech)).toBe(
    '/reference/fishspeech#event-start-token',
  );
});

test('every field of the reference is found by its path', () => {
  for (const { id, events } of references) {
    const dialect = dialects.find((one) => one.id === id) ?? fish;
    for (const { name, fields } of events.filter(({ from }) => from === 'client')) {
      for (const { path } of fields.filter((field) => field.path !== 'event')) {
        const inside = path.split('.').reduceRight((value, part) => {
          const key = part.replace('[]', '');
          return `{${key === path.split('.')[0]?.replace('[]', '') ? `"event": "${name}", ` : ''}"${key}": ${part.endsWith('[]') ? `[${value}]` : value}}`;
        }, '"|"');
        expect([path, at(`[${inside}]`, dialect)]).toEqual([path, referencePath(id, fieldAnchor(name, path))]);
      }
      expect(at(`[{"event": "${name}|"}]`, dialect)).toBe(referencePath(id, eventAnchor(name)));
    }
  }
});
