import { beforeAll, describe, expect, test } from 'vitest';
import { formsIn, secretForms } from '../../../../e2e/tools/secret-forms.ts';
import { openAudioStream } from '../../../audio/audio-stream.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { fakeClock } from '../../../clock/fake.ts';
import { realClock } from '../../../clock/real.ts';
import type { Dialect } from '../../../dialects/dialect.ts';
import { dialectOf } from '../../../dialects/registry.ts';
import { encodeMsgpack } from '../../../msgpack/encode.ts';
import { problem } from '../../../problem/problem.ts';
import { recordingReader } from '../../../recording/recording-reader.ts';
import { nothingRedacted, secretsRedacted } from '../../../recording/redact/redactor.ts';
import type { Entry, EntryBody, SessionHead } from '../../../session/entry.ts';
import type { ExportAnswer, ExportAs, ExportMade, ExportPreview, ExportView } from '../../rooms/export-room.ts';
import { CapturedSession } from '../captured-session.ts';
import { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { ExportDesk } from './export-desk.ts';

beforeAll(() => sha256());

const canary = 'fk_canary_DO_NOT_LEAK_7f3a9c21';
const forms = secretForms(canary);
const toldHead: SessionHead = {
  id: 'a'.repeat(32),
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 1.7e12,
  via: 'relay',
};
const eventFrame = (dir: 'sent' | 'received', event: object): EntryBody => {
  return { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) };
};
const bodies: EntryBody[] = [
  {
    kind: 'dial',
    url: `wss://told/v1?token=${canary}`,
    headers: [{ name: 'authorization', value: `Bearer ${canary}` }],
    via: 'import',
  },
  { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [] },
  eventFrame('sent', {
    event: 'start',
    request: { text: '', references: [{ audio: encodeUtf8('voice'), text: 'hi' }] },
  }),
  eventFrame('sent', { event: 'text', text: `my key is ${canary}` }),
  eventFrame('received', { event: 'log', message: `got ${Buffer.from(canary).toString('hex')}` }),
  { kind: 'close', by: 'peer', code: 1008, reason: encodeUtf8(`bad ${canary}`), clean: true },
];

function toldSession(head = toldHead, told = bodies): HeldSession {
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'sandbox-fish 1');
  const held = new HeldSession(session, realClock, openAudioStream, () => {});
  told.forEach((body, i) => {
    held.take({ session: toldHead.id, seq: i + 1, t: i * 20, body });
  });
  held.track.end();
  return held;
}

/** A desk over one session, on a clock that moves `stepMs` each time it is read. */
function desk(held: HeldSession = toldSession(), stepMs = 0) {
  const clock = fakeClock();
  const said: ExportView[] = [];
  let now = 0;
  const later = (_ms: number, run: () => void) => {
    queueMicrotask(run);
    return {};
  };
  const host = {
    clock: { ...clock, now: () => (now += stepMs), after: later },
  };
  const parts = {
    host,
    sessions: { find: (id: string) => (id === toldHead.id ? held : undefined) },
    clocksOf: () => null,
    page: { say: (patch: { exporting: ExportView }) => said.push(patch.exporting), touchView() {} },
  };
  const made = new ExportDesk(parts as unknown as RoomParts);
  return {
    said,
    take: (wish: Parameters<ExportDesk['take']>[0]) => made.take(wish),
    make: async (as: ExportAs, redact = secretsRedacted) =>
      (await made.take({ op: 'make', session: toldHead.id, as, redact })) as ExportMade,
  };
}

async function read(blob: Blob) {
  const entries: Entry[] = [];
  const reader = await recordingReader({ entry: (entry) => entries.push(entry) });
  reader.push(await blob.text());
  return { entries, end: reader.end() };
}

