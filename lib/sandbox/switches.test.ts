import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseSandboxAddress } from './address.ts';
import { profileShelf } from './profile/shelf.ts';
import { defaultSwitches, parseSwitches, switchForms, switchNames } from './switches.ts';

const good: [string, string, object][] = [
  ['afterFinish', 'close', { afterFinish: 'close' }],
  ['firstAudioMs', '0', { firstAudioMs: 0 }],
  ['latencyScale', '0.5', { latencyScale: 0.5 }],
  ['pace', '1', { pace: 1 }],
  ['chunkBytes', '1000', { chunkBytes: [1000] }],
  ['chunkBytes', '1000-7-2000', { chunkBytes: [1000, 7, 2000] }],
  ['afterFinishCode', '1005', { afterFinishCode: 1005 }],
  ['afterFinishCode', '4000', { afterFinishCode: 4000 }],
  ['heads', 'flush', { heads: 'flush' }],
  ['profile', 'live-fish-2026-11', { profile: 'live-fish-2026-11' }],
  ['id3', 'off', { id3: false }],
  ['seed', 'abc', { seed: 'abc' }],
  ['strict', 'on', { strict: true }],
  ['time', 'off', { time: false }],
  ['flood', '0x1024x40000', { flood: { perSecond: 0, bytes: 1024, count: 40000 } }],
  ['closeCode', '1008', { closeCode: 1008 }],
  ['closeReason', 'x'.repeat(123), { closeReason: 'x'.repeat(123) }],
  ['after', '2', { after: 2 }],
  ['drop', '0', { drop: 0 }],
];

const bad: [string, string][] = [
  ['afterFinish', 'maybe'],
  ['firstAudioMs', '-1'],
  ['firstAudioMs', '1.5'],
  ['firstAudioMs', ''],
  ['latencyScale', 'NaN'],
  ['pace', '1e9'],
  ['chunkBytes', '0'],
  ['chunkBytes', '10-'],
  ['chunkBytes', Array(257).fill('1').join('-')],
  ['afterFinishCode', '1004'],
  ['profile', '../x'],
  ['profile', ''],
  ['id3', 'yes'],
  ['flood', '10x63x1'],
  ['flood', '10x64'],
  ['flood', '10x64x0'],
  ['closeCode', '1006'],
  ['closeCode', '999'],
  ['closeReason', '\u00e9'.repeat(62)],
  ['drop', 'soon'],
  ['pase', '1'],
  ['__proto__', 'x'],
  ['toString', 'x'],
];

describe('switches', () => {
  it.each(good)('%s=%s', (name, value, expected) => {
    expect(parseSwitches([[name, value]])).toEqual({ ...defaultSwitches, ...expected });
  });

  it.each(bad)('refuses %s=%s and names it', (name, value) => {
    expect(parseSwitches([[name, value]])).toMatchObject({ code: 'bad_switch', at: { field: name } });
  });
});

const shelf = profileShelf([
  { name: 'live', dialect: 'fish', switches: { pace: 1, afterFinish: 'close', chunkBytes: [10, 20] }, headers: [] },
  { name: 'other', dialect: 'fishspeech', switches: {}, headers: [] },
]);

describe('profiles', () => {
  it('stand below every other switch, wherever it stands', () => {
    const from = (...pairs: [string, string][]) => parseSwitches(pairs, shelf);
    const live = { ...defaultSwitches, profile: 'live', pace: 1, afterFinish: 'close', chunkBytes: [10, 20] };
    expect(from(['profile', 'live'])).toEqual(live);
    expect(from(['pace', '0'], ['profile', 'live'], ['chunkBytes', '7'])).toEqual({
      ...live,
      pace: 0,
      chunkBytes: [7],
    });
  });

  it('are named where the one asked for is not there', () => {
    const wrong = parseSwitches([['profile', 'lve']], shelf);
    expect(wrong).toMatchObject({ code: 'bad_switch', at: { field: 'profile' } });
    expect('detail' in wrong && wrong.detail).toBe('There is no profile "lve"; there are live, other.');
    const none = parseSwitches([['profile', 'live']], profileShelf([]));
    expect('detail' in none && none.detail).toContain('--profile file.json');
    // Whoever only looks at the form, such as the editor, knows no profiles.
    expect(parseSwitches([['profile', 'lve']])).toMatchObject({ profile: 'lve' });
  });

  it('belong to one protocol', () => {
    expect(parseSandboxAddress('/sandbox/fish~profile=live/v1/tts/live', shelf)).toMatchObject({
      profile: { name: 'live' },
    });
    expect(parseSandboxAddress('/sandbox/fish~profile=other', shelf)).toMatchObject({
      code: 'bad_switch',
      detail: 'The profile "other" was made of fishspeech; this is fish.',
    });
  });
});

describe('addresses', () => {
  it.each([
    ['/sandbox/fish', 'fish', '', {}],
    ['/sandbox/fish/', 'fish', '', {}],
    ['/sandbox/fish/v1/tts/live', 'fish', '/v1/tts/live', {}],
    ['/sandbox/fish//v1/tts/live', 'fish', '/v1/tts/live', {}],
    ['/sandbox/fish~pace=1,id3=off//v1/tts', 'fish', '/v1/tts', { pace: 1, id3: false }],
    ['/sandbox/fish%7Epace%3D1/v1/tts', 'fish', '/v1/tts', { pace: 1 }],
    ['/sandbox/fish~closeCode=1008,closeReason=not%20allowed', 'fish', '', { closeReason: 'not allowed' }],
    ['/sandbox/fish?pace=2', 'fish', '', { pace: 2 }],
    ['/sandbox/fishspeech/v1/tts/ws?token=a%2Bb&drop=1', 'fishspeech', '/v1/tts/ws', { drop: 1 }],
    ['/sandbox/other/x', 'other', '/x', {}],
  ])('%s', (target, dialect, rest, switches) => {
    expect(parseSandboxAddress(target)).toMatchObject({ dialect, rest, switches });
  });

  it('keeps the token out of the switches', () => {
    const address = parseSandboxAddress('/sandbox/fishspeech?token=a%2Bb');
    expect('query' in address && address.query.get('token')).toBe('a+b');
  });

  it.each([
    ['/sandbox/fish~pace', 'bad_switch'],
    ['/sandbox/fish~closeReason=%ff', 'bad_switch'],
    ['/sandbox/fish?pace=%zz', 'bad_switch'],
    ['/sandbox', 'no_route'],
    ['/other/fish', 'no_route'],
  ])('refuses %s', (target, code) => {
    expect(parseSandboxAddress(target)).toMatchObject({ code });
  });
});

it('the table of the README begins each row with the sentence that the page shows', () => {
  const table = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const rows = new Map([...table.matchAll(/^\| `(\w+)` \|.*\| (.+) \|$/gm)].map(([, name, says]) => [name, says]));
  expect([...rows.keys()].sort()).toEqual([...switchNames].sort());
  for (const { name, means } of switchForms) expect(rows.get(name)?.startsWith(means), name).toBe(true);
});

it('lists every switch with the form that its problem names', () => {
  expect(switchForms.map(({ name }) => name)).toEqual(switchNames);
  for (const { name, form } of switchForms) {
    const wrong = name === 'seed' ? '' : '?'.repeat(124);
    if (name === 'fault') continue; // says itself what is wrong with it
    expect(parseSwitches([[name, wrong]])).toMatchObject({ code: 'bad_switch', detail: expect.stringContaining(form) });
  }
});
