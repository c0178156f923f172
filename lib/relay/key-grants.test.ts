import { expect, it } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { Masker } from '../session/mask.ts';
import { KeyGrants } from './key-grants.ts';

const masker = new Masker();
const own = masker.know('sk-of-the-server', 'given');
const typed = masker.know('typed-by-ana', 'given');
const grants = new KeyGrants();
grants.grantOwn(own.handle, 'mine');
grants.grant(typed.handle, 'mine');

/** `@` for the server's key, `#` for the typed one. */
function frame(text: string) {
  const holes: { start: number; end: number; key: string }[] = [];
  const out = text.replace(/[@#]/g, (found, at: number) => {
    const key = found === '@' ? own : typed;
    const before = holes.reduce((sum, { start, end }) => sum + end - start - 1, 0);
    holes.push({ start: at + before, end: at + before + key.length, key: key.handle });
    return 'x'.repeat(key.length);
  });
  return { opcode: 'text' as const, bytes: encodeUtf8(out), holes };
}

it.each([
  ['{"event":"start","token":"@"}', true],
  ['{"event":"text","text":"@"}', false],
  ['{"event":"start","token":"@","text":"@"}', false],
  ['{"event":"start","token":"x"} @', false],
  ['{"event":"text","text":"#"}', true],
  ['no key at all', true],
])("lets the server's own key stand where the protocol has one: %s", (text, goes) => {
  expect(grants.astray(frame(text), fishspeech, masker)?.code).toBe(goes ? undefined : 'bad_value');
});

it("never in a protocol that has none, nor where what is replaced only looked like the key's place", () => {
  expect(grants.astray(frame('{"token":"@"}'), fish, masker)?.detail).toMatch(/^key#1 is the server's own/);
  expect(grants.astray(frame('{"token":"@"}'), undefined, masker)).not.toBe(null);
  // Read before it is filled, the first place ends the text, and the second stands behind "token".
  const sly = frame('{"text":"#@"}');
  sly.bytes.set(encodeUtf8('","token":"x'), sly.holes[0]?.start);
  expect(grants.astray(sly, fishspeech, masker)).not.toBe(null);
});
