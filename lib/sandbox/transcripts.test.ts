/** What the rules make of the sandbox: its own transcripts are free of errors and warnings, in every format. */
import { parse } from 'jsonc-parser';
import { beforeAll, expect, test } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { frameHasher } from '../bytes/frame-hash.ts';
import { fakeClock } from '../clock/fake.ts';
import type { Dialect, EventValue } from '../dialects/dialect.ts';
import { dialects } from '../dialects/registry.ts';
import { openLint } from '../lint/open-lint.ts';
import type { EntryBody } from '../session/entry.ts';
import { stampedPath } from './fish/stamps.ts';
import { samplesOfPcm16 } from './formats/pcm.ts';
import { openInMemory } from './memory-host.ts';
import { localVoice } from './node/local-voice.ts';
import { sandboxServer } from './servers.ts';
import { defaultSwitches } from './switches.ts';
import type { Voice } from './voice.ts';

/** The events of the shipped first session, the key filled in and the format changed. */
function eventsOf(dialect: Dialect, request: object): EventValue[] {
  const session = dialect.sampleSession.replaceAll(/\{\s*"\$key":\s*true\s*\}/g, '"sandbox"');
  const steps = parse(session) as Record<string, EventValue>[];
  return steps
    .filter((step) => 'event' in step)
    .map((step) => (step.event === 'start' ? { ...step, request: { ...(step.request as object), ...request } } : step));
}

const voice = localVoice();
beforeAll(() => voice.warm(), 60_000);

