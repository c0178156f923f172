import { expect, it } from 'vitest';
import { fish } from '../../dialects/fish/fish.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import { withServerKey } from './server-key.ts';

it('replaces the key in headers, whatever stands there, and leaves the rest as it came', () => {
  const raw = ['Host', 'x', 'AUTHORIZATION', 'Bearer any', 'authorization', 'Basic b', 'model', 's1'];
  expect(withServerKey(raw, '//v1/tts/live?a=%20b', fish, 'k&1')).toEqual({
    raw: ['Host', 'x', 'model', 's1', 'Authorization', 'Bearer k&1'],
    rest: '//v1/tts/live?a=%20b',
  });
  expect(withServerKey([], '', fish, 'k').raw).toEqual(['Authorization', 'Bearer k']);
});

it.each([
  ['/v1/tts/ws', '/v1/tts/ws?token=k%261'],
  ['/v1/tts/ws?token=any', '/v1/tts/ws?token=k%261'],
  ['/v1/tts/ws?a=%20b&tok%65n=x&b=1&TOKEN', '/v1/tts/ws?a=%20b&b=1&token=k%261'],
  ['?%ff=1', '?%ff=1&token=k%261'],
])('replaces the key in the address %s', (rest, want) => {
  const raw = ['Host', 'x', 'Authorization', 'Bearer theirs'];
  expect(withServerKey(raw, rest, fishspeech, 'k&1')).toEqual({ raw, rest: want });
});
