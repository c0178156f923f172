import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { openSpeechReader } from './reader.ts';
import { openSpeechWords } from './words.ts';

/** A number is a binary frame of so many bytes, a second of sound each; anything else is an event. */
function drawn(lines: (number | { event: string; text?: string })[], decoded = lines.length): string[] {
  const reader = openSpeechReader();
  const track = openSpeechWords();
  const places = new Map<number, number>();
  for (const [seq, line] of lines.entries()) {
    const sound = typeof line === 'number';
    const bytes = sound ? new Uint8Array(line) : encodeUtf8(JSON.stringify({ format: 'mp3', ...line }));
    const frame = { dir: 'received', opcode: sound ? 'binary' : 'text', bytes } as const;
    if (sound && seq < decoded) places.set(seq, places.size);
    track.take(seq, frame, reader.read(frame));
  }
  const words = track.words((seq) => {
    const at = places.get(seq);
    return at === undefined ? null : { fromS: at, toS: at + 1 };
  });
  return words.map(({ text, fromS, toS, seq }) => `${text} ${fromS}-${toS} by ${seq}`);
}

const processing = (text: string) => ({ event: 'processing', text });
const audio = (text: string) => ({ event: 'audio', text });
const done = (text: string) => ({ event: 'done', text });

test('a text is heard from its first sound to its last', () => {
  const one = [processing('one'), audio('one'), 9, audio('one'), 9, 9, done('one')];
  expect(drawn([...one, processing('two'), audio('two'), 9, done('two')])).toEqual(['one 0-3 by 0', 'two 3-4 by 7']);
});

test('the same text twice is two texts', () => {
  const once = [processing('a'), audio('a'), 9, done('a')];
  expect(drawn([...once, ...once])).toEqual(['a 0-1 by 0', 'a 1-2 by 4']);
});

test('sound after done, stopped or an error is nobody\u2019s', () => {
  expect(drawn([processing('a'), audio('a'), 9, done('a'), 9])).toEqual(['a 0-1 by 0']);
  expect(drawn([processing('a'), audio('a'), 9, { event: 'stopped' }, 9])).toEqual(['a 0-1 by 0']);
  expect(drawn([processing('a'), audio('a'), 9, { event: 'error' }, 9])).toEqual(['a 0-1 by 0']);
});

test('where no processing comes the audio event names the text', () => {
  expect(drawn([audio('a'), 9, audio('b'), 9, 9])).toEqual(['a 0-1 by 0', 'b 1-3 by 2']);
});

test('a text without sound, or without a decoded one, has no place', () => {
  expect(drawn([processing('a'), done('a'), processing('b'), audio('b'), 9, 9], 5)).toEqual(['b 0-1 by 2']);
});

test('where a text ends is found without asking for each of its pieces', () => {
  const reader = openSpeechReader();
  const track = openSpeechWords();
  const take = (seq: number, opcode: 'binary' | 'text', bytes: Uint8Array) => {
    const frame = { dir: 'received', opcode, bytes } as const;
    track.take(seq, frame, reader.read(frame));
  };
  take(0, 'text', encodeUtf8(JSON.stringify({ format: 'mp3', event: 'processing', text: 'a' })));
  for (let seq = 1; seq <= 10_000; seq++) take(seq, 'binary', new Uint8Array(9));
  let asked = 0;
  // The last three are not decoded yet.
  const words = track.words((seq) => {
    asked++;
    return seq > 9997 ? null : { fromS: seq - 1, toS: seq };
  });
  expect(words).toMatchObject([{ fromS: 0, toS: 9997 }]);
  expect(asked).toBeLessThan(10);
});
