import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTapAddress, tapPath } from './address.ts';

const plain = { name: '', faults: '', deflate: 'strip', owner: '', switches: {}, rest: '' };

test.each([
  ['/tap/fish', { upstream: 'fish' }],
  ['/tap/fish/v1/tts/live', { upstream: 'fish', rest: '/v1/tts/live' }],
  ['/tap/fish//v1//tts/../live?a=%2F&token=x~y@z', { upstream: 'fish', rest: '//v1//tts/../live?a=%2F&token=x~y@z' }],
  ['/tap/fish?x=/a~b', { upstream: 'fish', rest: '?x=/a~b' }],
  ['/tap/fish@ci-run.1/v1', { upstream: 'fish', name: 'ci-run.1', rest: '/v1' }],
  ['/tap/fish%40a%7Edeflate%3Dpass', { upstream: 'fish', name: 'a', deflate: 'pass' }],
  [
    '/tap/fish@a~fault=close:1008@2s+reset,t=abc/x',
    { upstream: 'fish', name: 'a', faults: 'close:1008@2s+reset', owner: 'abc', rest: '/x' },
  ],
  ['/tap/sandbox-fish~pace=0,chunkBytes=1-2', { upstream: 'sandbox-fish', switches: { pace: '0', chunkBytes: '1-2' } }],
  ['/tap/replay-0a1b~speed=max/v1', { upstream: 'replay-0a1b', switches: { speed: 'max' }, rest: '/v1' }],
  ['/tap/sandbox-fish~closeReason=a%20b%252F', { upstream: 'sandbox-fish', switches: { closeReason: 'a b%2F' } }],
])('%s', (target, means) => {
  expect(parseTapAddress(target)).toEqual({ ...plain, ...means });
});

test.each([
  ['', 'bad_tap'],
  ['/tap', 'bad_tap'],
  ['/tap/', 'bad_tap'],
  ['/tap//v1/tts/live', 'bad_tap'],
  ['//tap/fish', 'bad_tap'],
  ['/tap/?x', 'bad_tap'],
  ['/tap/Fish', 'bad_tap'],
  ['/tap/fi sh', 'bad_tap'],
  ['/tap/fish@/v1', 'bad_tap'],
  ['/tap/fish@a b', 'bad_tap'],
  ['/tap/fish@a@b', 'bad_tap'],
  [`/tap/fish@${'a'.repeat(41)}`, 'bad_tap'],
  ['/tap/fish~pace=1', 'bad_switch'],
  ['/tap/fish~deflate=yes', 'bad_switch'],
  ['/tap/fish~deflate', 'bad_switch'],
  ['/tap/fish~fault=a%2Fb', 'bad_switch'],
  ['/tap/fish~fault=%zz', 'bad_switch'],
  ['/tap/fish~fault=a,fault=b', 'bad_switch'],
  ['/tap/sandbox-fish~=1', 'bad_switch'],
  [`/tap/sandbox-fish~a=${'x'.repeat(401)}`, 'bad_switch'],
])('%s is %s', (target, code) => {
  expect(parseTapAddress(target)).toMatchObject({ code });
});

test('a Problem never repeats what stands behind the segment', () => {
  expect(JSON.stringify(parseTapAddress('/tap/fish~x=1/v1?token=fk_canary'))).not.toContain('canary');
});

const value = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((v) => !/[,/~]/.test(v));
const key = fc.stringMatching(/^[A-Za-z]{1,12}$/).filter((k) => !['fault', 'deflate', 't', '__proto__'].includes(k));

test('what is written is read again, and the rest comes through byte for byte', () => {
  const address = fc.record({
    upstream: fc.constantFrom('sandbox-fish', 'replay-1'),
    name: fc.stringMatching(/^[A-Za-z0-9._-]{0,40}$/),
    faults: fc.option(value, { nil: '' }),
    deflate: fc.constantFrom('strip' as const, 'pass' as const),
    owner: fc.option(value, { nil: '' }),
    switches: fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }),
    rest: fc.tuple(fc.constantFrom('/', '?', '//'), fc.string()).map((parts) => parts.join('')),
  });
  fc.assert(
    fc.property(address, (one) => {
      expect(parseTapAddress(tapPath(one))).toEqual(one);
    }),
  );
});

test('any target is an address or a Problem', () => {
  const part = fc.oneof(
    fc.constantFrom('/tap/', 'fish', 'sandbox-fish', '@', '~', '=', ',', '%', '%7e', '/', '?'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const target = parts.join('');
      const read = parseTapAddress(target);
      if ('code' in read) expect(['bad_tap', 'bad_switch']).toContain(read.code);
      else expect(target.endsWith(read.rest)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
