/** Keys that are written in some other way, or stand where only a file made on purpose has them. */
import { describe, expect, it } from 'vitest';
import { formsIn, secretForms } from '../../../e2e/tools/secret-forms.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { problem } from '../../problem/problem.ts';
import type { Entry, EntryBody } from '../../session/entry.ts';
import { entryFromJson, entryToJson } from '../entry-json.ts';
import { redactor, secretsRedacted } from './redactor.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
/** A part of it would be a leak too. */
const forms = ['LEAK_7f3', '7f3a9c21'].flatMap((part) => secretForms(part));
const fishspeech = dialectOf('fishspeech') as Dialect;
const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const hex = Buffer.from(canary).toString('hex');
const big = new Uint8Array(Buffer.from(canary, 'utf16le').swap16());

const text = (value: unknown): EntryBody => ({
  kind: 'frame',
  dir: 'sent',
  opcode: 'text',
  bytes: utf8(typeof value === 'string' ? value : JSON.stringify(value)),
});
const binary = (...parts: Uint8Array[]): EntryBody => ({
  kind: 'frame',
  dir: 'sent',
  opcode: 'binary',
  bytes: new Uint8Array(Buffer.concat(parts)),
});
const mark = (says: string): EntryBody => ({ kind: 'mark', by: 'relay', says });
const dial = (url: string, name = 'a', value = 'b'): EntryBody => {
  return { kind: 'dial', url, headers: [{ name, value }], via: 'import' };
};

function redacted(bodies: readonly EntryBody[], masked?: Entry['masked']): Entry[] {
  const entries = bodies.map((body, i): Entry => {
    return { seq: i + 1, t: i, ...(masked === undefined ? {} : { masked }), ...body };
  });
  const taken = redactor(fishspeech, secretsRedacted);
  for (const entry of entries) taken.learn(entry);
  return entries.map((entry) => taken.entry(entry).entry);
}

/** All text and bytes of it. */
function allOf(value: unknown): Buffer {
  if (value instanceof Uint8Array) return Buffer.concat([value, Buffer.from([0])]);
  if (typeof value === 'string') return Buffer.from(`${value}\0`);
  return Buffer.concat(typeof value === 'object' && value !== null ? Object.values(value).map(allOf) : []);
}

const written: [string, EntryBody][] = [
  ['behind an escape, in text that is no JSON', text(`msg=x\\n${canary}`)],
  ['behind an escape of a sign', mark(`said \\u003d${canary}`)],
  ['with escapes of JSON, in words', mark(`got {"m":"\\u0066${canary.slice(1)}"}`)],
  ['with escapes of a program', text({ m: Array.from(canary, (c) => `\\x${c.charCodeAt(0).toString(16)}`).join('') })],
  ['in hex behind 0x', text({ d: `0x${hex}` })],
  ['in hex behind a name', text({ d: `id_${hex}` })],
  ['in hex with a digit too many', text({ d: `a${hex}` })],
  ['in base64 behind a path', text({ d: `a/${base64(canary)}` })],
  ['in base64 behind a name', text({ d: `id_${base64(canary)}` })],
  [
    'in base64 that is broken into lines',
    text({ d: base64(`${' '.repeat(45)}${canary}`).replace(/.{76}/g, '$&\r\n') }),
  ],
  ['in base64 within bytes', binary(new Uint8Array([1, 2, 3]), utf8(base64(`k ${canary}`)))],
  ['in a second value of a frame', binary(encodeMsgpack({ a: 1 }), encodeMsgpack({ k: base64(`k ${canary}`) }))],
  ['by its name within bytes', binary(new Uint8Array([1, 2]), utf8('password=horse-7f3a9c21'))],
  ['in UTF-16 behind a letter', binary(utf8('A'), big)],
  ['in UTF-16 behind a sign', binary(utf8('<'), big)],
  ['with a backslash in it', mark('password="ab\\cd-7f3a9c21"')],
  ['among the protocols of an upgrade', dial('wss://x', 'Sec-WebSocket-Protocol', 'token, horse-7f3a9c21')],
  ['in a header named x-auth', dial('wss://x', 'X-Auth', 'horse-7f3a9c21')],
  ['as a ticket', dial('wss://x?ticket=horse-7f3a9c21')],
  ['in a list of headers', text({ headers: [{ value: 'horse-7f3a9c21', name: 'x-api-key' }] })],
  ['as a method', { kind: 'http', method: canary, url: '/', status: 200, headers: [] }],
  ['in the title of a failure', { kind: 'failure', problem: { ...problem('refused', ''), title: `no ${canary}` } }],
  ['as the code of a failure', { kind: 'failure', problem: { ...problem('refused', ''), code: canary as 'refused' } }],
];