/** The voice, and a wait for what it is asked: a fake clock cannot know how long speech takes to be made. */
function watched(inner: Voice): { voice: Voice; quiet(): Promise<void> } {
  const pending = new Set<Promise<unknown>>();
  const watch = <T>(promise: Promise<T>): Promise<T> => {
    pending.add(promise);
    const done = () => pending.delete(promise);
    promise.then(done, done);
    return promise;
  };
  return {
    voice: {
      open(ask) {
        const stream = inner.open(ask);
        return {
          speak: (text, speaker) => watch(stream.speak(text, speaker)),
          end: () => watch(stream.end()),
          drop: () => stream.drop(),
        };
      },
    },
    async quiet() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** Plays the session ten seconds apart, and gives what the rules say of its record. */
async function findingsOf(dialect: Dialect, path: string, request: object) {
  await frameHasher();
  const server = sandboxServer(dialect.id);
  if (server === null) throw new Error(`no sandbox for ${dialect.id}`);
  const clock = fakeClock();
  const speech = watched(voice);
  const reader = dialect.openReader();
  const lint = openLint(dialect);
  const roles: string[] = [];
  const track = dialect.openWords();
  const audio: Uint8Array[] = [];
  let heard = 0;
  const ranges = new Map<number, { from: number; to: number }>();
  let seq = 0;
  const take = (body: EntryBody) => {
    seq++;
    const entry = { seq, t: clock.now(), ...body };
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    if (reading !== null) roles.push(reading.role);
    if (body.kind !== 'frame' || reading === null) {
      lint.take(entry, reading, reader.audioAsk());
      return;
    }
    track.take(seq, body, reading);
    if (reading.audio !== null) {
      const piece = body.bytes.slice(reading.audio.start, reading.audio.end);
      audio.push(piece);
      ranges.set(seq, { from: heard, to: heard + piece.length });
      heard += piece.length;
    }
    lint.take(entry, reading, reader.audioAsk());
  };
  const options = Object.fromEntries(dialect.upgradeOptions.map((option) => [option.name, option.initial]));
  const plan = dialect.upgrade(path, options);
  const filled = (value: (typeof plan.headers)[number]['value']) =>
    value.map((part) => (typeof part === 'string' ? part : 'sandbox')).join('');
  const query = plan.query.map(({ name, value }) => `${name}=${filled(value)}`).join('&');
  const url = `ws://sandbox.test${plan.path}${query === '' ? '' : `?${query}`}`;
  const headers = plan.headers.map(({ name, value }) => ({ name, value: filled(value) }));
  take({ kind: 'dial', url, headers, via: 'sandbox' });
  take({ kind: 'handshake', status: 101, statusText: '', headers: [] });
  const client = openInMemory(
    server.behaviour,
    { clock, voice: speech.voice, switches: defaultSwitches },
    { model: '', path },
    {
      onFrame: (opcode, bytes) => take({ kind: 'frame', dir: 'received', opcode, bytes }),
      onClose: (code) => take({ kind: 'close', by: 'peer', code, reason: new Uint8Array(0), clean: true }),
    },
  );
  for (const event of eventsOf(dialect, request)) {
    const { opcode, bytes } = dialect.encode(event);
    take({ kind: 'frame', dir: 'sent', opcode, bytes });
    client.send(opcode, bytes);
    for (let i = 0; i < 10; i++) {
      await speech.quiet();
      await clock.advance(1000);
      lint.time(clock.now());
    }
  }
  client.close();
  take({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true });
  lint.end();
  /** Of a stream of bare 16-bit samples: what is said when. */
  const words = (rateHz: number) =>
    track.words((of) => {
      const range = ranges.get(of);
      return range === undefined ? null : { fromS: range.from / 2 / rateHz, toS: range.to / 2 / rateHz };
    });
  return { entries: seq, roles, findings: lint.findings(), audio: concatBytes(audio), words };
}

const cases = dialects.flatMap((dialect) =>
  dialect.paths.flatMap((path) =>
    dialect.formats.map((format) => [`${dialect.id}, ${path}, ${format}`, dialect, path, { format }] as const),
  ),
);

test.each(cases)('%s', async (_, dialect, path, request) => {
  const { entries, roles, findings } = await findingsOf(dialect, path, request);
  expect(entries).toBeGreaterThan(8);
  expect(roles).toContain('audio');
  expect(roles).toContain('done');
  expect(findings.filter((found) => found.severity !== 'info').map(({ rule, says }) => `${rule} ${says}`)).toEqual([]);
});

/** Loudness (RMS) of the samples between two times in seconds. */
function loudness(samples: Float32Array, rateHz: number, fromS: number, toS: number): number {
  const part = samples.subarray(Math.round(fromS * rateHz), Math.round(toS * rateHz));
  return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
}

test('the words told on the path with timestamps are where the sound is', async () => {
  const fish = dialects.find(({ id }) => id === 'fish') as Dialect;
  const rateHz = 44_100;
  const session = await findingsOf(fish, stampedPath, { format: 'pcm', sample_rate: rateHz });
  const samples = samplesOfPcm16(session.audio);
  const words = session.words(rateHz);
  const spoken = eventsOf(fish, {}).map((event) => (event as { text?: string }).text ?? '');
  expect(words.map(({ text }) => text)).toEqual(spoken.join('').trim().split(/\s+/));
  expect(words.length).toBeGreaterThan(6);
  const silence = words.flatMap(({ fromS }, i) => {
    const before = words[i - 1]?.toS ?? 0;
    return fromS - before > 0.03 ? [loudness(samples, rateHz, before, fromS)] : [];
  });
  expect(silence.length).toBeGreaterThan(0);
  for (const { text, fromS, toS } of words) {
    expect(loudness(samples, rateHz, fromS, toS), text).toBeGreaterThan(3 * Math.max(...silence));
  }
  expect(words.at(-1)?.toS).toBeLessThan(samples.length / rateHz);
});

test('fishspeech: the sound of each text is its own', async () => {
  const fishspeech = dialects.find(({ id }) => id === 'fishspeech') as Dialect;
  const session = await findingsOf(fishspeech, fishspeech.paths[0] as string, { format: 'wav' });
  const texts = session.words(44_100);
  const sent = eventsOf(fishspeech, {}).map((event) => (event as { text?: string }).text);
  expect(texts.map(({ text }) => text)).toEqual(sent.filter((text) => text !== undefined));
  expect(texts.length).toBeGreaterThan(0);
  // Every byte belongs to a text, from the first to the last.
  const edges = texts.flatMap(({ fromS, toS }) => [fromS, toS]);
  expect(edges).toEqual([0, ...texts.slice(0, -1).flatMap(({ toS }) => [toS, toS]), session.audio.length / 2 / 44_100]);
});
