import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { concatBytes } from '../../bytes/concat.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { drawFrame, eventOf, frameOf, type Step } from '../drawn-conversation.ts';
import { profileShelf } from '../profile/shelf.ts';
import { toneVoice } from '../tone-voice.ts';
import { type ServedSandbox, serveSandbox } from './serve-sandbox.ts';

type Id = 'fish' | 'fishspeech';

let served: ServedSandbox;
beforeAll(async () => {
  served = await serveSandbox(toneVoice());
});
afterAll(() => served.close());

const dial = (target: string, key = 'x') =>
  new WebSocket(
    `ws://127.0.0.1:${served.port}${target}`,
    key === '' ? {} : { headers: { authorization: `Bearer ${key}` } },
  );

/** Status and body of a refused upgrade. */
const refused = (target: string, key?: string): Promise<{ status: number; body: unknown }> =>
  new Promise((resolve, reject) => {
    const ws = dial(target, key);
    ws.on('open', () => reject(new Error('was let in')));
    ws.on('error', () => {});
    ws.on('unexpected-response', async (_, res) => {
      const parts: Buffer[] = [];
      for await (const part of res as AsyncIterable<Buffer>) parts.push(part);
      resolve({ status: res.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString()) });
    });
  });

type Played = { lines: string[]; payloads: Uint8Array[] };

/** Plays steps on a real socket; ends when `until` matches a line or the socket closes. Text of a close is its last line. */
function play(target: string, id: Id, steps: Step[], until: RegExp): Promise<Played> {
  return new Promise((resolve) => {
    const played: Played = { lines: [], payloads: [] };
    const ws = dial(target);
    ws.on('open', () => {
      for (const step of steps) {
        const { opcode, bytes } = frameOf(id, step);
        ws.send(bytes, { binary: opcode === 'binary' });
      }
    });
    ws.on('message', (data: Buffer, isBinary) => {
      const bytes = new Uint8Array(data);
      const line = drawFrame(id, isBinary ? 'binary' : 'text', bytes);
      played.lines.push(line);
      played.payloads.push(bytes);
      if (until.test(line)) ws.terminate();
    });
    ws.on('close', (code, reason) => {
      if (!until.test(played.lines.at(-1) ?? '')) played.lines.push(`x ${code} ${reason.toString()}`.trim());
      resolve(played);
    });
  });
}

const fishSteps: Step[] = [
  { event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000, latency: 'low' }, debug: true },
  { event: 'text', text: 'A first sentence. And a second, ' },
  { event: 'text', text: 'which is longer. ' },
  { event: 'flush' },
  { event: 'text', text: 'The rest.' },
  { event: 'stop' },
];
const fishspeechSteps: Step[] = [
  { event: 'start', token: 'x', request: { format: 'wav', latency: 'balanced' } },
  { event: 'text', text: 'One text.' },
  { event: 'text', text: 'Another text.' },
];

describe('who comes in', () => {
  it.each([
    ['/sandbox/fish', '', 401, { message: 'Invalid Token', status: 401 }],
    ['/sandbox/fish/v1/tts/live', 'sandbox-401', 401, { message: 'Invalid Token', status: 401 }],
    ['/sandbox/fish', 'sandbox-402', 402, { status: 402 }],
    ['/sandbox/fish', 'sandbox-403', 403, { status: 403 }],
    ['/sandbox/fish', 'sandbox-429', 429, { status: 429 }],
    ['/sandbox/fish/v1/tts/nowhere', 'x', 404, { message: 'no_route', status: 404 }],
    ['/sandbox/fish/v1/tts', 'x', 404, { message: 'no_route', status: 404 }],
    ['/sandbox/nothing', 'x', 404, { code: 'no_route', status: 404 }],
    ['/sandbox/fish~pase=1', 'x', 400, { code: 'bad_switch', at: { field: 'pase' } }],
    ['/sandbox/fish?pace=fast', 'x', 400, { code: 'bad_switch', at: { field: 'pace' } }],
    ['/sandbox/fishspeech', 'x', 401, { error: 'Unauthorized', code: 'invalid_token' }],
    ['/sandbox/fishspeech?token=sandbox-429', '', 429, { code: 'rate_limited' }],
    ['/sandbox/fishspeech/v1/tts/live?token=x', '', 404, { code: 'no_route' }],
  ])('refuses %s with key "%s"', async (target, key, status, body) => {
    expect(await refused(target, key)).toMatchObject({ status, body });
  });

  it.each([
    ['/sandbox/fish', 'x'],
    ['/sandbox/fish//v1/tts/live', 'sandbox'],
    ['/sandbox/fishspeech?token=x', ''],
    ['/sandbox/fishspeech//v1/tts/ws?token=x', ''],
  ])('lets %s in', async (target, key) => {
    const ws = dial(target, key);
    await new Promise((resolve, reject) => ws.on('open', resolve).on('error', reject));
    expect(ws.extensions).toBe('');
    ws.terminate();
  });
});

