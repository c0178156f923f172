/**
 * `npm run firefox`: one journey in an engine that is not Chromium: open, connect, run all, rows in the log, and heard by a loudspeaker that
 * records. Driven over WebDriver BiDi. Needs a Firefox, and PulseAudio for the sound; says which is missing, installs nothing. Exits with 0
 * when the journey was made, with 1 when it broke, with 2 where there is no Firefox.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser } from 'puppeteer-core';
import { makeBuild } from '@/lib/cli/make-build.ts';
import { buildIsFresh } from '@/lib/cli/project.ts';
import { freePort } from '../tools/free-port.ts';
import { startProcess } from '../tools/process.ts';
import { findFirefox } from './find-firefox.ts';
import { journey } from './journey.ts';
import { hasPulseAudio, openNullSink } from './null-sink.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const firefox = findFirefox();
if (firefox === null) {
  console.log(
    'There is no Firefox here (looked for firefox-esr and firefox; WIRETONE_FIREFOX names another): nothing was tried.',
  );
  process.exit(2);
}
const folder = mkdtempSync(path.join(tmpdir(), 'wiretone-firefox-'));
mkdirSync(path.join(root, '.cache'), { recursive: true });
const sink = hasPulseAudio() ? await openNullSink(path.join(folder, 'pulse')) : null;
if (sink === null) console.log('There is no PulseAudio here (pulseaudio and parec): what is heard is not told.');
if (!buildIsFresh()) await makeBuild();
const port = await freePort();
const env = { PORT: String(port), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
const server = startProcess('dist/server/main.js', [], env, 'firefox-server', { folder });
let browser: Browser | null = null;
try {
  await server.answers(`http://127.0.0.1:${port}/healthz`, 60_000);
  browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: firefox.path,
    headless: true,
    env: { ...process.env, HOME: folder, ...(sink?.env ?? {}) },
    extraPrefsFirefox: { 'media.cubeb.backend': sink === null ? '' : 'pulse' },
  });
  console.log(`Firefox ${firefox.version} at ${firefox.path}`);
  await journey(browser, `http://127.0.0.1:${port}/`, sink, path.join(root, '.cache'));
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
} finally {
  await browser?.close().catch(() => {});
  await server.stop();
  await sink?.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
