/** How a secret can stand in bytes: every spelling the recorder looks for, as byte sequences. Pure. */
import { toBase64 } from '../bytes/base64.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';

/**
 * `bytes` is what to look for. `before` / `after`: a base64 character at that end holds some bits of the secret and some of its
 * neighbour, and is masked too. `width` 2 where each character takes two bytes, little or big end first.
 */
export type Needle = { bytes: Uint8Array; before: boolean; after: boolean; width: 1 | 2; bigEnd: boolean };

/** Plain, three base64 alignments (standard and URL alphabet), hex, percent, UTF-16: each spelling once. */
export function spellings(secret: string): Needle[] {
  const plain = encodeUtf8(secret);
  const hex = Array.from(plain, (byte) => byte.toString(16).padStart(2, '0'));
  const percent = encodeURIComponent(secret.toWellFormed());
  const needles = new Map<string, Needle>();
  const add = (text: string, before = false, after = false) => {
    if (!needles.has(text)) needles.set(text, { bytes: encodeUtf8(text), before, after, width: 1, bigEnd: false });
  };
  add(secret);
  for (const shift of [0, 1, 2]) {
    const core = base64Core(plain, shift);
    const after = (shift + plain.length) % 3 !== 0;
    add(core, shift !== 0, after);
    add(core.replaceAll('+', '-').replaceAll('/', '_'), shift !== 0, after);
  }
  add(hex.join(''));
  add(hex.join('').toUpperCase());
  add(percent);
  add(percent.replace(/%../g, (code) => code.toLowerCase()));
  add(hex.map((pair) => `%${pair}`).join(''));
  add(hex.map((pair) => `%${pair.toUpperCase()}`).join(''));
  const wide = [false, true].map((bigEnd): Needle => {
    return { bytes: utf16(secret, bigEnd), before: false, after: false, width: 2, bigEnd };
  });
  return [...needles.values(), ...wide];
}

/** The base64 characters that depend on the secret alone when it begins `shift` bytes into a group of three. */
function base64Core(secret: Uint8Array, shift: number): string {
  const padded = new Uint8Array(shift + secret.length);
  padded.set(secret, shift);
  return toBase64(padded).slice(Math.ceil((shift * 8) / 6), Math.floor((padded.length * 8) / 6));
}

function utf16(text: string, bigEnd: boolean): Uint8Array {
  const out = new Uint8Array(text.length * 2);
  const view = new DataView(out.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), !bigEnd);
  return out;
}
