/** Files become sessions of the list: what is chosen, all of it, and nothing before it is asked for. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { encodeMsgpack } from '../../../msgpack/encode.ts';
import { recordingWriter } from '../../../recording/recording-writer.ts';
import type { Entry } from '../../../session/entry.ts';
import { notWholeWords } from '../../../session/mark-words.ts';
import type { ImportAnswer, ImportWish, LookedFile, OpenedFile } from '../../rooms/import-room.ts';
import { type CoreStage, coreStage } from '../core-stage.ts';

beforeAll(async () => {
  await frameHasher();
  await sha256();
});

const samples = new URL('../../../recording/import/samples/', import.meta.url);
const sample = (name: string) => new Blob([readFileSync(new URL(name, samples))]);

let asks = 0;
function asking(stage: CoreStage) {
  return (wish: ImportWish): Promise<ImportAnswer> => {
    const id = ++asks;
    stage.core.take({ do: 'ask', id, ask: { room: 'import', wish } });
    return waitFor(stage, id);
  };
}

/** A file is read in real time; the clock of the stage is moved while it is. */
async function waitFor(stage: CoreStage, id: number): Promise<ImportAnswer> {
  for (;;) {
    const answer = stage.messages.find((m) => m.say === 'answer' && m.id === id);
    if (answer?.say === 'answer') return answer.answer as ImportAnswer;
    await stage.clock.advance(1);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const looked = (answer: ImportAnswer): LookedFile => {
  if (answer === null || !('looked' in answer)) throw new Error(JSON.stringify(answer));
  return answer.looked;
};
const opened = (answer: ImportAnswer): OpenedFile => {
  if (answer === null || !('opened' in answer)) throw new Error(JSON.stringify(answer));
  return answer.opened;
};
const all = ({ sockets }: LookedFile) => sockets.map(({ id, dialect }) => ({ id, dialect }));

async function recording(entries: readonly Entry[], id: string): Promise<string[]> {
  const session = { id, upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'relay' } as const;
  const writer = await recordingWriter({ session });
  return [writer.header(), ...entries.map((entry) => writer.entry(entry, entry.t + 1)), writer.end()];
}
const bytes = new Uint8Array([0x81, 0xa5, 0x65, 0x76, 0x65, 0x6e, 0x74, 0xa4, 0x73, 0x74, 0x6f, 0x70]);
const few: Entry[] = [
  { seq: 1, t: 0, kind: 'dial', url: 'wss://x/v1/tts/live', headers: [], via: 'relay' },
  { seq: 2, t: 5, kind: 'frame', dir: 'sent', opcode: 'binary', bytes },
  { seq: 3, t: 9, kind: 'close', by: 'peer', code: 1000, reason: new Uint8Array(0), clean: true },
];

describe('a file with several sockets', () => {
  test('is looked at first; what is chosen becomes sessions, and the first of them is shown', async () => {
    const stage = coreStage();
    const ask = asking(stage);
    const file = looked(await ask({ op: 'look', file: sample('playwright.har'), name: 'trace.har' }));
    expect(file).toMatchObject({ format: 'HAR', isOwn: false, creator: 'Playwright 1.65.1', problem: null });
    expect(file.sockets.map(({ title, frames, dialect }) => [title, frames, dialect])).toEqual([
      ['tts.example/v1/tts/live', 5, 'fish'],
      ['127.0.0.1:4820/v1/tts/ws', 2, 'fishspeech'],
    ]);
    expect(JSON.stringify(file)).not.toContain('sample-token');
    expect(stage.page.sessions ?? []).toEqual([]);

    const made = opened(await ask({ op: 'open', sockets: all(file), redact: false }));
    await stage.clock.advance(100);
    expect(made.sessions.map(({ entries, masked }) => [entries, masked])).toEqual([
      [7, 1],
      [4, 2],
    ]);
    expect(stage.page.sessions?.map(({ title, frames, dialect }) => [title, frames, dialect])).toEqual([
      ['trace, tts.example/v1/tts/live', 5, 'fish'],
      ['trace, 127.0.0.1:4820/v1/tts/ws', 2, 'fishspeech'],
    ]);
    expect(stage.page.active).toBe(made.sessions[0]?.id);
    expect(stage.page.sessions?.[0]?.connection).toMatchObject({ phase: 'closed' });
    expect(stage.page.live ?? null).toBeNull();
    expect(stage.page.importing).toEqual({ job: null });
  });

  test('the same file again gets other titles', async () => {
    const stage = coreStage();
    const ask = asking(stage);
    for (const title of ['one', 'one (2)', 'one (3)']) {
      const file = looked(await ask({ op: 'look', file: sample('chromium.har'), name: 'one.har' }));
      expect(opened(await ask({ op: 'open', sockets: all(file), redact: false })).sessions[0]?.title).toBe(title);
    }
  });
});

test('a recording of our own is said to be whole, and keeps its name, its times and its bytes', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const lines = await recording(few, 'ab'.repeat(16));
  const file = looked(await ask({ op: 'look', file: new Blob(lines), name: 'x.wiretone.jsonl' }));
  expect(file).toMatchObject({
    isOwn: true,
    verdict: { ok: true, says: 'complete, unchanged since written: 3 entries' },
  });
  const made = opened(await ask({ op: 'open', sockets: all(file), redact: true }));
  expect(made.sessions).toEqual([{ id: 'ab'.repeat(16), title: 'x', entries: 3, masked: 0, redacted: 0 }]);
  // Its id is taken then, and one that could be a path is never used.
  looked(await ask({ op: 'look', file: new Blob(lines), name: 'x.jsonl' }));
  const again = opened(await ask({ op: 'open', sockets: all(file), redact: false }));
  expect(again.sessions[0]?.id).toMatch(/^[0-9a-f]{32}$/);
  expect(again.sessions[0]?.id).not.toBe('ab'.repeat(16));
  const hostile = new Blob(await recording(few, '../../etc'));
  looked(await ask({ op: 'look', file: hostile, name: 'x.jsonl' }));
  expect(opened(await ask({ op: 'open', sockets: all(file), redact: false })).sessions[0]?.id).toMatch(
    /^[0-9a-f]{32}$/,
  );
});

test('a line that was changed is named before anything is opened; what breaks off says where in the session too', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const lines = await recording(few, 'ab'.repeat(16));
  const changed = lines.map((line, i) => (i === 2 ? line.replace('"t":5', '"t":6') : line));
  expect(looked(await ask({ op: 'look', file: new Blob(changed), name: 'x' })).verdict).toEqual({
    ok: false,
    says: 'line 3 differs from what was written, or a line before it is missing',
  });
  const broken = lines.map((line, i) => (i === 3 ? line.replace('"kind":"close"', '"kind":"klose"') : line));
  const file = looked(await ask({ op: 'look', file: new Blob(broken), name: 'x' }));
  expect(file.problem?.at).toMatchObject({ line: 4 });
  expect(stage.page.sessions ?? []).toEqual([]);
  const made = opened(await ask({ op: 'open', sockets: all(file), redact: false }));
  expect(made.sessions[0]?.entries).toBe(3);
  await stage.clock.advance(100);
  expect(stage.page.sessions?.[0]?.notWhole).toMatch(/^line 4 differs from what was written/);
});

