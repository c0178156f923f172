/** `tsx e2e/tools/har/record-samples.ts`: records the HAR files beside the importer anew, with the browser at hand. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { localVoice } from '@/lib/sandbox/node/local-voice.ts';
import { openDevTools, savedHar } from './devtools.ts';
import { startTalkServer } from './talk-server.ts';

const folder = fileURLToPath(new URL('../../../lib/recording/import/samples/recorded/', import.meta.url));
const voice = localVoice();
await voice.warm();
const server = await startTalkServer(voice);
const devTools = await openDevTools();

const { page, frontEnd } = await devTools.watch();
await page.goto(server.address);
await page.waitForFunction(() => document.title === 'done');
writeFileSync(path.join(folder, 'chromium.har'), await savedHar(frontEnd));

const har = path.join(mkdtempSync(path.join(tmpdir(), 'har-')), 'playwright.har');
const context = await devTools.browser.newContext({ recordHar: { path: har } });
const other = await context.newPage();
await other.goto(server.address);
await other.waitForFunction(() => document.title === 'done');
await context.close();
writeFileSync(path.join(folder, 'playwright.har'), readFileSync(har));

await devTools.close();
await server.close();
