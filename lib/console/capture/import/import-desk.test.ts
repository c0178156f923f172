/** Files become sessions of the list: what is chosen, all of it, and nothing before it is asked for. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { recordingWriter } from '../../../recording/recording-writer.ts';
import type { Entry } from '../../../session/entry.ts';
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