describe('floods', () => {
  it.each([
    ['fish', 64],
    ['fish', 277],
    ['fish', 65_558],
    ['fishspeech', 64],
    ['fishspeech', 1024],
  ] as [Id, number][])('%s: frames of exactly %d bytes, the same hash at both ends', async (id, bytes) => {
    const count = 300;
    const steps = id === 'fish' ? fishSteps : fishspeechSteps;
    const { lines, payloads } = await play(`/sandbox/${id}~flood=0x${bytes}x${count}?token=x`, id, steps, /^never/);
    const hasher = await frameHasher();
    for (const payload of payloads) hasher.add(payload);
    expect(lines.at(-1)).toBe(`x 1000 flood ${count} xxh64 ${hasher.hex()}`);
    const counted = payloads.slice(-count);
    expect(counted.every((payload) => payload.length === bytes)).toBe(true);
    const opcode = id === 'fish' ? 'binary' : 'text';
    const last = eventOf(opcode, counted.at(-1) as Uint8Array);
    expect(last?.get(id === 'fish' ? 'message' : 'text')).toMatch(new RegExp(`^flood ${count}/${count} `));
  });
});

it('a fault in place of the 101 strikes a plain call too', async () => {
  const call = (fault: string) =>
    fetch(`http://127.0.0.1:${served.port}/sandbox/fish~fault=${fault}/v1/tts`, {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
      body: '{"text":"Hi."}',
    });
  const [struck, passed] = [await call('stall+402'), await call('stall')];
  expect([struck.status, await struck.json(), passed.status]).toEqual([
    402,
    { message: 'Insufficient API credit. Add credit to the account and try again.', status: 402 },
    200,
  ]);
  await passed.arrayBuffer();
});

describe('POST /v1/tts', () => {
  const post = (
    body: BodyInit,
    contentType: string,
    key = 'x',
    target = '/sandbox/fish~latencyScale=0,pace=0/v1/tts',
  ) =>
    fetch(`http://127.0.0.1:${served.port}${target}`, {
      method: 'POST',
      headers: { 'content-type': contentType, ...(key === '' ? {} : { authorization: `Bearer ${key}` }) },
      body,
    });
  const request = { text: 'Four words are here. ', format: 'pcm', sample_rate: 8000 };

  it('answers JSON and MessagePack alike, in chunks', async () => {
    const json = await post(JSON.stringify(request), 'application/json');
    expect(json.status).toBe(200);
    expect(json.headers.get('content-type')).toBe('audio/pcm');
    expect(json.headers.get('transfer-encoding')).toBe('chunked');
    const bytes = new Uint8Array(await json.arrayBuffer());
    expect(bytes.length).toBe(20 * 50 * 16);
    const packed = await post(encodeMsgpack(request), 'application/msgpack');
    expect(new Uint8Array(await packed.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['{}', 'x', 400, 'missing field `text`'],
    ['{', 'x', 400, 'the body is no JSON object'],
    ['{"text":"a","format":"aac"}', 'x', 400, 'format: unknown variant'],
    ['{"text":"a"}', '', 401, 'Invalid Token'],
    ['{"text":"a"}', 'sandbox-402', 402, 'Insufficient API credit'],
  ])('refuses %s with key "%s"', async (body, key, status, message) => {
    const answer = await post(body, 'application/json', key);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ status, message: expect.stringContaining(message) });
  });

  it('refuses a body beyond the limit as plain text', async () => {
    const answer = await post(new Uint8Array(33 * 1024 * 1024), 'application/json');
    expect([answer.status, await answer.text()]).toEqual([413, 'Payload Too Large']);
    expect((await post('{}', 'application/json')).status).toBe(400);
  });

  it.each([
    ['/sandbox/fish/v1/tts/live', 426],
    ['/sandbox/fish/v1/other', 404],
    ['/sandbox/fishspeech/v1/tts', 404],
  ])('GET %s', async (target, status) => {
    expect((await fetch(`http://127.0.0.1:${served.port}${target}`)).status).toBe(status);
  });
});

it('gives the audio of all frames as the one stream that was spoken', async () => {
  const { payloads } = await play('/sandbox/fish~latencyScale=0,pace=0', 'fish', fishSteps, /^< finish/);
  const audio = payloads.map((payload) => eventOf('binary', payload)?.get('audio'));
  const whole = concatBytes(audio.filter((part) => part instanceof Uint8Array));
  const characters = 'A first sentence.'.length + 'And a second, which is longer.'.length + 'The rest.'.length;
  expect(whole.length).toBe(characters * 50 * 16);
});

describe('profiles', () => {
  const shelf = profileShelf([
    {
      name: 'live',
      dialect: 'fish',
      switches: { afterFinish: 'close', afterFinishCode: 1005, afterFinishMs: 10, pace: 0, firstAudioLowMs: 10 },
      headers: [{ name: 'x-fishaudio-datacenter', value: 'lax1' }],
    },
  ]);

  it('are loaded by name: headers of the answer, and a close frame without a code', async () => {
    const own = await serveSandbox(toneVoice(), shelf);
    const ws = new WebSocket(`ws://127.0.0.1:${own.port}/sandbox/fish~profile=live`, {
      headers: { authorization: 'Bearer x' },
    });
    const headers = new Promise((resolve) => ws.on('upgrade', (res) => resolve(res.headers['x-fishaudio-datacenter'])));
    const closed = new Promise((resolve) => ws.on('close', resolve));
    ws.on('open', () => {
      for (const step of [
        { event: 'start', request: { text: 'Hi.', format: 'pcm', latency: 'low' } },
        { event: 'stop' },
      ])
        ws.send(encodeMsgpack(step));
    });
    expect([await headers, await closed]).toEqual(['lax1', 1005]);
    await own.close();
  });

  it('that are not there are refused with the names of those that are', async () => {
    const { status, body } = await refused('/sandbox/fish~profile=liv');
    expect([status, body]).toMatchObject([
      400,
      { code: 'bad_switch', message: expect.stringContaining('none was loaded') },
    ]);
  });
});
