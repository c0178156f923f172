import { expect, test } from 'vitest';
import { hexLines } from './hex-lines.ts';

test('offset, hex in two halves, printable ASCII', () => {
  const bytes = Uint8Array.from({ length: 18 }, (_, at) => (at === 17 ? 0x7f : 0x3a + at));
  expect(hexLines(bytes).split('\n')).toEqual([
    '0000  3A 3B 3C 3D 3E 3F 40 41  42 43 44 45 46 47 48 49  :;<=>?@ABCDEFGHI',
    '0010  4A 7F                                             J.',
  ]);
  expect(hexLines(new Uint8Array(0))).toBe('');
});
