/** Sessions of real clients, and of the sandbox: what time shows of them is nothing to warn of. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fromBase64 } from '../../bytes/base64.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import type { EntryBody } from '../../session/entry.ts';
import { openTiming, type SessionTiming } from '../../timing/session-timing.ts';
import { type Move, playSandbox } from '../../timing/testing/play-sandbox.ts';
import { openLint } from '../open-lint.ts';

const folder = new URL('../../dialects/samples/captures/', import.meta.url);
const names = readdirSync(folder).filter((name) => /^npm-.*\.jsonl$/.test(name));

type Line = { t_ms: number; dir: string; opcode?: 'text' | 'binary'; b64?: string };

/** Times the capture, its audio decoded. */
async function timed(name: string): Promise<SessionTiming> {
  const timing = openTiming(fish);
  const reader = fish.openReader();
  const audio: { seq: number; bytes: Uint8Array }[] = [];
  const lines = readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
  for (const [i, json] of lines.entries()) {
    const { t_ms, dir, opcode = 'binary', b64 } = JSON.parse(json) as Line;
    if (dir !== 'client' && dir !== 'server') continue;
    const bytes = fromBase64(b64 as string) as Uint8Array;
    const body: EntryBody = { kind: 'frame', dir: dir === 'client' ? 'sent' : 'received', opcode, bytes };
    const reading = reader.read(body);
    timing.take({ seq: i + 1, t: t_ms, ...body }, reading);
    if (reading.audio !== null)
      audio.push({ seq: i + 1, bytes: bytes.subarray(reading.audio.start, reading.audio.end) });
  }
  const stream = openAudioStream(reader.audioAsk());
  await stream.ready;
  for (const { seq, bytes } of audio) {
    const seconds = stream
      .push(bytes)
      .reduce((sum, { samples, sampleRateHz }) => sum + samples.length / sampleRateHz, 0);
    timing.sound({ seq, seconds, audibleS: 0 });
  }
  stream.close();
  timing.end();
  return timing;
}

function warningsOf(dialect: Dialect, timing: SessionTiming): string[] {
  const lint = openLint(dialect, null);
  lint.timing(timing.view());
  return lint.findings().flatMap(({ severity, says }) => (severity === 'info' ? [] : [says]));
}

test.each(names)('%s', async (name) => {
  const timing = await timed(name);
  expect(warningsOf(fish, timing)).toEqual([]);
});

test('they are sessions: most have a turn with audio', async () => {
  const views = await Promise.all(names.map(async (name) => (await timed(name)).view()));
  const heard = views.filter(({ turns }) => turns.some(({ frames }) => frames > 0));
  expect(heard.length).toBeGreaterThan(names.length / 2);
});

const words = ['The quick brown fox jumps over the lazy dog. ', 'It does so every morning, and nobody knows why.'];
const text = (at: number) => ({ event: 'text', text: words[at] ?? '' });
const flush = { event: 'flush' };
const start = (format: string) => ({
  event: 'start',
  token: 'sandbox',
  request: { text: '', format, latency: 'balanced' },
});

const sessions: readonly (readonly [string, Dialect, readonly Move[]])[] = [
  ['fish', fish, [start('pcm'), text(0), text(1), flush, 3000, { event: 'stop' }, 3000]],
  ['fish, turn by turn', fish, [start('pcm'), text(0), flush, 5000, text(1), flush, 5000, { event: 'stop' }, 1000]],
  ['fishspeech', fishspeech, [start('wav'), 100, text(0), 5000, text(1), 5000]],
];

test.each(sessions)('the sandbox: %s', async (_, dialect, moves) => {
  const timing = await playSandbox(dialect, {}, moves);
  expect(timing.view().turns.every(({ seconds }) => (seconds ?? 0) > 1)).toBe(true);
  expect(warningsOf(dialect, timing)).toEqual([]);
});
