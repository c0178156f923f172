/** Clients of their own, watched: they appear in the page by themselves, live, whole, several at once. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { FishAudioClient, RealtimeEvents } from 'fish-audio';
import WebSocket from 'ws';
import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';
import { TapTab } from './tap.page.ts';
import { expect, runKey, serverUrl, test } from './test.ts';
import { violations } from './tools/axe.ts';

/** Says one text, and the rest once it is let go on. `done`: the hash of what its socket received. */
async function fishAudio(baseUrl: string): Promise<{ goOn: () => void; done: Promise<string> }> {
  let goOn = () => {};
  const may = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* words() {
    yield 'Hello from ';
    await may;
    yield 'behind the tap. ';
  }
  const client = new FishAudioClient({ apiKey: runKey(), baseUrl });
  const connection = await client.textToSpeech.convertRealtime({ text: '', format: 'mp3' } as never, words());
  const hasher = await frameHasher();
  // Its own user sees sound alone.
  const { websocket } = connection as unknown as { websocket: WebSocket };
  websocket.on('message', (data: Buffer) => hasher.add(data));
  const done = new Promise<string>((resolve, reject) => {
    connection.on(RealtimeEvents.ERROR, reject);
    // It says so with `finish`, before the frame has been counted.
    connection.on(RealtimeEvents.CLOSE, () => connection.close());
    websocket.on('close', () => resolve(hasher.hex()));
  });
  return { goOn, done };
}

/** A client with a name of its own: opens, and starts. */
async function rawClient(baseUrl: string): Promise<WebSocket> {
  const headers = { Authorization: `Bearer ${runKey()}`, 'User-Agent': 'acme-voice/2.0', 'X-Own': 'kept as it is' };
  const socket = new WebSocket(`${baseUrl.replace('http', 'ws')}/v1/tts/live`, { headers });
  await once(socket, 'open');
  socket.send(encodeMsgpack({ event: 'start', request: { text: '', format: 'mp3' } }));
  return socket;
}

/** One call over a connection of its own, which ends with it. */
async function call(url: string): Promise<{ status: number | undefined; sizeBytes: number }> {
  const headers = {
    Authorization: `Bearer ${runKey()}`,
    'Content-Type': 'application/json',
    'User-Agent': 'acme-rest/1',
  };
  const asked = request(url, { method: 'POST', headers, agent: false });
  asked.end(JSON.stringify({ text: 'Hello. ', format: 'mp3' }));
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let sizeBytes = 0;
  for await (const chunk of answer) sizeBytes += (chunk as Buffer).length;
  return { status: answer.statusCode, sizeBytes };
}

