import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../bytes/utf8.ts';
import { randomId } from '../clock/real.ts';
import type { BatchRecord } from '../relay/batch.ts';
import type { EntryBody } from '../session/entry.ts';
import { type Bench, openBench, openPage, over, type TestPage } from './testing/bench.ts';
import { openRawUpstream, type RawUpstream, rawBehaviours } from './testing/raw-upstream.ts';

const key = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
let raw: RawUpstream;
let bench: Bench;
let page: TestPage;
let closedPort: number;
const selfNames = [
  '127.0.0.1',
  'localhost',
  '[::1]',
  '2130706433',
  '0x7f.1',
  '127.1',
  '[::ffff:127.0.0.1]',
  '127.0.0.2',
];

/** A port that was free a moment ago. */
const somePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

beforeAll(async () => {
  raw = await openRawUpstream();
  closedPort = await somePort();
  const ownPort = await somePort();
  const local = (id: string, port: number, path: string, dialect = 'fish') => [
    '--upstream',
    `${id}=ws://127.0.0.1:${port},dialect=${dialect},path=/${path},loopback`,
  ];
  bench = await openBench(
    [
      ...rawBehaviours.flatMap((name) => local(name, raw.port, name)),
      ...local('echo-b', raw.port, 'echo', 'fishspeech'),
      ...local('echo-refused-b', raw.port, 'echo-refused', 'fishspeech'),
      ...local('nobody', closedPort, 'x'),
      '--upstream=flip=wss://flip.example,dialect=fish',
      '--upstream=unknown=wss://unknown.example,dialect=fish',
      '--upstream=pretends=ws://pretends.example,dialect=fish,loopback',
      ...selfNames.map((name, i) => `--upstream=self-${i}=ws://${name}:${ownPort},dialect=fish,loopback`),
    ],
    {
      port: ownPort,
      limits: { bodyMs: 300 },
      resolve: (hostname, _options, done) => {
        if (hostname === 'unknown.example') done(Object.assign(new Error(hostname), { code: 'ENOTFOUND' }), []);
        else if (hostname === 'pretends.example') done(null, [{ address: '93.184.215.14', family: 4 }]);
        else if (hostname === 'localhost') done(null, [{ address: '127.0.0.1', family: 4 }]);
        else
          done(null, [
            { address: '93.184.215.14', family: 4 },
            { address: '127.0.0.1', family: 4 },
          ]);
      },
    },
  );
  page = await openPage(bench.server);
  page.say({ op: 'key', request: 1, upstream: 'fish', value: key });
  await page.untilNotice((n) => n.say === 'key');
});

afterAll(async () => {
  page.close();
  await bench.close();
  await raw.close();
});

async function run(upstream: string, more: object = { key: 'key#1' }): Promise<BatchRecord[]> {
  const session = randomId();
  page.say({ op: 'key', request: 2, upstream, value: key });
  page.say({ op: 'open', session, upstream, options: {}, ...more });
  return page.until(session, over);
}

const draw = (records: readonly BatchRecord[]) => records.map((r) => word(r.body)).join(' | ');
function word(body: EntryBody): string {
  const text = (bytes: Uint8Array) => decodeUtf8(bytes).text;
  if (body.kind === 'frame') return `${body.dir === 'sent' ? '>' : '<'} ${body.opcode} ${text(body.bytes)}`;
  if (body.kind === 'close') return `x ${body.by} ${body.code} ${text(body.reason)}`.trim();
  if (body.kind === 'handshake') return `${body.status}${body.problem ? ` ${body.problem.code}` : ''}`;
  if (body.kind === 'failure') return `! ${body.problem.code}`;
  return body.kind === 'mark' ? `* ${body.says}` : body.kind;
}

