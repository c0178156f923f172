/** One brain, many hosts: the same steps give the same frames in the same order, byte for byte. Playwright's host: e2e/hosts.spec.ts. */
import { ws as mswSocket } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket as WsSocket } from 'ws';
import { fakeClock } from '../clock/fake.ts';
import { openDoor } from './door.ts';
import { drawFrame, frameOf } from './drawn-conversation.ts';
import { stampedPath } from './fish/stamps.ts';
import { sandboxOnMsw } from './msw-host.ts';
import { type ServedSandbox, serveSandbox } from './node/serve-sandbox.ts';
import { inMemory, type LineEvents, type OpenLine, type Talk, talks, transcriptOf } from './testing/host-talks.ts';
import { toneVoice } from './tone-voice.ts';

// Node has a WebSocket of its own from 22 on; msw replaces the global one, so there must be one.
globalThis.WebSocket ??= WsSocket as unknown as typeof WebSocket;

const voice = toneVoice();
const msw = setupServer();
let served: ServedSandbox;
beforeAll(async () => {
  served = await serveSandbox(voice);
  msw.listen({ onUnhandledRequest: 'bypass' });
});
afterAll(async () => {
  msw.close();
  await served.close();
});

const overWs: OpenLine = ({ dialect, switches, path }, events) => {
  const query = dialect === 'fish' ? '' : '?token=x';
  const url = `ws://127.0.0.1:${served.port}/sandbox/${dialect}~${switches}${path}${query}`;
  const socket = new WsSocket(url, { headers: { authorization: 'Bearer x' } });
  socket.on('message', (data: Buffer, isBinary) => events.onFrame(isBinary ? 'binary' : 'text', new Uint8Array(data)));
  socket.on('close', (code, reason) => events.onClose(code, reason.toString()));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      resolve({
        send: (opcode, bytes) => socket.send(bytes, { binary: opcode === 'binary' }),
        close: () => socket.close(),
      });
    });
  });
};

const address = (talk: Talk) => `wss://tts.test${talk.path}${talk.dialect === 'fish' ? '' : '?token=x'}`;

/** What an app does that knows nothing of msw: the global WebSocket. */
function appOn(url: string, events: LineEvents, binaryType: BinaryType): Promise<Awaited<ReturnType<OpenLine>>> {
  const socket = new WebSocket(url);
  socket.binaryType = binaryType;
  let order = Promise.resolve();
  socket.onmessage = ({ data }) => {
    order = order.then(async () => {
      if (typeof data === 'string') return events.onFrame('text', new TextEncoder().encode(data));
      expect(data).toBeInstanceOf(binaryType === 'blob' ? Blob : ArrayBuffer);
      events.onFrame('binary', new Uint8Array(data instanceof Blob ? await data.arrayBuffer() : data));
    });
  };
  socket.onclose = ({ code, reason }) => {
    order = order.then(() => events.onClose(code, reason));
  };
  return new Promise((resolve) => {
    socket.onopen = () => {
      const send = (opcode: string, bytes: Uint8Array) => {
        if (opcode === 'text') return socket.send(new TextDecoder().decode(bytes));
        socket.send(binaryType === 'blob' ? new Blob([bytes.slice()]) : bytes.slice());
      };
      resolve({ send, close: () => socket.close() });
    };
  });
}

type Link = ReturnType<typeof mswSocket.link>;
/** msw keeps a listener for every link there ever was: one for each path. */
const links = new Map(
  ['/v1/tts/live', stampedPath, '/v1/tts/ws'].map((path) => [path, mswSocket.link(`wss://tts.test${path}`)] as const),
);

const overMsw =
  (binaryType: BinaryType): OpenLine =>
  (talk, events) => {
    const { dialect, switches } = talk;
    const link = links.get(talk.path) as Link;
    msw.resetHandlers(); // every handler that fits the URL would answer, not the last alone
    msw.use(link.addEventListener('connection', sandboxOnMsw({ dialect, switches, voice })));
    return appOn(address(talk), events, binaryType);
  };

describe('the same transcript', () => {
  test.each(talks)('%s', async (_, talk) => {
    const expected = await transcriptOf(talk, inMemory(voice));
    expect(expected.length).toBeGreaterThan(1);
    expect(expected.some((line) => line.includes('#0'))).toBe(talk.path === stampedPath);
    expect(await transcriptOf(talk, overWs), 'ws').toEqual(expected);
    expect(await transcriptOf(talk, overMsw('arraybuffer')), 'msw').toEqual(expected);
    expect(await transcriptOf(talk, overMsw('blob')), 'msw, blobs').toEqual(expected);
  });
});

/** Everything a page's code is told by a socket that msw has taken over, until it is closed. */
function eventsOn(url: string): Promise<string[]> {
  const socket = new WebSocket(url);
  const seen: string[] = [];
  for (const name of ['open', 'message', 'error']) socket.addEventListener(name, () => seen.push(name));
  return new Promise((resolve) => {
    socket.addEventListener('close', ({ code, reason }) => resolve([...seen, `close ${code} ${reason}`.trim()]));
  });
}