test('one that was not whole says so for ever: in its log, in the list, and in every copy of it', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const lines = await recording(few, 'ab'.repeat(16));
  const fault = 'line 3 differs from what was written, or a line before it is missing';
  const open = async (text: readonly string[]) => {
    const file = looked(await ask({ op: 'look', file: new Blob([...text]), name: 'x' }));
    const { id } = opened(await ask({ op: 'open', sockets: all(file), redact: false })).sessions[0] ?? { id: '' };
    await stage.clock.advance(100);
    return stage.page.sessions?.find((one) => one.id === id);
  };
  const changed = await open(lines.map((line) => line.replace('"t":5', '"t":6')));
  expect(changed).toMatchObject({ entries: 4, notWhole: fault });
  expect(stage.page.view?.rows.at(-1)).toMatchObject({
    kind: 'mark',
    meaning: `this recording was not whole when it was opened: ${fault}`,
  });
  const mark: Entry = { seq: 4, t: 9, kind: 'mark', by: 'page', says: notWholeWords(fault) };
  expect(await open(await recording([...few, mark], 'cd'.repeat(16)))).toMatchObject({ entries: 4, notWhole: fault });
  expect(await open(lines.slice(0, 3))).toMatchObject({ notWhole: 'intact up to entry 2, not closed' });
  expect(await open([...lines.slice(0, 3), '{"seq":3,'])).toMatchObject({
    notWhole: 'intact up to entry 2, not closed: line 4 was cut',
  });
  expect(await open(lines)).toMatchObject({ entries: 3, notWhole: null });
});

