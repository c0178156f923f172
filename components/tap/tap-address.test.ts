import { expect, test } from 'vitest';
import { parseFaults } from '@/lib/faults/plan.ts';
import { parseTapAddress } from '@/lib/relay/tap/address.ts';
import { tapBase as baseOf, faultsUnfit, isGoodName, ownerIn, type TapPlace } from './tap-address.ts';

const origin = 'http://127.0.0.1:4820';
const fish = { dialect: 'fish', sandbox: true };
const tapBase = (of: string, at: TapPlace) => baseOf(of, at, fish);
const place = { upstream: 'sandbox-fish', name: '', faults: '' };

test('a base URL, with what was chosen in it', () => {
  expect(tapBase(origin, place)).toBe(`${origin}/tap/sandbox-fish`);
  expect(tapBase(origin, { ...place, name: 'demo' })).toBe(`${origin}/tap/sandbox-fish@demo`);
  const faulty = tapBase(origin, { ...place, name: 'a.b', faults: 'no-finish+close:1011@2s' });
  expect(faulty).toBe(`${origin}/tap/sandbox-fish@a.b~fault=no-finish+close:1011@2s`);
  expect(parseTapAddress(`${faulty?.slice(origin.length)}/v1/tts/live`)).toMatchObject({
    upstream: 'sandbox-fish',
    name: 'a.b',
    faults: 'no-finish+close:1011@2s',
    rest: '/v1/tts/live',
  });
});

test('says whose it is, where the server wants that, behind all else', () => {
  const owned = { ...fish, tapSegment: '~t=Ab_9-x' };
  expect(baseOf(origin, place, owned)).toBe(`${origin}/tap/sandbox-fish~t=Ab_9-x`);
  const whole = baseOf(origin, { ...place, name: 'demo', faults: 'drop' }, owned);
  expect(whole).toBe(`${origin}/tap/sandbox-fish@demo~fault=drop,t=Ab_9-x`);
  expect(parseTapAddress(`${whole?.slice(origin.length)}/v1`)).toMatchObject({ owner: 'Ab_9-x', faults: 'drop' });
  expect(['', '~t=', '~t=a/b', '~x=1'].map(ownerIn)).toEqual(['', '', '', '']);
});

test('none where there is no upstream yet, or name or fault are none', () => {
  expect(tapBase(origin, { ...place, faults: 'no-such-fault' })).toBeNull();
  expect(tapBase(origin, { ...place, upstream: '' })).toBeNull();
  expect(tapBase(origin, { ...place, name: 'two words' })).toBeNull();
  expect(['', 'a', 'x'.repeat(40)].map(isGoodName)).toEqual([true, true, true]);
  expect(['a/b', 'a~b', 'é', 'x'.repeat(41)].map(isGoodName)).toEqual([false, false, false, false]);
});

test('none while the chosen faults are not those of the server, and why', () => {
  const ofFish = { ...place, faults: 'no-time' };
  expect(tapBase(origin, ofFish)).toContain('no-time');
  const speech = { dialect: 'fishspeech', sandbox: true };
  expect(baseOf(origin, ofFish, speech)).toBeNull();
  expect(faultsUnfit('no-time', speech)?.detail).toContain('"no-time" is not known for fishspeech');
  expect(faultsUnfit('strict', { ...fish, sandbox: false })?.detail).toContain('sandbox alone');
  expect([faultsUnfit('strict', fish), faultsUnfit('', speech), faultsUnfit('drop', undefined)]).toEqual([
    null,
    null,
    null,
  ]);
});

test('no sign of a value ends the switch or the string that it is pasted into', () => {
  const faults = 'close:1000:it\'s "over", a/b ~ `x` \\';
  const base = tapBase(origin, { ...place, faults }) ?? '';
  expect(base).not.toMatch(/['"`\\]/);
  const read = parseTapAddress(base.slice(origin.length));
  const plan = parseFaults('code' in read ? '' : read.faults);
  expect(plan).toEqual(parseFaults(faults));
  expect('code' in plan ? [] : plan.faults[0]?.values).toEqual([1000, 'it\'s "over", a/b ~ `x` \\']);
});
