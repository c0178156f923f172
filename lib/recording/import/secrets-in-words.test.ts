/** Keys of a file recorded elsewhere do not come back in what is said of the file: notes, marks, what could be no frame. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { entryToJson } from '../entry-json.ts';
import { imported } from './testing/imported.ts';

const key = 'sk-0123456789abcdefghijklmnopqrstuvwxyz';
const har = (entry: object) => encodeUtf8(JSON.stringify({ log: { version: '1.2', entries: [entry] } }));
const socket = (more: object, messages?: object[]) => ({
  startedDateTime: '2026-01-02T03:04:05.000Z',
  _resourceType: 'websocket',
  request: { url: `wss://tts.example/v1/tts/ws?token=${key}`, headers: [] },
  response: { status: 101, headers: [] },
  ...(messages === undefined ? {} : { _webSocketMessages: messages }),
  ...more,
});
/** All that is told of a file, but the address that the survey keeps for itself; base64 in words is taken for what it stands for. */
async function everything(bytes: Uint8Array): Promise<string> {
  const { survey, sessions } = await imported(bytes);
  const { notes, faults, problem, sockets } = survey;
  const entries = sessions.flatMap((one) => one.entries.map(entryToJson));
  const said = [JSON.stringify([notes, faults, problem, sockets.map((one) => one.title)]), ...entries].join('\n');
  expect(entries.length).toBeGreaterThan(0);
  return said.replace(/as base64: ([A-Za-z0-9+/=]+)/g, (_, data) => Buffer.from(data, 'base64').toString());
}
/** The longest part of the key that stands somewhere. */
const parts = (said: string) =>
  [...Array(key.length - 6).keys()].map((at) => key.slice(at, at + 6)).filter((part) => said.includes(part));

test('the note of messages that are in another file', async () => {
  const said = await everything(har(socket({ response: { status: 101, headers: [], content: { _file: 'x.jsonl' } } })));
  expect(said).toContain('are not in this file but in');
  expect(parts(said)).toEqual([]);
});

test('an error in the words of the tool, wherever it is cut', async () => {
  for (const more of [0, 240, 255, 270, 290]) {
    const words = `${'x'.repeat(more)} connection to 'wss://h/?token=${key}' failed`;
    const message = { type: 'error', opcode: -1, time: 1767322446, data: words };
    const said = await everything(har(socket({ response: { status: 101, headers: [], _error: words } }, [message])));
    expect(said).toContain('The tool that recorded it says');
    expect(parts(said)).toEqual([]);
  }
});

test('data that is no base64, cut in the middle of a key', async () => {
  const message = { type: 'send', opcode: 2, time: 1767322446, data: `{"this is text and no base64": "${key}"}` };
  const said = await everything(har(socket({}, [message])));
  expect(said).toContain('is not padded base64');
  expect(parts(said)).toEqual([]);
});

test('a key at its place in what has no known direction or opcode', async () => {
  const start = (token: string) => JSON.stringify({ event: 'start', token, request: {} });
  const messages = [
    { type: 'teleport', opcode: 1, time: 1767322446, data: start(key) },
    { type: 'send', opcode: 7, time: 1767322447, data: start(key) },
  ];
  const address = { request: { url: 'wss://tts.example/v1/tts/ws', headers: [] } };
  const said = await everything(har(socket(address, messages)));
  expect(said).toContain('is not known; its');
  expect(parts(said)).toEqual([]);
});

test('a parameter whose name is spelled with escapes', async () => {
  const url = `wss://tts.example/v1/tts/ws?%74oken=${key}&x=1#access_token=${key}`;
  expect(parts(await everything(har(socket({ request: { url, headers: [] } }))))).toEqual([]);
});

test('gzip within gzip is named', async () => {
  const { survey } = await imported(new Uint8Array(gzipSync(gzipSync(har(socket({}))))));
  expect(survey.problem).toMatchObject({ code: 'not_importable', detail: expect.stringContaining('gzip') });
});

test('gzip of several members is read whole', async () => {
  const text = har(socket({}, [{ type: 'send', opcode: 1, time: 1767322446, data: '{}' }]));
  const packed = Buffer.concat([gzipSync(text.subarray(0, 100)), gzipSync(text.subarray(100))]);
  const { survey, sessions } = await imported(new Uint8Array(packed));
  expect([survey.problem, sessions[0]?.end.problem]).toEqual([null, null]);
});

test('more keys than are looked for everywhere: each is masked where it stands', async () => {
  const keys = Array.from({ length: 300 }, (_, i) => `sk-${i}-abcdefghijklmnopqrst`);
  const url = `wss://tts.example/v1/tts/ws?${keys.map((one) => `a=b&token=${one}`).join('&')}`;
  const start = (token: string) => JSON.stringify({ event: 'start', token, request: {} });
  const messages = keys.map((one, i) => ({ type: 'send', opcode: 1, time: 1767322446 + i, data: start(one) }));
  const file = har(socket({ request: { url, headers: [] } }, messages));
  const [dial, ...others] = (await imported(file)).sessions[0]?.entries ?? [];
  const address = dial?.kind === 'dial' ? dial.url : '';
  expect(address).toHaveLength(url.length);
  const fillers = address.split('a=b&token=').slice(1);
  expect(fillers.map((filler) => filler.split('.')[0])).toEqual(keys.map((_, i) => `key#${i + 1}`));
  const frames = others.flatMap((entry) => (entry.kind === 'frame' ? [entry] : []));
  expect(frames.map(({ bytes }, i) => [bytes.length, Buffer.from(bytes).includes(keys[i] as string)])).toEqual(
    keys.map((one) => [start(one).length, false]),
  );
});
