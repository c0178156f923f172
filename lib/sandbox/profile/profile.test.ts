import { describe, expect, test } from 'vitest';
import { profileToJson, readProfile, type SandboxProfile, shelved } from './profile.ts';
import { tellProfile } from './tell.ts';

const profile: SandboxProfile = {
  format: 'wiretone-sandbox-profile',
  version: 1,
  name: 'live-fish-2026-11',
  dialect: 'fish',
  from: { hash: 'a'.repeat(64), startedAt: 1.7e12, upstream: 'fish' },
  observed: {
    afterFinish: { value: 'close', times: 2, seqs: [9, 10], says: 'closed\u202e' },
    chunkBytes: { value: [14130, 21322, 1746, 1, 2, 3, 4], times: 7, seqs: [5, 6, 7, 8, 9] },
    headers: { value: [{ name: 'x-fishaudio-datacenter', value: 'lax1' }], times: 1, seqs: [2] },
  },
  assumed: { id3: { value: true, why: 'there was no mp3' }, chunkBytes: { value: [], why: 'observed already' } },
};
const text = (changes: object) => JSON.stringify({ ...profile, ...changes });

test('there and back', () => {
  expect(readProfile(profileToJson(profile))).toEqual(profile);
  expect(shelved(profile)).toEqual({
    name: 'live-fish-2026-11',
    dialect: 'fish',
    switches: { afterFinish: 'close', chunkBytes: [14130, 21322, 1746, 1, 2, 3, 4], id3: true },
    headers: [{ name: 'x-fishaudio-datacenter', value: 'lax1' }],
  });
});

describe('refused with a reason', () => {
  const observed = (field: string, value: unknown) => ({ observed: { [field]: { value, times: 1, seqs: [1] } } });
  test.each([
    ['{', 'bad_profile', 'not JSON'],
    ['[]', 'bad_profile', 'does not begin'],
    ['{"format":"wiretone","version":1}', 'bad_profile', 'does not begin'],
    [text({ version: 2, more: 'of it' }), 'profile_from_future', 'version 2; this reads version 1'],
    [text({ name: '../../etc' }), 'bad_profile', 'name'],
    [text({ dialect: 'other' }), 'bad_profile', 'dialect'],
    [text({ more: 1 }), 'bad_profile', 'more'],
    [text(observed('flood', '0x64x100000')), 'bad_profile', 'flood'],
    [text(observed('pace', -1)), 'bad_profile', 'pace'],
    [text(observed('chunkBytes', [0])), 'bad_profile', 'chunkBytes'],
    [text(observed('chunkBytes', Array(257).fill(1))), 'bad_profile', 'chunkBytes'],
    [text(observed('headers', 'x')), 'bad_profile', 'headers'],
    [text(observed('headers', [{ name: 'set-cookie', value: 'x' }])), 'bad_profile', 'headers'],
    [text(observed('headers', [{ name: 'x', value: 'a\r\nset-cookie: x' }])), 'bad_profile', 'headers'],
    [text(observed('afterFinishReason', 'x'.repeat(124))), 'bad_profile', 'afterFinishReason'],
    [`${' '.repeat(1_048_577)}{}`, 'bad_profile', 'longer'],
  ])('%.60s', (file, code, says) => {
    const read = readProfile(file);
    expect('code' in read && [read.code, read.detail]).toEqual([code, expect.stringContaining(says)]);
  });
});

test('told in lines, observed and assumed apart, hostile text made visible', () => {
  expect(tellProfile(profile).split('\n')).toEqual([
    'Profile live-fish-2026-11 of fish, from a recording of fish',
    '',
    'Observed',
    '  afterFinish  close (2 times: #9, #10; closed⟦RLO⟧)',
    '  chunkBytes   14130-21322-1746-1-2-3-... (7 sizes) (7 times: #5, #6, #7, #8, ...)',
    '  headers      x-fishaudio-datacenter (once: #2)',
    '',
    'Assumed',
    '  id3          on (there was no mp3)',
    '  chunkBytes   none (observed already)',
  ]);
});