describe('a key', () => {
  it.each(written)('%s', (_, body) => {
    const [after] = redacted([body]) as [Entry];
    expect(formsIn(allOf(after), forms)).toEqual([]);
    // Whatever stands there, it can be read again.
    expect(entryFromJson(JSON.parse(entryToJson(after)))).toEqual({ entry: after });
  });

  it('as what the name of a masked key should be', () => {
    const header = { name: 'a', value: 'b', masked: [{ start: 0, end: 1, key: canary }] };
    const body: EntryBody = { kind: 'dial', url: 'wss://x', headers: [header], via: 'import' };
    const after = redacted([body], [{ in: 'url', start: 0, end: 1, key: canary }]);
    expect(formsIn(allOf(after), forms)).toEqual([]);
  });

  it('with escapes at the place of the protocol, without them elsewhere', () => {
    const start = text('{"event":"start","token":"\\u0063orrect-horse-7f3a9c21"}');
    expect(formsIn(allOf(redacted([text('hello correct-horse-7f3a9c21'), start])), forms)).toEqual([]);
  });

  it('without what it was wrapped in at its place', () => {
    const says = mark('no horse-7f3a9c21 here');
    const basic = dial('wss://x', 'Authorization', `Basic ${base64('me:horse-7f3a9c21')}`);
    for (const head of [basic, dial('wss://x', 'Cookie', 'a="horse-7f3a9c21"')])
      expect(formsIn(allOf(redacted([says, head])), forms)).toEqual([]);
  });

  it('with quotes in it, as a program writes it', () => {
    const taken = redactor(null, secretsRedacted);
    taken.learn({ seq: 1, t: 0, ...text({ token: 'correct"horse\\7f3a9c21' }) });
    expect(taken.text(`key = ${JSON.stringify('correct"horse\\7f3a9c21')};`)).toBe('key = "secret..................";');
  });
});

it('base64 in lines stays base64 in the same lines', () => {
  const lines = base64(`${' '.repeat(40)}Bearer ${canary}${' '.repeat(40)}`).replace(/.{76}/g, '$&\n');
  const [after] = redacted([text(lines)]) as [Entry & { bytes: Uint8Array }];
  const said = Buffer.from(after.bytes).toString();
  expect(said.split('\n').map(({ length }) => length)).toEqual(lines.split('\n').map(({ length }) => length));
  expect(Buffer.from(said, 'base64').toString().trim()).toBe(`Bearer ${'secret#1'.padEnd(canary.length, '.')}`);
});

it('takes out as many places of one frame as there are', () => {
  // More than a call takes arguments. With a full stop in it none is long enough to be read as base64, which takes most of the time.
  const many = 130_000;
  const [after] = redacted([text('sk-abcdef.h1234 '.repeat(many))]) as [Entry];
  expect(after.masked?.length).toBe(many);
});

it('tells a few of the keys that many texts of one frame begin, and no more', () => {
  const taken = redactor(null, secretsRedacted);
  const halves = Array.from({ length: 5000 }, () => 'correct-ho');
  const entries = [text({ token: 'correct-horse-battery' }), text(halves), text(halves)].map(
    (body, i): Entry => ({ seq: i + 1, t: i, ...body }),
  );
  for (const entry of entries) taken.learn(entry);
  for (const entry of entries) taken.entry(entry);
  expect(taken.note().splits).toEqual([
    { seq: 2, next: null },
    { seq: 3, next: null },
  ]);
});