describe('a file', () => {
  test.each<[ExportAs, string]>([
    ['wiretone', 'sandbox-fish 1.wiretone.jsonl'],
    ['har', 'sandbox-fish 1.har'],
    ['csv', 'sandbox-fish 1.csv'],
    ['report', 'sandbox-fish 1.html'],
    ['profile', 'sandbox-fish 1.json'],
  ])('%s has no canary in it, nor in base64', async (as, name) => {
    const made = await desk().make(as);
    expect(made.name).toBe(name);
    expect(made.places).toBe(5);
    expect(made.removed).toEqual({ position: 2, name: 0, pattern: 3, met: 0, audio: 0 });
    const text = await made.blob.text();
    expect(text.length).toBeGreaterThan(100);
    expect(formsIn(text, forms)).toEqual([]);
    for (const [run] of text.matchAll(/[A-Za-z0-9+/]{8,}={0,2}/g)) {
      expect(formsIn(Buffer.from(run, 'base64'), forms)).toEqual([]);
    }
  });

  test('profile of a session whose start is no date, or none that a name can hold', async () => {
    for (const [startedAt, day] of [
      [1e300, '1970-01-01'],
      [-1e15, '1970-01-01'],
      [8e15, '1970-01-01'],
      [1.7e12, '2023-11-14'],
    ] as const) {
      const { blob } = await desk(toldSession({ ...toldHead, startedAt })).make('profile');
      expect(JSON.parse(await blob.text()).name).toBe(`sandbox-fish-${day}`);
    }
  });

  test('of timings has no key that stood for the name of an event', async () => {
    const named = toldSession(toldHead, [eventFrame('received', { event: canary }), ...bodies.slice(2)]);
    const { blob } = await desk(named).make('csv');
    expect(formsIn(await blob.text(), forms)).toEqual([]);
    expect(await blob.text()).toContain('received,binary,secret#1....');
  });

  test('with nothing removed is the record', async () => {
    const { end, entries } = await read((await desk().make('wiretone', nothingRedacted)).blob);
    expect(end).toMatchObject({ closed: true, brokenLine: null, problem: null, entries: 6 });
    expect(end.header).toEqual({ session: toldHead });
    expect(entries.map(({ seq, t, masked: _, ...body }) => body)).toEqual(bodies);
  });

  test('without the audio of references has silence of the same size', async () => {
    const made = await desk().make('wiretone', { secrets: false, referenceAudio: true });
    const start = (await read(made.blob)).entries[2] as Entry & { bytes: Uint8Array };
    expect(made.removed.audio).toBe(1);
    expect(Buffer.from(start.bytes).includes('voice')).toBe(false);
    expect(start.bytes.length).toBe((bodies[2] as { bytes: Uint8Array }).bytes.length);
  });

  test('of a session that is gone is a problem', async () => {
    const { take } = desk();
    expect(await take({ op: 'make', session: 'x', as: 'har', redact: secretsRedacted })).toMatchObject({
      code: 'no_session',
    });
  });
});

test('the preview lists each place with what will stand there, and counts what the recorder masked', async () => {
  const held = toldSession();
  const preview = (await desk(held).take({
    op: 'preview',
    session: toldHead.id,
    redact: secretsRedacted,
  })) as ExportPreview;
  const filler = 'secret#1'.padEnd(canary.length, '.');
  expect(preview.list.map(({ seq, where, name, why, text }) => [seq, where, name ?? '', why, text])).toEqual([
    [1, 'url', 'token', 'position', `wss://told/v1?token=${filler}`],
    [1, 'header', 'authorization', 'position', `Bearer ${filler}`],
    [4, 'bytes', '', 'pattern', expect.stringContaining(`my key is ${filler}`)],
    [5, 'bytes', '', 'pattern', expect.stringContaining('got 73656372657423312e')],
    [6, 'reason', '', 'pattern', `bad ${filler}`],
  ]);
  expect([preview.places, preview.masked, preview.splits, preview.tooMany]).toEqual([5, 0, [], false]);
  expect(formsIn(JSON.stringify(preview), forms)).toEqual([]);
});

describe('work', () => {
  test('is told while it goes on, and given up when asked', async () => {
    const { said, take } = desk(toldSession(), 60);
    const going = take({ op: 'make', session: toldHead.id, as: 'wiretone', redact: secretsRedacted });
    for (let i = 0; i < 20; i++) await Promise.resolve();
    await take({ op: 'cancel' });
    expect(await going).toMatchObject({ code: 'given_up' });
    expect(said.find(({ job }) => job !== null)?.job).toMatchObject({ as: 'wiretone', step: 'looking', of: 12 });
    expect(said.at(-1)).toEqual({ job: null });
  });

  test('gives way to what is wanted next', async () => {
    const { take } = desk(toldSession(), 60);
    const first = take({ op: 'preview', session: toldHead.id, redact: secretsRedacted });
    const second = take({ op: 'make', session: toldHead.id, as: 'csv', redact: secretsRedacted });
    const answers: ExportAnswer[] = [await first, await second];
    expect(answers).toMatchObject([{ code: 'given_up' }, { name: 'sandbox-fish 1.csv' }]);
  });
});

describe('the clipboard', () => {
  test.each([1, 4, 5, 6])('gets entry %i without its secrets', async (seq) => {
    const answer = await desk().take({ op: 'detail', session: toldHead.id, seq });
    const detail = (answer as { shown: { bytes: Uint8Array | null } }).shown;
    expect(formsIn(Buffer.from(detail.bytes ?? []), forms)).toEqual([]);
    expect(formsIn(JSON.stringify(detail), forms)).toEqual([]);
    expect(JSON.stringify(detail) + Buffer.from(detail.bytes ?? []).toString()).toContain('secret#1');
  });

  test('does not get a key by what the log says of an entry', async () => {
    const odd = toldSession(toldHead, [
      { kind: 'failure', problem: problem('refused', 'no', { field: canary }, `ask ${canary}`) },
      eventFrame('received', { event: canary, [canary]: canary }),
      { kind: 'frame', dir: 'received', opcode: 'text', bytes: encodeUtf8(`{"event":"${canary}"`) },
    ]);
    for (const seq of [1, 2, 3]) {
      const answer = await desk(odd).take({ op: 'detail', session: toldHead.id, seq });
      expect(formsIn(JSON.stringify(answer), forms)).toEqual([]);
    }
  });

  test('and words of the session', async () => {
    const answer = await desk().take({ op: 'words', session: toldHead.id, words: `print("${canary}")` });
    expect(answer).toEqual({ words: `print("${'secret#1'.padEnd(canary.length, '.')}")` });
  });
});
