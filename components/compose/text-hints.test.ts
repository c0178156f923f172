import { expect, test } from 'vitest';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { outlineOf } from './outline.ts';
import { textHints } from './text-hints.ts';

const fish = dialectOf('fish') as Dialect;
const around = { upstream: 'sandbox-fish', files: new Map([['there.wav', new Uint8Array(1)]]) };
const hints = (text: string) =>
  textHints(text, outlineOf(text), fish, around).map(({ start, end, says }) => `${text.slice(start, end)}: ${says}`);

test('a name that the server has no event of, in waits and expectations of any depth', () => {
  expect(hints('[{"$repeat": {"times": 2, "steps": [{"$until": {"event": "fnish"}}]}}]')).toEqual([
    '"fnish": the server sends no "fnish" that is known here; did you mean "finish"?',
  ]);
  expect(hints('[{"$expect": {"event": "telemetry", "count": {"max": 0}}}]')).toEqual([
    '"telemetry": the server sends no "telemetry" that is known here: audio, finish, error, log',
  ]);
  expect(hints('[{"$expect": {"order": ["audio", "fnish"]}}]')).toHaveLength(1);
  expect(hints('[{"$expect": {"event": "strat", "dir": "sent"}}]')).toEqual([
    '"strat": a client sends no "strat" that is known here; did you mean "start"?',
  ]);
  expect(hints('[{"$until": {"event": "finish"}}, {"$expect": {"event": "stop", "dir": "sent"}}]')).toEqual([]);
});

test('a file that was not chosen, at every step that needs it', () => {
  const missing = (name: string) => `"${name}": no file "${name}" was chosen; add it with Files`;
  expect(
    hints(`[{"event": "start", "request": {"text": "", "references": [{"audio": {"$file": "a.wav"}, "text": ""}]}},
      {"event": "text", "text": "{{x}}", "b": {"$file": "there.wav"}}, {"$tokens": {"$file": "long.txt"}},
      {"$expect": {"soundsLike": {"file": "fox.wav"}}}]`),
  ).toEqual([missing('a.wav'), missing('long.txt'), missing('fox.wav')]);
  expect(hints('[{"event": "text", "text": {"$text": "no {{file}}"}}]')).toEqual([]);
});

test('a text for another connection, and a variable that refers to another', () => {
  expect(hints('{"dialect": "fishspeech", "steps": [{"$until": {"event": "connected"}}]}')).toEqual([
    '"fishspeech": the text asks for the dialect "fishspeech", what is chosen speaks "fish": Run all opens a connection that does',
  ]);
  expect(hints('{"upstream": "fish", "steps": [{"event": "stop"}]}')).toEqual([
    '"fish": the text asks for the upstream "fish", "sandbox-fish" is chosen: Run all opens a connection to "fish"',
  ]);
  expect(
    hints(
      '{"variables": {"a": "x {{b}}", "b": "y", "c": {"$text": "{{b}}"}}, "steps": [{"event": "text", "text": "{{a}}"}]}',
    ),
  ).toEqual(['"a": the value of "a" holds "{{b}}", and is not looked at again: it goes out as it stands']);
});
