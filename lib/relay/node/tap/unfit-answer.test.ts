import { expect, test } from 'vitest';
import { offerOf, unfitWords } from './unfit-answer.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = { name: 'Sec-WebSocket-Accept', value: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' };
const asked = {
  'sec-websocket-key': key,
  'sec-websocket-protocol': 'a, b',
  'sec-websocket-extensions': 'permessage-deflate; client_max_window_bits, x-own',
};
const header = (name: string, value: string) => ({ name: `Sec-WebSocket-${name}`, value });

test.each([
  ['all fits', [accept, header('Protocol', 'b'), header('Extensions', 'x-own; a=1')], null],
  ['another accept', [header('Accept', 'AAAA')], 'Sec-WebSocket-Accept does not fit the key'],
  ['no accept', [], 'Sec-WebSocket-Accept does not fit the key'],
  ['a foreign protocol', [accept, header('Protocol', 'evil-v1')], 'a sub-protocol was chosen that was not offered'],
  [
    'a foreign extension',
    [accept, header('Extensions', 'x-evil; a=1')],
    'an extension was chosen that was not offered',
  ],
  [
    'compression we kept back',
    [accept, header('Extensions', 'permessage-deflate')],
    'an extension was chosen that was not offered',
  ],
])('%s', (_, answer, words) => {
  const says = unfitWords(offerOf(asked, false), answer);
  expect(says).toBe(words === null ? null : `the answer is not one to this request: ${words}`);
});

test('compression that was passed on may be chosen', () => {
  expect(unfitWords(offerOf(asked, true), [accept, header('Extensions', 'permessage-deflate')])).toBeNull();
});