describe('msw', () => {
  const answer = (options: Partial<Parameters<typeof sandboxOnMsw>[0]>, path = '/v1/tts/ws') => {
    const listener = sandboxOnMsw({ dialect: 'fishspeech', voice, ...options });
    msw.resetHandlers();
    msw.use((links.get(path) as Link).addEventListener('connection', listener));
  };

  test('frames sent just before a close arrive, also those sent before the socket is open', async () => {
    // The idle limit strikes right after the first frame, when msw has not opened the socket yet.
    let now = 0;
    const after = (_: number, run: () => void) => {
      queueMicrotask(run);
      return {};
    };
    answer({ switches: 'idleMs=1', clock: { now: () => (now += 1000), wall: () => 0, after, cancel() {} } });
    expect(await eventsOn('wss://tts.test/v1/tts/ws?token=x')).toEqual(['open', 'message', 'close 1006']);
  });

  test('a refusal is an error and a close, and never an open socket', async () => {
    const refused: unknown[] = [];
    answer({ onRefused: (refusal) => refused.push(refusal) });
    expect(await eventsOn('wss://tts.test/v1/tts/ws')).toEqual(['error', 'close 1006']);
    expect(refused).toMatchObject([{ status: 401, body: { code: 'invalid_token' } }]);
    answer({ dialect: 'fish', key: 'sandbox-429', onRefused: (refusal) => refused.push(refusal) }, stampedPath);
    expect(await eventsOn(`wss://tts.test${stampedPath}`)).toEqual(['error', 'close 1006']);
    expect(refused.slice(1)).toMatchObject([{ status: 429 }]);
  });

  test('nothing goes on once the page has closed', async () => {
    const clock = fakeClock();
    answer({ clock });
    const socket = new WebSocket('wss://tts.test/v1/tts/ws?token=x');
    await new Promise((resolve) => socket.addEventListener('message', resolve));
    expect(clock.pending()).toBe(1); // the idle timer
    socket.close();
    await new Promise((resolve) => socket.addEventListener('close', resolve));
    expect(clock.pending()).toBe(0);
  });
});

describe('the door', () => {
  /** What a conversation on `url` says first to a start. */
  const firstOf = (options: Partial<Parameters<typeof openDoor>[0]>, url: string, clock = fakeClock()) => {
    const said: string[] = [];
    const enter = openDoor({ dialect: 'fish', voice, clock, ...options })(url);
    const behaviour = enter?.({
      send: (opcode, bytes) => said.push(drawFrame('fish', opcode, bytes)),
      close: (code) => said.push(`x ${code}`),
      drop() {},
      bufferedBytes: () => 0,
      drained: () => Promise.resolve(),
    });
    const steps = [{ event: 'start', request: { text: 'Hi. ', format: 'pcm', sample_rate: 8000 } }, { event: 'stop' }];
    for (const step of steps) behaviour?.message('binary', frameOf('fish', step).bytes);
    return clock.advance(5000).then(() => (enter === null ? null : said[0]));
  };

  test.each([
    ['wss://api.fish.audio/v1/tts/live', {}, false],
    ['wss://proxy.test/speech//v1/tts/live/with-timestamp/?x=1', {}, true],
    ['wss://proxy.test/anything', {}, false],
    ['wss://proxy.test/anything', { path: stampedPath }, true],
  ])('%s, %j: words with times %s', async (url, options, stamped) => {
    const line = await firstOf(options, url);
    expect(line).toMatch(/^< audio 2400 .*@1700$/);
    expect(line?.includes('#0')).toBe(stamped);
  });

  test('switches are those of the address', async () => {
    expect(await firstOf({ switches: 'firstAudioMs=7,chunkBytes=100' }, 'wss://a.test/')).toBe('< audio 100 @7');
    expect(() => openDoor({ dialect: 'fish', voice, switches: 'pase=1' })).toThrow('There is no switch "pase"');
    expect(() => openDoor({ dialect: 'morse', voice })).toThrow('morse');
  });

  test.each([
    ['fish', undefined, '', true],
    ['fish', '', '', false],
    ['fish', 'sandbox-402', '', false],
    ['fishspeech', undefined, '', false],
    ['fishspeech', undefined, '?token=x', true],
    ['fishspeech', undefined, '?token=sandbox-403', false],
    ['fishspeech', 'x', '', true],
    ['fishspeech', 'sandbox-401', '?token=x', false],
  ])('%s with key %s and "%s" comes in: %s', (dialect, key, query, comesIn) => {
    const enter = openDoor({ dialect, voice, ...(key === undefined ? {} : { key }) })(`wss://a.test/${query}`);
    expect(enter !== null).toBe(comesIn);
  });
});
