/**
 * HAR files as Playwright and Chromium record them here and now, read by the importer and held against what passed the server; and our
 * own, opened by Chromium's DevTools.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { fishspeech } from '@/lib/dialects/fishspeech/fishspeech.ts';
import { harFormat } from '@/lib/recording/export/har.ts';
import { importSocket } from '@/lib/recording/import/import-socket.ts';
import { bytesSource } from '@/lib/recording/import/import-source.ts';
import { surveyFile } from '@/lib/recording/import/survey.ts';
import { localVoice } from '@/lib/sandbox/node/local-voice.ts';
import type { Entry, FrameEntry, SessionHead } from '@/lib/session/entry.ts';
import { type DevTools, openDevTools, openHar, savedHar } from './tools/har/devtools.ts';
import { madeUpKey, type PassedFrame, startTalkServer, type TalkServer } from './tools/har/talk-server.ts';

type Frame = FrameEntry & Entry;
type Imported = { head: SessionHead; entries: Entry[]; frames: Frame[] };
/** What passed while it was recorded, and when that began and ended, epoch ms. */
type Recorded = { har: string; passed: PassedFrame[]; fromMs: number; toMs: number };

/** Two clocks of one machine, one of them brought to wall time by the browser. */
const slackMs = 50;

let server: TalkServer;
let devTools: DevTools;
test.beforeAll(async () => {
  const voice = localVoice();
  await voice.warm();
  server = await startTalkServer(voice);
  devTools = await openDevTools();
});
test.afterAll(async () => {
  await devTools?.close();
  await server?.close();
});

/** The page speaks; `saved` gives what was recorded of it. */
async function recorded(page: Page, saved: () => Promise<string>): Promise<Recorded> {
  const first = server.frames.length;
  const fromMs = Date.now();
  await page.goto(server.address);
  await expect(page).toHaveTitle('done', { timeout: 30_000 });
  const toMs = Date.now();
  const har = await saved();
  return { har, passed: server.frames.slice(first), fromMs, toMs };
}

async function imported(har: string): Promise<Imported> {
  const source = bytesSource(encodeUtf8(har), 'recorded.har');
  const survey = await surveyFile(source);
  expect([survey.format, survey.problem, survey.sockets.length]).toEqual(['har', null, 1]);
  const socket = survey.sockets[0];
  if (socket === undefined) throw new Error('no socket');
  expect(socket.dialect.id).toBe('fishspeech');
  const heads: SessionHead[] = [];
  const entries: Entry[] = [];
  const choice = { dialect: fishspeech, id: 'c'.repeat(32), redact: false };
  const end = await importSocket(source, survey, socket, choice, {
    head: (head) => void heads.push(head),
    entry: (entry) => void entries.push(entry),
  });
  expect(end.problem).toBeNull();
  const [head] = heads;
  if (head === undefined) throw new Error('no head');
  return { head, entries, frames: entries.filter((entry): entry is Frame => entry.kind === 'frame') };
}

/** Over all frames: their bytes with the key, wherever it stands, made even. */
async function hashOf(frames: readonly { bytes: Uint8Array; masked?: Entry['masked'] }[]): Promise<string> {
  const hasher = await frameHasher();
  for (const { bytes, masked = [] } of frames) {
    const own = Buffer.from(bytes);
    for (let at = own.indexOf(madeUpKey); at !== -1; at = own.indexOf(madeUpKey))
      own.fill('.', at, at + madeUpKey.length);
    for (const { start, end } of masked) own.fill('.', start, end);
    hasher.add(own);
  }
  return hasher.hex();
}

