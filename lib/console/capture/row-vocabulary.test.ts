/** The words of a row are left out of a search only where they cannot hold what is looked for: every frame that can be thought of, and every word in it. */
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { type Dialect, type EventValue, ValueProblem } from '../../dialects/dialect.ts';
import { dialects } from '../../dialects/registry.ts';
import type { Direction, Opcode } from '../../session/entry.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnHead } from './drawn-session.ts';
import { entryText, searchFor } from './entry-search.ts';
import { mayStandInAudio, tellingRun } from './row-vocabulary.ts';

const values: EventValue[] = [true, null, 7, 1e21, 0.25, -12_345.5, 'Quagga kept', ['quokka'], { zebra: 'gnu' }];
values.push(new Uint8Array([1, 2, 3]), 'x'.repeat(300), 'esc\n"aped\\', 'K\u212aelvin \u0130');

/** `{"$bin"}`, `{"$file"}` and `{"$key"}` of step notation, as a value of some sort. */
function plain(step: unknown): EventValue {
  if (Array.isArray(step)) return step.map(plain);
  if (typeof step !== 'object' || step === null) return step as EventValue;
  if ('$key' in step) return 'a-key-of-some-length';
  if ('$bin' in step || '$file' in step) return new Uint8Array(40).fill(0x41);
  return Object.fromEntries(Object.entries(step).map(([name, item]) => [name, plain(item)]));
}

/** Every event of a dialect, with each of its fields in turn being each of the values, or not there. */
function sessionOf(dialect: Dialect): CapturedSession {
  const session = new CapturedSession({ ...drawnHead, dialect: dialect.id }, dialect, 'all');
  const add = (dir: Direction, opcode: Opcode, bytes: Uint8Array) =>
    void session.append(session.log.length, { kind: 'frame', dir, opcode, bytes });
  const say = (dir: Direction, event: EventValue) => {
    try {
      const { opcode, bytes } = dialect.encode(event);
      add(dir, opcode, bytes);
    } catch (thrown) {
      if (!(thrown instanceof ValueProblem)) throw thrown;
    }
  };
  const timed = {
    event: 'audio',
    audio: new Uint8Array(1234),
    chunk_seq: 1e21,
    chunk_audio_offset_sec: 0.5,
    alignment: { segments: [{ text: 'hidden', start: 0, end: 1 }], audio_duration: 1.5 },
  };
  const sides: [Direction, unknown[]][] = [
    ['sent', [...dialect.templates.map(({ event }) => event), ...(parse(dialect.sampleSession) as unknown[])]],
    ['received', [...dialect.serverTemplates.map(({ event }) => event), timed, { ...timed, alignment: null }]],
  ];
  for (const [dir, events] of sides) {
    for (const each of [...events, { event: 'unheard', of: 1, before: 2 }]) {
      const event = plain(each) as Record<string, EventValue>;
      if (typeof event !== 'object' || !('event' in event)) continue;
      say(dir, event);
      for (const name of [...Object.keys(event), 'extra']) {
        for (const value of values) say(dir, { ...event, [name]: value });
        say(dir, Object.fromEntries(Object.entries(event).filter(([other]) => other !== name)));
      }
    }
    for (const opcode of ['ping', 'pong', 'text', 'binary'] as const) {
      for (const text of ['', 'loose words', '{"event":"st\\u0061rt"}']) add(dir, opcode, encodeUtf8(text));
    }
  }
  return session;
}

describe.each(dialects.map((dialect) => [dialect.id, dialect] as const))('%s', (_, dialect) => {
  test('whatever stands in a row is found in it, and nowhere else', () => {
    const session = sessionOf(dialect);
    const rows = Array.from({ length: session.log.length }, (_, i) => i + 1);
    const texts = rows.map((seq) => entryText(session, seq).toLowerCase());
    // Of those with a problem a few: their words are always made.
    const different = rows
      .filter((seq) => texts.indexOf(texts[seq - 1] as string) === seq - 1)
      .filter((seq) => !session.readings.hasProblem(seq) || seq % 20 === 0)
      .filter((_, i, { length }) => i % Math.ceil(length / 160) === 0);
    const found = (pattern: RegExp) => [...new Set(texts.flatMap((text) => text.slice(0, 160).match(pattern) ?? []))];
    // Words, and some of what stands around signs.
    const words = found(/[a-z]{1,12}/g).filter((_, i, { length }) => i % Math.ceil(length / 100) === 0);
    const across = found(/.{1,5}[^a-z].{1,5}/g).filter((_, i, { length }) => i % Math.ceil(length / 40) === 0);
    const needles = [...words, ...across, 'quag', 'iddle', 'ello wor', 'größe', 'gr\u00f6', 'sta', '1,2', '4 b'];
    expect([different.length > 40, words.length > 40, across.length > 20]).toEqual([true, true, true]);
    const wrong: string[] = [];
    for (const needle of needles) {
      const search = searchFor(needle);
      for (const seq of different) {
        const text = texts[seq - 1] as string;
        if (search(session, seq) !== text.includes(needle)) wrong.push(`${JSON.stringify(needle)} in ${text}`);
      }
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('a usual word is told apart, and no row of sound is made words of for it', () => {
    expect(tellingRun('hello there', dialect)).toBe('hello');
    expect(tellingRun('audio', dialect)).toBeNull();
    expect(['hello', 'audio', '1,024 b', '4_', 'o 1'].map((text) => mayStandInAudio(text, 'audio', dialect))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});

test('a search makes the words of no row that cannot hold the text', () => {
  const [fish] = dialects as readonly [Dialect, ...Dialect[]];
  let described = 0;
  const describe: Dialect['describe'] = (frame, reading) => {
    described++;
    return fish.describe(frame, reading);
  };
  const session = new CapturedSession(drawnHead, { ...fish, describe }, 'counted');
  const audio = fish.encode({ event: 'audio', audio: new Uint8Array(64), time: 1.5 }).bytes;
  const text = fish.encode({ event: 'text', text: 'Here is a quagga' }).bytes;
  for (let i = 0; i < 300; i++) {
    const [dir, bytes] = i % 10 === 0 ? (['sent', text] as const) : (['received', audio] as const);
    session.append(i, { kind: 'frame', dir, opcode: 'binary', bytes });
  }
  const hits = (needle: string) => {
    described = 0;
    const search = searchFor(needle);
    let found = 0;
    for (let seq = 1; seq <= 300; seq++) if (search(session, seq)) found++;
    return [found, described];
  };
  expect([hits('quagga'), hits('QUOKKA'), hits('is a quagga'), hits('größe')]).toEqual([
    [30, 0],
    [0, 0],
    [30, 0],
    [0, 0],
  ]);
  expect(hits('64 B of')).toEqual([270, 300]);
});