// Most bad servers have their ends in `e2e/hostile-relay.test.ts`, on a clock of its own.
describe('each end is shown as what it is', () => {
  it.each([
    ['close-long', `dial | 101 | x peer 4000 ${'r'.repeat(123)}`],
    ['one-segment', 'dial | 101 | < text a | < binary bc | x peer 1000'],
    ['bad-opcode', 'dial | 101 | < binary good | ! protocol_error | x us 1002'],
    ['nobody', 'dial | ! unreachable'],
    ['unknown', 'dial | ! name_not_found'],
    ['flip', 'dial | ! address_refused'],
    ['pretends', 'dial | ! address_refused'],
  ])('%s', async (upstream, drawn) => {
    // The second failure entry of a lost connection is followed by its close.
    const session = randomId();
    page.say({ op: 'key', request: 2, upstream, value: key });
    page.say({ op: 'open', session, upstream, options: {}, key: 'key#1' });
    const records = await page.until(session, (r) => draw(r) === drawn || (over(r) && r.at(-1)?.body.kind === 'close'));
    expect(draw(records)).toBe(drawn);
  });

  it.each(selfNames.map((name, i) => [name, i]))('never dials this console under the name %s', async (_, i) => {
    expect(draw(await run(`self-${i}`))).toBe('dial | ! self_dial');
  });

  it('names the target of a redirect, and does not go there', async () => {
    const [, answer] = await run('redirect');
    const body = answer?.body;
    expect(body?.kind === 'handshake' && body.problem?.detail).toMatch(
      /302.*ws:\/\/127\.0\.0\.1:\d+\/latest\/meta-data/,
    );
    expect(raw.canaryHits()).toBe(0);
  });

  it('keeps headers of an answer that does not fit', async () => {
    const records = await run('bad-accept');
    expect(JSON.stringify(records[1]?.body)).toContain('"X-Seen"');
  });

  it('keeps 64 KiB of the body of a refusal, or what came in time', async () => {
    const big = (await run('big-body'))[1]?.body;
    const slow = (await run('slow-body'))[1]?.body;
    expect(big?.kind === 'handshake' && [big.body?.length, big.bodyCut]).toEqual([65_536, true]);
    expect(slow?.kind === 'handshake' && [decodeUtf8(slow.body as Uint8Array).text, slow.bodyCut]).toEqual([
      'begun',
      true,
    ]);
  });

  it('counts fragments and chunks of the wire', async () => {
    const frames = (await run('fragments')).flatMap((r) => (r.body.kind === 'frame' ? [r.body] : []));
    expect(frames.map((f) => [f.dir, f.opcode, f.wire?.fragments, f.wire?.bytes])).toEqual([
      ['received', 'ping', 1, 5],
      ['sent', 'pong', undefined, undefined],
      ['received', 'binary', 3, 9],
    ]);
    const together = (await run('one-segment')).flatMap((r) => (r.body.kind === 'frame' ? [r] : []));
    expect(together[0]?.t).toBe(together[1]?.t);
    expect(together.map((r) => r.body.kind === 'frame' && r.body.wire?.chunk)).toEqual([1, 1]);
  });

  it('shows the request as it went out, the key masked, and the times', async () => {
    const [dial, answer] = await run('close-1008');
    const shown = dial?.body.kind === 'dial' ? dial.body : null;
    const names = shown?.headers.map((h) => h.name.toLowerCase());
    expect(names).toEqual(
      expect.arrayContaining(['authorization', 'host', 'sec-websocket-key', 'sec-websocket-version']),
    );
    expect(names).not.toContain('sec-websocket-extensions');
    const auth = shown?.headers.find((h) => h.name === 'Authorization');
    expect(auth).toEqual({
      name: 'Authorization',
      value: `Bearer ${'key#1'.padEnd(30, '.')}`,
      masked: [expect.objectContaining({ start: 7, end: 37 })],
    });
    expect(raw.lastRequest()).toContain(`Bearer ${key}`);
    const timings = answer?.body.kind === 'handshake' ? answer.body.timings : undefined;
    expect(timings?.tcp).toBeGreaterThanOrEqual(0);
    expect(timings?.upgrade).toBeGreaterThan(0);
  });
});

describe('the sandbox through the relay', () => {
  it.each([
    ['sandbox-fish', '401', 'Invalid Token'],
    ['sandbox-fish', '402', 'credit'],
    ['sandbox-fish', '429', '429'],
    ['sandbox-fishspeech', '401', ''],
  ])('%s refuses with %s', async (upstream, status, says) => {
    page.say({ op: 'key', request: 50, upstream, value: `sandbox-${status}` });
    const notice = await page.untilNotice((n) => n.say === 'key' && n.request === 50 && n.length === 11);
    const handle = notice.say === 'key' ? notice.handle : '';
    page.notices.splice(page.notices.indexOf(notice), 1);
    const records = await run(upstream, { key: handle });
    expect(draw(records)).toBe(`dial | ${status} refused`);
    const body = records[1]?.body;
    expect(body?.kind === 'handshake' && decodeUtf8(body.body as Uint8Array).text).toContain(says);
    expect(records[0]?.body).toMatchObject({ via: 'sandbox' });
    expect(JSON.stringify(records[0])).toContain(`sandbox-${status}`);
  });

  it('speaks without a key, and with switches', async () => {
    const session = randomId();
    page.say({ op: 'open', session, upstream: 'sandbox-fishspeech', options: {}, switches: { seed: '3' } });
    const records = await page.until(session, (r) => r.filter((e) => e.body.kind === 'frame').length >= 1);
    expect(records[0]?.body).toMatchObject({
      kind: 'dial',
      url: expect.stringContaining('/sandbox/fishspeech~seed=3/'),
    });
    page.say({ op: 'close', session, code: 1000, reason: 'bye' });
    const all = await page.until(session, over);
    expect(all.at(-1)?.body).toMatchObject({ kind: 'close', by: 'us', code: 1000, clean: true });
  });

  it('answers an unknown switch with its own refusal', async () => {
    const records = await run('sandbox-fish', { switches: { nope: '1' } });
    expect(records[1]?.body).toMatchObject({ kind: 'handshake', status: 400 });
  });
});

describe('the key', () => {
  it.each(['echo', 'echo-b', 'echo-refused', 'echo-refused-b'])(
    'is in nothing that comes back from %s',
    async (upstream) => {
      const records = await run(upstream);
      const masked = records.filter((r) => r.masked?.length || JSON.stringify(r.body).includes('"masked"'));
      expect(masked.length).toBeGreaterThan(1);
      const answer = records[1]?.body;
      if (answer?.kind === 'handshake' && answer.status === 101) {
        expect(records[2]?.masked?.length).toBeGreaterThan(0);
        expect(records.at(-1)?.masked).toEqual([{ in: 'reason', start: 0, end: 30, key: 'key#1' }]);
      }
    },
  );

  it('is in no byte sent to the page and in no line of the log', () => {
    const told = page.everything() + bench.lines.join('\n');
    const spelled = [
      key,
      key.slice(3, 27),
      btoa(key).slice(0, 38),
      btoa(`x${key}`).slice(2, 38),
      btoa(`xx${key}`).slice(3, 38),
    ];
    for (const text of [...spelled, Buffer.from(key).toString('hex'), Buffer.from(key, 'utf16le').toString('latin1')])
      expect(told).not.toContain(text);
    expect(told).toContain('key#1');
  });
});
