import { expect, it } from 'vitest';
import { unmask } from './gather.ts';

const key = Uint8Array.of(7, 200, 3, 91);

it('a payload is unmasked byte by byte and in words alike, wherever it stands and the key begins', () => {
  for (const size of [0, 5, 255, 256, 257, 1003])
    for (let offset = 0; offset < 4; offset++)
      for (let turn = 0; turn < 4; turn++) {
        const bytes = Uint8Array.from({ length: offset + size + 5 }, (_, i) => i * 31);
        const wanted = bytes.map((byte, i) => {
          const at = i - offset - 2;
          return at >= 0 && at < size ? byte ^ (key[(at + turn) & 3] as number) : byte;
        });
        unmask(bytes.subarray(offset), 2, 2 + size, key, turn);
        expect(bytes, `${size} bytes from ${offset}, turn ${turn}`).toEqual(wanted);
      }
});
