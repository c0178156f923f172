/** 10,000 upgrades that are none, or nearly one: the server answers or ends each of them, throws nothing, and keeps nothing. */
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { realClock } from '../clock/real.ts';
import { subProtocol } from '../relay/wire.ts';
import { type Bench, openBench } from './testing/bench.ts';

let bench: Bench;
const deaths: unknown[] = [];
const died = (error: unknown) => void deaths.push(error);
beforeAll(async () => {
  process.on('uncaughtException', died);
  process.on('unhandledRejection', died);
  bench = await openBench(['--upstream', 'nobody=ws://127.0.0.1:1,dialect=fish,loopback']);
});
afterAll(async () => {
  await bench.close();
  process.off('uncaughtException', died);
  process.off('unhandledRejection', died);
});

/** Upgrades that are whole, each to another door; every change begins from one of them. */
function wholeOnes(): string[] {
  const { server } = bench;
  const home = `127.0.0.1:${server.port()}`;
  const doors: [string, ...string[]][] = [
    ['/api/relay', `Origin: http://${home}`, `Cookie: ${server.cookie()}`, `Sec-WebSocket-Protocol: ${subProtocol}`],
    ['/sandbox/fish/v1/tts/live', 'Authorization: Bearer a-key'],
    ['/sandbox/fishspeech/v1/tts/ws?token=x'],
    ['/tap/sandbox-fish@me/v1/tts/live', 'Authorization: Bearer a-key'],
    ['/tap/nobody~fault=reset/v1'],
    ['/replay/x'],
    ['/_next/hmr?id=1', `Origin: http://${home}`, `Cookie: ${server.cookie()}`],
    ['/'],
  ];
  return doors.map(([target, ...lines]) =>
    [
      `GET ${target} HTTP/1.1`,
      `Host: ${home}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...lines,
      '\r\n',
    ].join('\r\n'),
  );
}

/** What is put in at some place: bytes that mean something to one of the readers on the way. */
const spices = [
  '\0',
  '\n',
  '\r\n',
  '\r\n\r\n',
  ' ',
  '\t',
  '%',
  '%zz',
  '%00',
  '%2e%2e/',
  '//',
  '\\',
  '~a=%',
  '@',
  '#',
  '?',
  'ÿ',
  'http://127.0.0.1/',
  'Host: evil.example\r\n',
  'Origin: null\r\n',
  'Content-Length: 9999999999999999999\r\n',
  'Content-Length: -1\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=99\r\n',
  'Sec-WebSocket-Protocol: ,,,\r\n',
  'Expect: 100-continue\r\n',
  'Connection: close\r\n',
  'Cookie: ;;=;\r\n',
  ' folded\r\n',
  'HTTP/1.0',
  'HTTP/9.9',
  `X: ${'x'.repeat(20_000)}\r\n`,
  'X: y\r\n'.repeat(300),
  '\x81\x80\0\0\0\0',
  '\x88\x02\x03',
  '\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff',
];

type Change = { do: 'value' | 'put' | 'cut' | 'turn' | 'double'; at: number; what: string };

/** Places in thousandths. Most changes leave the lines lines: what breaks those comes no further than Node's own reader. */
const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom('value', 'value', 'value', 'value', 'put', 'cut', 'turn', 'double'),
  at: fc.nat(999),
  what: fc.oneof(fc.constantFrom(...spices), fc.string({ unit: 'binary', maxLength: 12 })),
});

function changed(text: string, { do: how, at, what }: Change): string {
  if (how === 'value') return newValue(text, at, plainOf(what));
  const place = Math.floor((text.length * at) / 1000);
  const size = 1 + (what.length % 40);
  if (how === 'put') return text.slice(0, place) + what + text.slice(place);
  if (how === 'cut') return text.slice(0, place) + text.slice(place + size);
  if (how === 'double') return text.slice(0, place + size) + text.slice(place);
  return `${text.slice(0, place)}${String.fromCharCode(text.charCodeAt(place) ^ (1 << (at % 8)))}${text.slice(place + 1)}`;
}

const plainOf = (text: string) => [...text].filter((each) => each >= ' ' && each !== '\x7f').join('');

/** Puts it into the target, or in place of a header's value, or of its name. */
function newValue(text: string, at: number, what: string): string {
  const lines = text.split('\r\n');
  const i = at % (lines.length - 2);
  const [name = '', value = ''] = (lines[i] ?? '').split(/:(.*)/s);
  if (i === 0) lines[0] = name.replace(/ (\/\S*) /, (_, target: string) => ` ${cutIn(target, at, what)} `);
  else lines[i] = at % 20 === 0 ? `${what}: ${value}` : `${name}: ${at % 2 === 0 ? what : cutIn(value, at, what)}`;
  return lines.join('\r\n');
}

const cutIn = (text: string, at: number, what: string) => {
  const place = Math.floor((text.length * at) / 1000);
  return text.slice(0, place) + what + text.slice(place);
};

const upgrade = fc.record({
  door: fc.nat(7),
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  // Behind the head, at once: frames, halves of frames, or another request.
  tail: fc.oneof(fc.constant(''), fc.constantFrom(...spices), fc.string({ unit: 'binary', maxLength: 30 })),
});

/** Writes it and half-closes, as one who has nothing more to say; resolves when the server has ended the socket, with how it began. */
function visit(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let begin = '';
    const socket = connect({ port: bench.server.port(), host: '127.0.0.1', allowHalfOpen: true }, () =>
      socket.end(text, 'latin1'),
    );
    const limit = realClock.after(15_000, () => {
      socket.destroy();
      reject(new Error(`left open: ${JSON.stringify(text.slice(0, 600))}`));
    });
    socket.on('data', (chunk) => {
      if (begin.length < 12) begin += chunk.toString('latin1', 0, 12);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      realClock.cancel(limit);
      resolve(begin.slice(9, 12));
    });
  });
}

it('10,000 of them', { timeout: 120_000, retry: 0 }, async () => {
  const doors = wholeOnes();
  const answers = new Map<string, number>();
  const seed = fc.sample(fc.nat(), 1)[0] as number;
  const asks = fc.sample(upgrade, { numRuns: 10_000, seed });
  const together = 100;
  for (let done = 0; done < asks.length; done += together) {
    const texts = asks
      .slice(done, done + together)
      .map(({ door, changes, tail }) => changes.reduce(changed, doors[door] as string) + tail);
    // Every fourth comes behind another on the same socket, without waiting.
    const written = texts.map((text, i) => (i % 4 === 3 ? `${texts[i - 1]}${text}` : text));
    for (const answer of await Promise.all(written.map(visit))) answers.set(answer, (answers.get(answer) ?? 0) + 1);
    expect(deaths, `of seed ${seed}, from number ${done} on`).toEqual([]);
  }
  expect([...answers.values()].reduce((sum, count) => sum + count, 0)).toBe(10_000);
  // They came as far as each kind of answer: taken, refused by Node, by the gate, and by what stands behind it.
  expect([...answers.keys()]).toEqual(expect.arrayContaining(['101', '400', '403', '404', '421']));

  expect(await (await fetch(`${bench.server.address()}/healthz`)).text()).toBe('ok');
  expect(bench.lines.filter((line) => line.includes('failed'))).toEqual([]);
  expect(bench.server.http.listenerCount('upgrade')).toBe(1);
  const open = () => new Promise<number>((done) => bench.server.http.getConnections((_, count) => done(count)));
  await expect.poll(open, { timeout: 15_000 }).toBeLessThanOrEqual(1);
  await expect.poll(() => bench.server.tapped(), { timeout: 15_000 }).toBe(0);
  expect(bench.server.relay.sessions()).toBe(0);
});
