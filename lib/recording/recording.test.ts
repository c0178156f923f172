import { describe, expect, test } from 'vitest';
import { ByteSink } from '../bytes/byte-sink.ts';
import { problem } from '../problem/problem.ts';
import type { Entry, SessionHead } from '../session/entry.ts';
import { type RecordingEnd, recordingReader } from './recording-reader.ts';
import { recordingWriter } from './recording-writer.ts';
import { verdictOf } from './verify.ts';

const head: SessionHead = {
  id: 'a'.repeat(32),
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 1.5e12,
  via: 'sandbox',
};
const bytes = (...values: number[]) => new Uint8Array(values);
const entries: Entry[] = [
  {
    seq: 1,
    t: 0,
    masked: [{ in: 'url', start: 4, end: 9, key: 'key#1' }],
    kind: 'dial',
    url: 'ws:?key#1',
    headers: [{ name: 'authorization', value: 'Bearer key#1...', masked: [{ start: 7, end: 15, key: 'key#1' }] }],
    via: 'relay',
    faults: 'drop@3',
  },
  {
    seq: 2,
    t: 0.25,
    kind: 'handshake',
    status: 401,
    statusText: 'Unauthorized',
    headers: [],
    body: bytes(123, 125),
    bodyCut: true,
    timings: { tcp: 1.5 },
  },
  { seq: 3, t: 1.125, kind: 'frame', dir: 'sent', opcode: 'binary', bytes: bytes(0, 255, 128) },
  {
    seq: 4,
    t: 2,
    kind: 'frame',
    dir: 'received',
    opcode: 'text',
    bytes: new TextEncoder().encode('a\u2028,"seen":1,"h":"'),
    wire: { bytes: 20, fragments: 2, compressed: false, chunk: 7 },
    round: 1,
    leg: 'upstream',
    passed: 'edited',
    of: 3,
  },
  {
    seq: 5,
    t: 3,
    kind: 'http',
    method: 'GET',
    url: '/v1',
    status: 200,
    headers: [],
    requestBody: bytes(),
    responseBody: bytes(9),
  },
  { seq: 6, t: 4, kind: 'mark', by: 'limit', says: 'not kept: 3 frames,"seen":5', about: 4 },
  { seq: 7, t: 5, kind: 'failure', problem: problem('connection_lost', 'gone', { byte: 3 }) },
  { seq: 8, t: 6, kind: 'close', by: 'peer', code: 1006, reason: bytes(0xff), clean: false },
];

async function written(): Promise<string[]> {
  const writer = await recordingWriter({ session: head });
  return [
    writer.header(),
    ...entries.map((entry, i) => writer.entry(entry, i % 2 === 0 ? null : i + 0.5)),
    writer.end(),
  ];
}

async function read(text: string, step = text.length) {
  const got: Entry[] = [];
  const seen: (number | null)[] = [];
  const reader = await recordingReader({
    entry: (entry, at) => {
      got.push(entry);
      seen.push(at);
    },
  });
  for (let at = 0; at < text.length; at += step) if (!reader.push(text.slice(at, at + step))) break;
  return { got, seen, end: reader.end() };
}

const says = (end: RecordingEnd) => verdictOf(end).says;

test('every kind of entry there and back, in pieces of any length, and written again the same', async () => {
  const text = (await written()).join('');
  for (const step of [1, 7, 1000, text.length]) {
    const { got, seen, end } = await read(text, step);
    expect(got).toEqual(entries);
    expect(seen).toEqual(entries.map((_, i) => (i % 2 === 0 ? null : i + 0.5)));
    expect(end).toMatchObject({ header: { session: head }, entries: 8, masked: 2, closed: true, problem: null });
    expect(says(end)).toBe('complete, unchanged since written: 8 entries, masked in 2 places');
  }
  const { got, seen, end } = await read(text);
  const again = await recordingWriter(end.header as NonNullable<typeof end.header>);
  expect([again.header(), ...got.map((entry, i) => again.entry(entry, seen[i])), again.end()].join('')).toBe(text);
});

test('lines that go straight into a buffer are the same, and go on from each other', async () => {
  const [header, ...lines] = await written();
  const writer = await recordingWriter({ session: head });
  expect(writer.header()).toBe(header);
  const sink = new ByteSink(1);
  entries.forEach((entry, i) => {
    const seen = i % 2 === 0 ? null : i + 0.5;
    if (i === 4) sink.addText(writer.entry(entry, seen));
    else writer.put(sink, entry, seen);
  });
  expect(new TextDecoder().decode(sink.bytes()) + writer.end()).toBe(lines.join(''));
});

