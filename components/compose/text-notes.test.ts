import { expect, it } from 'vitest';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { outlineOf } from './outline.ts';
import { dialectOfDraft, problemPlaces, textNotes } from './text-notes.ts';

const fish = dialectOf('fish') as Dialect;
/** `E A33 3:40 flac` for each note: severity, rule, line and column, and the word there. */
function drawn(text: string, dialect: Dialect | null = fish): string[] {
  return textNotes(text, outlineOf(text), dialect).map(({ rule, severity, line, column, offset }) => {
    const word = /^[\w"$]+/.exec(text.slice(offset))?.[0] ?? '';
    return `${severity} ${rule} ${line}:${column} ${word}`;
  });
}

it('rules stand where they are broken, with line and column', () => {
  const text = '[\n  {"event": "start", "request": {"text": "", "format": "flac"}},\n  {"event": "close"}\n]';
  expect(drawn(text)).toEqual(['error A33 2:56 "flac"', 'error A17 3:13 "close"']);
});

it('what cannot be read stands with its place, on lines of any kind', () => {
  expect(drawn('[\r\n  {"event": "flush"},\r\n  oops\r\n]')).toContain('error null 3:3 oops');
  expect(drawn('[\n  {"$wait": "soon"}\n]')).toEqual(['error null 2:13 "soon"']);
});

it('what only the schema knows is a warning, and is not said twice', () => {
  const text = '[{"event": "start", "request": {"text": ""}}, {"event": "stop", "now": true}]';
  const notes = textNotes(text, outlineOf(text), fish);
  expect(notes).toHaveLength(1);
  const flac = '[{"event": "start", "request": {"text": "", "format": "flac"}}]';
  expect(textNotes(flac, outlineOf(flac), fish).map(({ rule }) => rule)).toEqual(['A33']);
});

it('nothing is said of a good text; nor of the protocol before it is known', () => {
  expect(drawn('[{"event": "start", "request": {"text": "", "format": "mp3"}}, {"event": "stop"}]')).toEqual([]);
  expect(drawn('[{"event": "close"}]', null)).toEqual([]);
});

it('a text is judged by its own dialect alone, while another is on its way', () => {
  const speech = dialectOf('fishspeech') as Dialect;
  expect(dialectOfDraft({ dialect: 'fishspeech' }, fish)).toBeNull();
  expect(dialectOfDraft({ dialect: 'fishspeech' }, speech)).toBe(speech);
  expect(dialectOfDraft({ dialect: 'fish' }, null)).toBeNull();
});

it('bytes written as a text: one note, which says how bytes are written', () => {
  const text = `[{"event": "start", "request": {"text": "", "references": [{"audio": "UklGRg==", "text": "so"}]}}]`;
  const notes = textNotes(text, outlineOf(text), fish);
  expect(notes.map(({ rule }) => rule)).toEqual(['A13']);
  expect(notes[0]?.says).toContain('{"$bin": "<base64>"}');
  expect(notes[0]?.says).toContain('{"$file": "<name>"}');
});

it('a mistake reaches to the end of its word, of a text to its quote', () => {
  const text = '[\n  {"$wait": "so on"},\n  {"$until": {"audioIdel": 1}},\r\n  {"event": "{{who}}"}\n]';
  const places = problemPlaces(text, outlineOf(text).problems);
  expect(places.map(({ severity, start, end }) => [severity, text.slice(start, end)])).toEqual([
    ['error', '"so on"'],
    ['error', '"audioIdel"'],
    ['error', '"{{who}}"'],
  ]);
});
