/** The unmodified npm client against the running product, the way the README shows it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { correlate } from '@/lib/audio/correlate.ts';
import { serverUrl } from './test.ts';
import { decodeMp3 } from './tools/decode-mp3.ts';
import { runFolder } from './tools/global-setup.ts';
import { readmeBlock } from './tools/readme.ts';
import { referenceOf } from './tools/reference.ts';
import { asText } from './tools/sessions.ts';

/** What the README's example sends. */
const sent = asText([
  { event: 'text', text: 'Hello from ' },
  { event: 'text', text: 'the sandbox. ' },
]);

/** mpg123 and LAME together put this many samples in front, where no tag tells how many (576 + 529). */
const delay = 1105;

test('fish-audio from npm writes an mp3 that is what the sandbox spoke', async () => {
  // Inside the project, so that the example finds its package.
  const folder = mkdtempSync(path.join(runFolder, 'readme-'));
  const example = readmeBlock('fish-audio');
  expect(example).toContain('http://127.0.0.1:4820');
  writeFileSync(path.join(folder, 'say.mjs'), example.replace('http://127.0.0.1:4820', serverUrl()));
  execFileSync(process.execPath, ['say.mjs'], { cwd: folder, timeout: 30_000 });
  const file = readFileSync(path.join(folder, 'hello.mp3'));
  rmSync(folder, { recursive: true });

  const heard = await decodeMp3(file);
  const reference = await referenceOf(sent, 'fish', 'mp3');
  const { peak, lag, overlap } = correlate(heard.samples, reference.samples);
  console.log(`    fish-audio: ${file.length} bytes, ${heard.samples.length} samples, likeness ${peak.toFixed(4)}`);
  expect(heard.sampleRateHz).toBe(reference.sampleRateHz);
  expect(peak).toBeGreaterThanOrEqual(0.99);
  expect(lag).toBe(delay);
  // Whole, but for the tail that LAME pads and mpg123 delays.
  expect(overlap).toBe(reference.samples.length);
});
