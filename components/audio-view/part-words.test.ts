import { expect, it } from 'vitest';
import type { ItemPart } from '@/lib/audio/inspect/container-item.ts';
import { cutWords, frameSpan } from './part-words.ts';

const sight = { seq: 1, format: 'mp3', start: 100, end: 200, frameStart: 24, parts: [], more: 0, note: null } as const;

it('stream bytes become bytes of the frame, as far as they stand in it', () => {
  expect(frameSpan(sight, { start: 90, end: 110 })).toEqual({ start: 24, end: 34 });
  expect(frameSpan(sight, { start: 150, end: 300 })).toEqual({ start: 74, end: 124 });
  expect(frameSpan(sight, { start: 200, end: 300 })).toBeNull();
});

it('a cut is told for the side it is on', () => {
  const item = { kind: 'frame', title: '', says: '', start: 0, end: 1, fields: [] } as ItemPart['item'];
  expect(cutWords({ item, begins: 'here', ends: 'here' })).toBe('');
  expect(cutWords({ item, begins: 'before', ends: 'here' })).toMatch(/earlier/);
  expect(cutWords({ item, begins: 'here', ends: 'after' })).toMatch(/later/);
});
