import { describe, expect, it } from 'vitest';
import { formsIn, secretForms } from '../../../e2e/tools/secret-forms.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { problem } from '../../problem/problem.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { recordingReader } from '../recording-reader.ts';
import { recordingWriter } from '../recording-writer.ts';
import { nothingRedacted, type RedactionOptions, secretsRedacted } from '../redact/redactor.ts';
import { verdictOf } from '../verify.ts';
import { exportFormats } from './export-formats.ts';
import type { ExportSource } from './export-source.ts';
import { ownLines } from './own-format.ts';
import { redactedSource } from './redacted-source.ts';

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const fishspeech = dialectOf('fishspeech') as Dialect;
const utf8 = (text: string) => new TextEncoder().encode(text);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const head: SessionHead = { id: 'a'.repeat(32), upstream: 'tap', dialect: 'fishspeech', startedAt: 1.7e12, via: 'tap' };

let seq = 0;
const at = () => ({ seq: ++seq, t: seq * 10.5 });
const frame = (opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array, dir: 'sent' | 'received' = 'received'): Entry => {
  return { ...at(), kind: 'frame', dir, opcode, bytes: Uint8Array.from(bytes) };
};
/** Fifteen copies of the key, nowhere masked: as a file has it that was recorded elsewhere. */
const leaky: readonly Entry[] = [
  {
    ...at(),
    kind: 'dial',
    url: `wss://x.example/v1?token=${canary}`,
    headers: [{ name: 'Authorization', value: `Bearer ${canary}` }],
    via: 'import',
  },
  {
    ...at(),
    kind: 'handshake',
    status: 401,
    statusText: 'No',
    headers: [{ name: 'X-Echo', value: canary }],
    body: utf8(`{"detail":"${canary}"}`),
  },
  frame('text', utf8(JSON.stringify({ event: 'start', token: canary, request: {} })), 'sent'),
  frame('text', utf8(JSON.stringify({ event: 'log', message: `Bearer ${canary}` }))),
  frame('text', utf8(JSON.stringify({ [canary]: 1 }))),
  frame('binary', encodeMsgpack({ event: 'log', message: `you sent ${canary}` })),
  frame('binary', encodeMsgpack({ audio: utf8(base64(`k ${canary}`)) })),
  frame('text', utf8(JSON.stringify({ a: base64(canary), b: base64(`x${canary}`), c: base64(`xx${canary}`) }))),
  frame('text', utf8(JSON.stringify({ hex: Buffer.from(canary).toString('hex') }))),
  frame('text', utf8(`p=${Array.from(canary, (c) => `%${c.charCodeAt(0).toString(16)}`).join('')}`)),
  frame('binary', new Uint8Array(Buffer.from(`${canary}!`, 'utf16le'))),
  frame('ping', utf8(canary)),
  { ...at(), kind: 'mark', by: 'relay', says: `refused token=${canary}` },
  { ...at(), kind: 'failure', problem: problem('refused', `it says ${canary}`) },
  { ...at(), kind: 'close', by: 'peer', code: 1008, reason: utf8(`no ${canary}`), clean: true },
];
const clean: readonly Entry[] = [
  { seq: 1, t: 0, kind: 'dial', url: 'wss://x.example/v1', headers: [], via: 'relay' },
  {
    seq: 2,
    t: 0.25,
    kind: 'handshake',
    status: 101,
    statusText: 'Switching Protocols',
    headers: [{ name: 'a', value: 'b' }],
  },
  { seq: 3, t: 1.125, kind: 'frame', dir: 'sent', opcode: 'binary', bytes: new Uint8Array([0, 255, 128]) },
  { seq: 4, t: 2.5, kind: 'frame', dir: 'received', opcode: 'text', bytes: utf8('{"event":"é"}'), round: 2 },
  { seq: 5, t: 2.75, kind: 'frame', dir: 'received', opcode: 'text', bytes: new Uint8Array([0x22, 0xff, 0x22]) },
  { seq: 6, t: 4, kind: 'close', by: 'us', code: 1000, reason: utf8('bye'), clean: true },
];

const sourceOf = (entries: readonly Entry[], seen: number | null = null): ExportSource => ({
  head,
  title: `session ${canary}`,
  redacted: null,
  length: entries.length,
  entry: (n) => entries[n - 1] as Entry,
  seen: () => seen,
  timing: () => ({ kind: '=cmd', audioBytes: 3, audioMs: 0.1 + 0.2, round: 1, turn: null }),
});

async function made(id: string, entries: readonly Entry[], options: RedactionOptions, seen: number | null = null) {
  const { source, places } = await redactedSource(sourceOf(entries, seen), fishspeech, options);
  const parts: string[] = [];
  const format = exportFormats.find((each) => each.id === id);
  for await (const part of format?.make(source) ?? []) parts.push(String(part));
  return { text: parts.join(''), places, title: source.title };
}

async function recorded(entries: readonly Entry[], seen: number | null = null) {
  const writer = await recordingWriter({ session: head });
  return [writer.header(), ...entries.map((entry) => writer.entry(entry, seen)), writer.end()].join('');
}

