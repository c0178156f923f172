/** The sandbox behind the WebSockets of somebody else's page: over Playwright, over msw, and what those cannot show. */
import { createHash } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { concatBytes } from '@/lib/bytes/concat.ts';
import { fromHex, toHex } from '@/lib/bytes/hex.ts';
import { decodeUtf8, encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { fakeClock } from '@/lib/clock/fake.ts';
import { eventOf } from '@/lib/sandbox/drawn-conversation.ts';
import { localVoice } from '@/lib/sandbox/node/local-voice.ts';
import { sandboxOnPlaywright } from '@/lib/sandbox/node/playwright-host.ts';
import { serveSandbox } from '@/lib/sandbox/node/serve-sandbox.ts';
import {
  inMemory,
  type LineEvents,
  type OpenLine,
  type Talk,
  talks,
  transcriptOf,
} from '@/lib/sandbox/testing/host-talks.ts';
import { toneVoice } from '@/lib/sandbox/tone-voice.ts';
import { test } from './tools/hosts/app-server.ts';

type InPage = typeof globalThis & {
  lineInPage: {
    open(id: number, url: string): void;
    send(id: number, frames: [text: string | null, hex: string][]): void;
    close(id: number): void;
  };
  answerWithMsw(answers: { url: string; dialect: string; switches: string }[]): Promise<void>;
};
type Heard = (name: string, ...details: unknown[]) => void;

const voice = toneVoice();
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const hostOf = (i: number, { path, dialect }: Talk) =>
  `wss://talk-${i}.test${path}${dialect === 'fish' ? '' : '?token=x'}`;

/** Sockets of the page, opened by the page. */
async function linesOf(page: Page) {
  const listeners: Heard[] = [];
  await page.exposeFunction('heard', (id: number, name: string, ...details: unknown[]) =>
    listeners[id]?.(name, ...details),
  );
  await page.goto('/lines');
  /** What the page is asked to do, one thing after the other. */
  let order: Promise<unknown> = Promise.resolve();
  const then = (next: () => Promise<void> | undefined) => {
    order = order.then(next);
  };
  const open = (url: string, heard: Heard) => {
    const id = listeners.push(heard) - 1;
    then(() => page.evaluate(([id, url]) => (globalThis as InPage).lineInPage.open(id, url), [id, url] as const));
    const waiting: [text: string | null, hex: string][] = [];
    const sendAll = () => {
      const frames = waiting.splice(0);
      if (frames.length === 0) return;
      return page.evaluate(([id, frames]) => (globalThis as InPage).lineInPage.send(id, frames), [id, frames] as const);
    };
    return {
      /** What is sent at one go arrives at one go. */
      send(text: string | null, hex: string) {
        waiting.push([text, hex]);
        then(sendAll);
      },
      close: () => then(() => page.evaluate((id) => (globalThis as InPage).lineInPage.close(id), id)),
    };
  };
  const line =
    (url: string): OpenLine =>
    (_, { onFrame, onClose }: LineEvents) =>
      new Promise((resolve) => {
        const socket = open(url, (name, ...details) => {
          if (name === 'open') {
            const send = (opcode: string, bytes: Uint8Array) =>
              opcode === 'text' ? socket.send(decodeUtf8(bytes).text, '') : socket.send(null, toHex(bytes));
            resolve({ send, close: socket.close });
          } else if (name === 'text') onFrame('text', encodeUtf8(details[0] as string));
          else if (name === 'binary') onFrame('binary', fromHex(details[0] as string) ?? new Uint8Array());
          else if (name === 'close') onClose(details[0] as number, details[1] as string);
        });
      });
  return { open, line, done: () => order };
}

async function sameTranscripts({ line, done }: Awaited<ReturnType<typeof linesOf>>): Promise<void> {
  for (const [i, [name, talk]] of talks.entries()) {
    const expected = await transcriptOf(talk, inMemory(voice));
    expect.soft(await transcriptOf(talk, line(hostOf(i, talk))), name).toEqual(expected);
  }
  await done();
}

test('over Playwright the transcript is that of the sandbox in memory', async ({ page }) => {
  for (const [i, [, talk]] of talks.entries()) {
    const { dialect, switches } = talk;
    await page.routeWebSocket(hostOf(i, talk), sandboxOnPlaywright({ dialect, switches, voice }));
  }
  await sameTranscripts(await linesOf(page));
});

test('over msw in a page the transcript is that of the sandbox in memory', async ({ page }) => {
  const lines = await linesOf(page);
  const answers = talks.map(([, talk], i) => {
    return { url: hostOf(i, talk).split('?')[0] as string, dialect: talk.dialect, switches: talk.switches };
  });
  await page.evaluate((answers) => (globalThis as InPage).answerWithMsw(answers), answers);
  await sameTranscripts(lines);
});

const start = JSON.stringify({ event: 'start', token: 'x', request: { format: 'wav', latency: 'balanced' } });
const text = JSON.stringify({ event: 'text', text: 'Hello.' });

/** name, query, switches, and what the page does when it is greeted: sends frames, or leaves. */
const ends: readonly [name: string, query: string, switches: string, sends: readonly string[] | null][] = [
  ['refused', '', '', []],
  ['closed', '?token=x', 'firstAudioMs=0,closeCode=4001,closeReason=enough,after=1', [start, text]],
  ['lost', '?token=x', 'firstAudioMs=0,drop=1', [start, text]],
  ['left', '?token=x', '', null],
];

test('what a page is told of an end, by a server, by Playwright and by msw', async ({ page }) => {
  const served = await serveSandbox(voice);
  for (const [name, , switches] of ends) {
    const sandbox = sandboxOnPlaywright({ dialect: 'fishspeech', switches, voice });
    await page.routeWebSocket(`wss://playwright.test/${name}*`, sandbox);
  }
  const { open, done } = await linesOf(page);
  const answers = ends.map(([name, , switches]) => ({
    url: `wss://msw.test/${name}`,
    dialect: 'fishspeech',
    switches,
  }));
  /** Names of the events, a run of frames as one; then code, reason and `wasClean`. */
  const told = (url: string, sends: readonly string[] | null) =>
    new Promise<string>((resolve) => {
      const seen: string[] = [];
      const line = open(url, (name, ...details) => {
        if (name === 'close')
          return resolve([...seen, name, ...details.map(String)].filter((word) => word !== '').join(' '));
        const first = seen.at(-1) === 'open';
        const word = name === 'text' || name === 'binary' ? 'frames' : name;
        if (seen.at(-1) !== word) seen.push(word);
        if (!first) return;
        if (sends === null) line.close();
        else for (const frame of sends) line.send(frame, '');
      });
    });
  const table: string[] = [];
  const row = async (host: string, urlOf: (name: string, switches: string) => string) => {
    for (const [name, query, switches, sends] of ends) {
      table.push(`${name}, ${host}: ${await told(urlOf(name, switches) + query, sends)}`);
    }
  };
  await row('server', (_, switches) => `ws://127.0.0.1:${served.port}/sandbox/fishspeech~${switches}`);
  await row('playwright', (name) => `wss://playwright.test/${name}`);
  await page.evaluate((given) => (globalThis as InPage).answerWithMsw(given), answers);
  await row('msw', (name) => `wss://msw.test/${name}`);
  await done();
  await served.close();
  expect(table.sort()).toEqual([
    'closed, msw: open frames close 4001 enough true',
    'closed, playwright: open frames close 4001 enough true',
    'closed, server: open frames close 4001 enough true',
    'left, msw: open frames close 1000 true', // msw takes no code for 1000
    'left, playwright: open frames close 1005 true',
    'left, server: open frames close 1005 true',
    'lost, msw: open frames close 1006 true', // neither can say that it was not clean
    'lost, playwright: open frames close 1006 true',
    'lost, server: open frames close 1006 false',
    'refused, msw: error close 1006 true',
    'refused, playwright: close 1006 true', // no way to fire `error`
    'refused, server: error close 1006 false',
  ]);
});

test('over Playwright nothing goes on once the page has closed its socket, or is gone', async ({ page }) => {
  const clock = fakeClock();
  await page.routeWebSocket('wss://left.test/', sandboxOnPlaywright({ dialect: 'fishspeech', key: 'x', voice, clock }));
  const { open } = await linesOf(page);
  const line = open('wss://left.test/', () => {});
  await expect.poll(() => clock.pending()).toBe(1); // the idle timer
  line.close();
  await expect.poll(() => clock.pending()).toBe(0);
  open('wss://left.test/', () => {});
  await expect.poll(() => clock.pending()).toBe(1);
  await page.goto('about:blank');
  await expect.poll(() => clock.pending()).toBe(0);
});

test('msw has the real voice in a page: the same mp3 as in Node, byte for byte', async ({ page }) => {
  await page.goto('/mocked');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(page.getByRole('status')).toHaveText('ready to play');
  const sound = await page.evaluate(async () => {
    const played = document.querySelector('audio') as HTMLAudioElement;
    return Array.from(new Uint8Array(await (await fetch(played.src)).arrayBuffer()));
  });
  const pieces: Uint8Array[] = [];
  const moves = [
    { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } },
    { event: 'text', text: 'The tide comes in at noon.' },
    { event: 'stop' },
  ];
  const talk: Talk = { dialect: 'fish', switches: 'pace=0', path: '', moves, ends: /^< finish/ };
  await transcriptOf(talk, (asked, events) =>
    inMemory(localVoice())(asked, {
      ...events,
      onFrame(opcode, bytes) {
        const audio = eventOf(opcode, bytes)?.get('audio');
        if (audio instanceof Uint8Array) pieces.push(audio);
        events.onFrame(opcode, bytes);
      },
    }),
  );
  const expected = concatBytes(pieces);
  expect(expected.length).toBeGreaterThan(10_000);
  expect(hashOf(Uint8Array.from(sound))).toBe(hashOf(expected));
});
