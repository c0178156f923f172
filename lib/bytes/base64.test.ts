import { expect, test } from 'vitest';
import { fromBase64, plainBase64, toBase64 } from './base64.ts';

test.each([toBase64, plainBase64])('all lengths up to 100, as the platform writes them (%o)', (encode) => {
  for (let length = 0; length <= 100; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37 + length * 11) % 256);
    const text = encode(bytes);
    expect(text).toBe(btoa(String.fromCharCode(...bytes)));
    expect(fromBase64(text)).toEqual(bytes);
  }
});