test('any one character changed is found at its line', async () => {
  const lines = await written();
  const text = lines.join('');
  const starts = lines.map((_, i) => lines.slice(0, i).join('').length);
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\n') continue;
    const line = starts.findLastIndex((start) => start <= at) + 1;
    const other = text[at] === '0' ? '1' : '0';
    const { end } = await read(text.slice(0, at) + other + text.slice(at + 1));
    const aside = /,"seen":([\d.]+),"h"/.exec(lines[line - 1] as string);
    const inSeen =
      aside !== null &&
      at - (starts[line - 1] as number) >= aside.index &&
      at - (starts[line - 1] as number) < aside.index + aside[0].length - 4;
    // The page's own receipt time is stored beside the evidence: the chain does not cover its value.
    if (inSeen && end.brokenLine === null) continue;
    expect(end.brokenLine, `character ${at}`).toBe(line);
  }
});

describe('what is not whole', () => {
  test('a line missing, doubled or moved', async () => {
    const lines = await written();
    const cases: [string[], number][] = [
      [lines.toSpliced(3, 1), 4],
      [lines.toSpliced(3, 0, lines[3] as string), 5],
      [[...lines.slice(0, 3), lines[4] as string, lines[3] as string, ...lines.slice(5)], 4],
    ];
    for (const [broken, line] of cases) expect((await read(broken.join(''))).end.brokenLine).toBe(line);
  });

  test('a file cut anywhere gives the entries before the cut', async () => {
    const lines = await written();
    const open = await read(lines.slice(0, 5).join(''));
    expect([open.got.length, says(open.end)]).toEqual([4, 'intact up to entry 4, not closed, masked in 2 places']);
    const cut = await read(lines.slice(0, 5).join('').slice(0, -20));
    expect([cut.got.length, cut.end.problem, cut.end.brokenLine]).toEqual([3, null, null]);
    expect(says(cut.end)).toBe('intact up to entry 3, not closed: line 5 was cut, masked in 2 places');
    expect(verdictOf(cut.end).ok).toBe(false);
    for (let at = 1; at < (lines[0] as string).length - 1; at++) {
      const { end } = await read((lines[0] as string).slice(0, at));
      expect([end.problem?.code, end.brokenLine]).toEqual(['bad_recording', null]);
    }
    // Cut off or not: what was changed before is told first.
    const changed = await read(lines.slice(0, 5).join('').replace('"t":0.25', '"t":0.5').slice(0, -20));
    expect(says(changed.end)).toBe('line 3 differs from what was written, or a line before it is missing');
    const unbroken = await read(lines.join('').slice(0, -1));
    expect(unbroken.end.closed).toBe(true);
  });

  test.each([
    ['', 'bad_recording', 1],
    ['hello\n', 'bad_recording', 1],
    ['{"log":{}}\n', 'bad_recording', 1],
    ['{"format":"wiretone","version":2}\n', 'recording_from_future', 1],
    ['{"format":"wiretone","version":1}\n', 'bad_recording', 1],
  ])('%j is refused with a reason', async (text, code, line) => {
    const { end } = await read(text);
    expect([end.problem?.code, end.problem?.at?.line ?? 1]).toEqual([code, line]);
  });

  test('an entry of a wrong shape is named by its field', async () => {
    const lines = await written();
    const bad = (lines[3] as string).replace('"dir":"sent"', '"dir":"up"');
    const { end, got } = await read([...lines.slice(0, 3), bad].join(''));
    expect(got.length).toBe(2);
    expect(end.problem).toMatchObject({
      code: 'bad_recording',
      at: { line: 4 },
      detail: expect.stringContaining('dir'),
    });
  });

  test('a time that is no number JSON can write again is refused, in a plain frame too', async () => {
    const lines = await written();
    for (const more of ['', ',"round":1']) {
      const line = `{"seq":2,"t":1e999,"kind":"frame","dir":"sent","opcode":"text","bytes":""${more}}\n`;
      const { end, got } = await read([...lines.slice(0, 2), line].join(''));
      expect([got.length, end.problem?.code, end.problem?.detail.slice(0, 2)]).toEqual([1, 'bad_recording', 't:']);
    }
  });
});
