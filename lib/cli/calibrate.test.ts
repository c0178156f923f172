/** A live session recorded, a profile made of it, and a sandbox that behaves alike: over the commands themselves. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { frameHasher } from '../bytes/frame-hash.ts';
import { toneVoice } from '../sandbox/tone-voice.ts';
import { runFiles } from './headless/run-files.ts';
import { hurriedClock } from './headless/testing/hurried-clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'calibrate-'));
beforeAll(() => frameHasher());
afterAll(() => rmSync(folder, { recursive: true }));

const calibrate = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((resolve) => {
    const main = fileURLToPath(new URL('./calibrate.ts', import.meta.url));
    execFile(
      process.execPath,
      ['--import', import.meta.resolve('tsx'), main, ...args],
      { cwd: folder },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });

const run = (...args: string[]) => {
  const clock = hurriedClock(() => false);
  return clock.during(runFiles(args, { clock, voice: toneVoice(), folder, env: {} }));
};

const scenario = (switches: object) => {
  const steps = [
    { event: 'start', request: { text: '', format: 'pcm', sample_rate: 16000, latency: 'low' } },
    { event: 'text', text: 'Hello to you all. ' },
    { event: 'stop' },
    { $until: { close: true, within: '20s' } },
  ];
  const file = join(folder, `${Object.keys(switches).length}.jsonc`);
  writeFileSync(file, JSON.stringify({ dialect: 'fish', request: { switches }, steps }));
  return file;
};

test('recorded, calibrated, loaded: closes alike, in pieces alike', async () => {
  const recording = join(folder, 'live.wiretone.jsonl');
  const live = {
    firstAudioMs: 321,
    afterFinish: 'close',
    afterFinishCode: 4002,
    afterFinishReason: 'bye',
    chunkBytes: '3000-5000',
  };
  expect((await run(scenario(live), '--record', recording)).code).toBe(0);
  const made = await calibrate(recording);
  expect(made).toMatchObject({ code: 0, err: '' });
  expect(made.out).toMatch(/^Profile live of fish, from a recording of sandbox-fish\n\nObserved\n/);
  expect(made.out).toMatch(/\n {2}afterFinishCode +4002 \(once: #\d+\)\n/);
  expect(made.out).toMatch(/\n\nAssumed\n(.*\n)* {2}id3 +on \(there was no mp3\)\n/);
  expect(JSON.parse(readFileSync(join(folder, 'live.profile.json'), 'utf8'))).toMatchObject({
    name: 'live',
    observed: { firstAudioLowMs: { value: 321 }, afterFinishReason: { value: 'bye' } },
  });
  expect((await calibrate(recording)).err).toContain('is there already');

  const again = join(folder, 'again.wiretone.jsonl');
  const told = await run(scenario({}), '--profile', join(folder, 'live.profile.json'), '--record', again);
  expect(told.code, told.out).toBe(0);
  const received = (file: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter((entry) => entry.dir === 'received' || entry.kind === 'close')
      .map(({ kind, bytes, code, reason }) => [kind, bytes, code, reason]);
  expect(received(again)).toEqual(received(recording));
});

test('says why where it cannot', async () => {
  expect(await calibrate()).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
  expect(await calibrate('x', '--name', 'a/b')).toMatchObject({
    code: 2,
    err: expect.stringContaining('name of a profile'),
  });
  expect(await calibrate('none.jsonl')).toMatchObject({ code: 1, err: expect.stringContaining('ENOENT') });
  await expect(run(scenario({}), '--profile', join(folder, 'none.json'))).rejects.toThrow(
    /none\.json: it cannot be read/,
  );
});