async function read(text: string) {
  const entries: Entry[] = [];
  const reader = await recordingReader({ entry: (entry) => entries.push(entry) });
  reader.push(text);
  return { entries, end: reader.end() };
}

describe('fifteen canaries', () => {
  it.each(exportFormats.map(({ id }) => id))('leave none in %s, in any spelling', async (id) => {
    const { text, places, title } = await made(id, leaky, secretsRedacted);
    expect(places).toBeGreaterThanOrEqual(15);
    expect(formsIn(text, secretForms(canary))).toEqual([]);
    // Bytes are base64 in these files: looked at decoded too.
    for (const [run] of text.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)) {
      expect(formsIn(Buffer.from(run, 'base64'), secretForms(canary))).toEqual([]);
    }
    expect(title).toBe('session secret#1......................');
  });

  it('goes from the name of the upstream too', async () => {
    const named = { ...sourceOf(leaky.slice(0, 1)), head: { ...head, upstream: `of ${canary}` } };
    const { source, places } = await redactedSource(named, null, secretsRedacted);
    expect([source.head.upstream, places]).toEqual(['of secret#1......................', 3]);
  });

  it('are all there when redaction is off', async () => {
    expect(formsIn((await made('wiretone', leaky, nothingRedacted)).text, secretForms(canary))).toContain('plain');
  });
});

describe('our own format', () => {
  it('is the recorder’s file byte for byte where nothing is removed, whether or not that was asked for', async () => {
    for (const options of [nothingRedacted, secretsRedacted]) {
      expect((await made('wiretone', clean, options, 7.5)).text).toBe(await recorded(clean, 7.5));
    }
  });

  it('is a new chain that says how much was removed, and of which file', async () => {
    const { text, places } = await made('wiretone', leaky, secretsRedacted);
    const { end, entries } = await read(text);
    const before = (await recorded(leaky)).trimEnd().split('\n').at(-1)?.slice(-66, -2);
    expect(end.header?.redacted).toEqual({ places, from: before });
    expect(end.problem).toBeNull();
    expect(entries.length).toBe(leaky.length);
    expect(verdictOf(end).says).toMatch(/redact|removed|export/i);
    // Opened and exported once more it is the same file: there is nothing left to remove.
    const again = await redactedSource(
      { ...sourceOf(entries), redacted: end.header?.redacted ?? null },
      fishspeech,
      secretsRedacted,
    );
    const parts: string[] = [];
    for await (const part of ownLines(again.source)) parts.push(part);
    expect([again.places, parts.join('')]).toEqual([0, text]);
  });
});

describe('HAR', () => {
  it('has the socket as Chromium writes it', async () => {
    const { log } = JSON.parse((await made('har', clean, nothingRedacted, 9)).text);
    expect(log.version).toBe('1.2');
    const [entry] = log.entries;
    expect(entry.startedDateTime).toBe('2023-11-14T22:13:20.000Z');
    expect(entry.request).toMatchObject({ method: 'GET', url: 'wss://x.example/v1' });
    expect(entry.response).toMatchObject({ status: 101, headers: [{ name: 'a', value: 'b' }] });
    expect(entry._webSocketMessages).toEqual([
      { type: 'send', time: 1700000000.001125, opcode: 2, data: 'AP+A', _wiretone: { seq: 3, t: 1.125, seen: 9 } },
      {
        type: 'receive',
        time: 1700000000.0025,
        opcode: 1,
        data: '{"event":"é"}',
        _wiretone: { seq: 4, t: 2.5, round: 2, seen: 9 },
      },
      {
        type: 'receive',
        time: 1700000000.00275,
        opcode: 1,
        data: '"�"',
        _wiretone: { seq: 5, t: 2.75, bytes: 'Iv8i', seen: 9 },
      },
    ]);
    expect(entry._wiretone).toMatchObject({ version: 1, session: head, entries: 6 });
    expect(entry._wiretone.others.map((other: Entry) => other.seq)).toEqual([1, 2, 6]);
  });

  it('survives a session of nothing, and one that began at no time', async () => {
    const source = { ...sourceOf([]), head: { ...head, startedAt: Number.NaN } };
    for (const format of exportFormats) {
      const parts: string[] = [];
      for await (const part of format.make(source)) parts.push(String(part));
      if (format.id === 'har') expect(JSON.parse(parts.join('')).log.entries).toHaveLength(1);
    }
  });
});

it('the table of timings has a line for each frame, without formulas', async () => {
  const lines = (await made('csv', clean, nothingRedacted, 9)).text.split('\r\n');
  expect(lines[0]).toBe(
    'seq,t (ms),delta same direction (ms),direction,opcode,event,bytes,audio (bytes),audio (ms),round,turn,received by the page (ms)',
  );
  expect(lines.slice(1)).toEqual([
    `3,1.125,,sent,binary,'=cmd,3,3,0.3,1,,9`,
    `4,2.5,,received,text,'=cmd,14,3,0.3,1,,9`,
    `5,2.75,0.25,received,text,'=cmd,3,3,0.3,1,,9`,
    '',
  ]);
});