test('where a line could not be read and the others were, nothing is said to be missing behind them', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const file = looked(await ask({ op: 'look', file: sample('hostile/j07-concatenated.jsonl'), name: 'x' }));
  expect(file.problem).toMatchObject({ code: 'broken_line', hint: 'The other lines can be opened.' });
  await ask({ op: 'open', sockets: all(file), redact: false });
  await stage.clock.advance(100);
  const marks = stage.page.view?.rows.filter(({ kind }) => kind === 'mark').map(({ meaning }) => meaning);
  expect(marks).toEqual(['of this file: line 1: it is not one JSON object', 'of this file: 1 line not read']);
  expect(stage.page.sessions?.[0]?.notWhole).toBeNull();
  expect(await ask({ op: 'look', file: sample('hostile/j05-one-long-line.jsonl'), name: 'x' })).toMatchObject({
    code: 'not_importable',
    hint: 'No line of it can be read.',
  });
});

test('of a record that does not hold the end of its connection nothing is said of what never came', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const frame = (seq: number, value: object): Entry => {
    return { seq, t: seq, kind: 'frame', dir: 'sent', opcode: 'binary', bytes: encodeMsgpack(value as never) };
  };
  const entries: Entry[] = [
    { seq: 1, t: 0, kind: 'handshake', status: 101, statusText: '', headers: [] },
    frame(2, { event: 'start', request: { text: '', format: 'mp3', latency: 'balanced' } }),
    frame(3, { event: 'text', text: 'Are there any last words? ' }),
  ];
  const close: Entry = { seq: 4, t: 9, kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true };
  const rulesOf = async (list: readonly Entry[], id: string) => {
    const file = looked(await ask({ op: 'look', file: new Blob(await recording(list, id)), name: 'x' }));
    await ask({ op: 'open', sockets: all(file), redact: false });
    await stage.clock.advance(2000);
    return stage.page.findings?.list.map(({ rule }) => rule);
  };
  expect(await rulesOf([...entries, close], '0a'.repeat(16))).toEqual(['A21', 'A22']);
  expect(await rulesOf(entries, '0b'.repeat(16))).toEqual([]);
});

test('a file whose session is here already says which', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const own = new Blob(await recording(few, 'ab'.repeat(16)));
  const look = async (file: Blob) => looked(await ask({ op: 'look', file, name: 'x' }));
  for (const [file, before] of [
    [sample('chromium.har'), []],
    [own, ['ab'.repeat(16)]],
  ] as const) {
    const first = await look(file);
    expect(first.sockets[0]?.sameAs).toEqual(before);
    const { id } = opened(await ask({ op: 'open', sockets: all(first), redact: false })).sessions[0] ?? {};
    expect((await look(file)).sockets[0]?.sameAs).toContain(id);
  }
  // An id that could be anything is not told.
  expect((await look(new Blob(await recording(few, '../../etc')))).sockets[0]?.sameAs).toEqual([]);
});

test('what cannot be opened is refused with its reason, and the sessions stay', async () => {
  const stage = coreStage();
  const ask = asking(stage);
  const file = looked(await ask({ op: 'look', file: sample('chromium.har'), name: 'a.har' }));
  await ask({ op: 'open', sockets: all(file), redact: false });
  const answer = await ask({ op: 'look', file: sample('hostile/h23-not-har.har'), name: 'b.har' });
  expect(answer).toMatchObject({ code: 'not_importable', detail: 'it is not JSON: it looks like PNG' });
  await stage.clock.advance(100);
  expect(stage.page.sessions?.map(({ title }) => title)).toEqual(['a']);
  expect(await ask({ op: 'open', sockets: [{ id: 0, dialect: 'fish' }], redact: false })).toMatchObject({
    code: 'not_importable',
  });
});

test('the page sees how far it is, and may stop it', async () => {
  const stage = coreStage();
  const line = '{"v":1,"t":0,"dir":"in","op":"text","text":"x"}\n';
  const file = new Blob(Array.from({ length: 40_000 }, () => line));
  const id = ++asks;
  let most = 0;
  stage.core.take({ do: 'ask', id, ask: { room: 'import', wish: { op: 'look', file, name: 'long' } } });
  while ((stage.page.importing?.job?.done ?? 0) === 0) {
    await stage.clock.advance(60);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { job } = stage.page.importing ?? { job: null };
  most = Math.max(most, job?.done ?? 0);
  expect(job).toMatchObject({ step: 'looking', name: 'long', of: file.size });
  expect(most).toBeLessThanOrEqual(file.size);
  await asking(stage)({ op: 'stop' });
  expect(await waitFor(stage, id)).toMatchObject({ code: 'given_up' });
});