async function sameAsPassed({ head, entries, frames }: Imported, { passed, fromMs, toMs }: Recorded): Promise<void> {
  const shape = ({ dir, opcode, bytes }: PassedFrame | Frame) => `${dir} ${opcode} ${bytes.length}`;
  expect(passed.length).toBeGreaterThan(10);
  expect(frames.map(shape)).toEqual(passed.map(shape));
  expect(await hashOf(frames)).toBe(await hashOf(passed));
  // Both opcodes go both ways.
  expect(new Set(frames.map(({ dir, opcode }) => `${dir} ${opcode}`)).size).toBe(4);
  const walls = frames.map(({ t }) => head.startedAt + t);
  expect(walls).toEqual([...walls].sort((a, b) => a - b));
  for (const [at, wall] of walls.entries()) {
    const { dir, atMs } = passed[at] as PassedFrame;
    expect(wall, `frame ${at} in the run`).toBeGreaterThan(fromMs - slackMs);
    expect(wall, `frame ${at} in the run`).toBeLessThan(toMs + slackMs);
    // What was sent left before it came to the server; what was received came after the server sent it.
    if (dir === 'sent') expect(wall, `frame ${at}`).toBeLessThan(atMs + slackMs);
    else expect(wall, `frame ${at}`).toBeGreaterThan(atMs - slackMs);
  }
  // Nothing in the file is odd: no mark says so.
  const others = entries.filter(({ kind }) => kind !== 'frame').map(({ kind }) => kind);
  expect(others).toEqual(['dial', 'handshake']);
  expect(
    JSON.stringify(entries.map((entry) => (entry.kind === 'frame' ? String(Buffer.from(entry.bytes)) : entry))),
  ).not.toContain(madeUpKey);
}

/** The session as our own HAR. */
async function ourHar({ head, entries }: Imported): Promise<string> {
  const source = {
    head,
    title: 'recorded',
    redacted: null,
    length: entries.length,
    seen: () => null,
    timing: () => null,
  };
  const pieces: string[] = [];
  for await (const piece of harFormat.make({ ...source, entry: (seq) => entries[seq - 1] as Entry }))
    pieces.push(String(piece));
  return pieces.join('');
}

test('what Playwright records is read as it passed', async ({ browserName: _ }, info) => {
  const path = info.outputPath('playwright.har');
  const context = await devTools.browser.newContext({ recordHar: { path } });
  const page = await context.newPage();
  const run = await recorded(page, async () => {
    await context.close();
    return readFileSync(path, 'utf8');
  });
  await sameAsPassed(await imported(run.har), run);
});

test("what Chromium's DevTools saves is read as it passed, and DevTools opens ours", async ({
  browserName: _,
}, info) => {
  test.skip(!devTools.isComplete, 'this browser comes without DevTools');
  const { page, frontEnd } = await devTools.watch();
  const run = await recorded(page, () => savedHar(frontEnd));
  const session = await imported(run.har);
  await sameAsPassed(session, run);

  const ours = await ourHar(session);
  const again = await imported(ours);
  expect(again.entries).toEqual(session.entries);
  const file = info.outputPath('ours.har');
  writeFileSync(file, ours);
  const { frontEnd: other } = await devTools.watch();
  const messages = await openHar(other, file);
  const text = ({ opcode, bytes }: Frame) => Buffer.from(bytes).toString(opcode === 'text' ? 'utf8' : 'base64');
  expect(messages.map(({ type, opCode, text }) => [type, opCode, text])).toEqual(
    session.frames.map((frame) => [
      frame.dir === 'sent' ? 'send' : 'receive',
      frame.opcode === 'text' ? 1 : 2,
      text(frame),
    ]),
  );
  for (const [at, { time }] of messages.entries()) {
    expect(time * 1000 - session.head.startedAt - (session.frames[at]?.t ?? 0)).toBeCloseTo(0, 2);
  }
  // The filler of the key, whole.
  await expect(other.getByRole('row', { name: /^fishspeech\?token=key%231\.+$/ })).toBeVisible();
  // The panel shows the end of a long list.
  await expect(other.getByText('{"event":"stopped"}').first()).toBeVisible();
  await other.screenshot({ path: info.outputPath('devtools.png') });
});
