import { expect, test } from 'vitest';
import { soundFileName } from './save-name.ts';

const file = {
  title: 'sandbox-fish 1',
  format: 'mp3',
  range: { fromS: 0, toS: 2.5 },
  whole: true,
  as: 'received',
} as const;

test('a file of sound is named after its session', () => {
  expect(soundFileName(file)).toBe('sandbox-fish 1.mp3');
  expect(soundFileName({ ...file, as: 'wav' })).toBe('sandbox-fish 1.wav');
  expect(soundFileName({ ...file, range: { fromS: 0.5, toS: 1.25 }, whole: false })).toBe(
    'sandbox-fish 1 0.500-1.250s.mp3',
  );
  expect(soundFileName({ ...file, format: 'aac' })).toBe('sandbox-fish 1.bin');
});

test('a title from outside leads to no other place', () => {
  expect(soundFileName({ ...file, title: '../../etc/passwd' })).toBe('-..-etc-passwd.mp3');
  expect(soundFileName({ ...file, title: 'a\u202e\u0000:b?' })).toBe('a-b-.mp3');
  expect(soundFileName({ ...file, title: ' .. ' })).toBe('sound.mp3');
});