test('clients are watched live, with what they send and get, and hold nobody up', async ({
  page,
  context,
  workbench,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const tap = new TapTab(page, workbench);
  const origin = serverUrl().replace(/\/$/, '');
  await page.getByRole('button', { name: 'Watch a client' }).click();
  await tap.open('Connections');
  await expect(tap.pane).toContainText('No client has come yet.');
  await expect(tap.address).toHaveText(`${origin}/tap/sandbox-fish`);
  await tap.name.fill('two words');
  await expect(tap.pane).toContainText('A name has up to 40 letters');
  await expect(tap.address).toHaveCount(0);
  await tap.name.fill('demo');
  const base = `${origin}/tap/sandbox-fish@demo`;
  await tap.button('Copy base URL').click();
  await expect(tap.pane.getByText('Base URL copied')).toBeVisible();
  expect(await clipboard()).toBe(base);
  await tap.button('Copy as ws://').click();
  await expect(tap.pane.getByText('ws:// form copied')).toBeVisible();
  expect(await clipboard()).toBe(base.replace('http', 'ws'));

  // Two at once, both in the middle of what they say.
  const first = await fishAudio(base);
  await expect(tap.connections).toHaveCount(1);
  await expect(tap.connections).toContainText('no User-Agent');
  const second = await rawClient(`${origin}/tap/sandbox-fish@acme`);
  await expect(tap.connection(/^sandbox-fish@(demo|acme).*open/i)).toHaveCount(2);
  await expect(tap.connection('acme-voice/2.0')).toContainText('spliced');
  // Nothing was on show: the first to come is.
  await expect(workbench.sessionTabs).toHaveCount(2);
  await expect(workbench.rowsOf('text')).toHaveCount(1);

  first.goOn();
  const got = await first.done;
  await expect(tap.connection('@demo')).toContainText(/Closed \d+1 round, \d+ frames/);
  await tap.connection('@demo').click();
  await expect.poll(() => workbench.hash()).toBe(got);
  for (const kind of ['start', 'text', 'stop', 'audio', 'finish', 'close']) await workbench.findRow(kind);
  await expect(workbench.rowsOf('text')).toHaveCount(2);

  // Its head, as it was sent on: the key is masked, the rest is as it was.
  await tap.connection('acme-voice').click();
  await workbench.openRow('upgrade');
  await expect(workbench.inspector).toContainText('kept as it is');
  await expect(workbench.inspector).toContainText(/key#\d+/);
  // It is not the page's own that is open.
  await expect(workbench.state).toHaveText('Client: Open');
  expect(await page.content()).not.toContain(runKey());
  second.close(1000);
  await expect(tap.connection('acme-voice')).toContainText('Closed 1000');
  await expect(tap.end('@acme')).toHaveCount(0);

  // One is ended from here, and the focus stays where it was.
  const third = await rawClient(`${origin}/tap/sandbox-fish@third`);
  const ended = once(third, 'close');
  await tap.end('@third').click();
  await ended;
  await expect(tap.connection('@third')).toContainText('Ended from here');
  await expect(tap.connection('@third')).toBeFocused();

  // Plain calls under the same address are listed, too.
  const answer = await call(`${base}/v1/tts`);
  expect(answer.status).toBe(200);
  expect(answer.sizeBytes).toBeGreaterThan(1000);
  await expect(tap.connection('acme-rest/1')).toContainText('Over1 call');
  await tap.connection('acme-rest/1').click();
  await workbench.findRow('http');

  await workbench.chooseTheme('Dark');
  expect(await violations(page)).toEqual([]);
  await workbench.chooseTheme('Light');
  expect(await violations(page)).toEqual([]);
});

test('each known client has a card with the line to change', async ({ page, context, workbench }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const tap = new TapTab(page, workbench);
  const origin = serverUrl().replace(/\/$/, '');
  await tap.open('Set up a client');
  await tap.name.fill('mine');
  await tap.client.selectOption({ label: 'fish-audio-sdk (npm)' });
  const card = tap.card('fish-audio-sdk (npm)');
  await expect(card).toContainText('loses frames that arrive back to back');
  await card.getByRole('button', { name: 'Copy: Change' }).click();
  await expect(card.getByText('Change copied')).toBeVisible();
  expect(await clipboard()).toBe(
    `const session = new WebSocketSession(\n  process.env.FISH_API_KEY,\n  '${origin}/tap/sandbox-fish@mine',\n);`,
  );
  await expect(tap.client.getByRole('option')).toHaveCount(11);
  expect(await violations(page)).toEqual([]);

  // The other protocol has no published client.
  await tap.server.selectOption('sandbox-fishspeech');
  await expect(tap.card('Any WebSocket client')).toContainText('no published client of this protocol is known');
  // A fault that was chosen for the other protocol has no place in this address.
  await tap.server.selectOption('sandbox-fish');
  await tap.button('Faults for this address').click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Faults' }).fill('no-time');
  await page.getByRole('dialog').getByRole('button', { name: 'Use these faults' }).click();
  await expect(tap.address).toContainText('~fault=no-time');
  await tap.server.selectOption('sandbox-fishspeech');
  await expect(tap.pane.getByRole('alert')).toHaveText(
    '"no-time" is not known for fishspeech. Choose other faults, or none.',
  );
  await expect(tap.address).toHaveCount(0);
  await tap.button('No faults for this address').click();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('copy the tap address');
  await page.keyboard.press('Enter');
  await expect.poll(clipboard).toBe(`${origin}/tap/sandbox-fishspeech@mine`);

  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Sound');
  await expect(tap.card('Any WebSocket client')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});
