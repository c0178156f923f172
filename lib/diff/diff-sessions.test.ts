import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostileFrame, hostileFrames } from '../../e2e/tools/hostile-frames.ts';
import { fromBase64 } from '../bytes/base64.ts';
import type { Finding } from '../dialects/rule.ts';
import { encodeMsgpack } from '../msgpack/encode.ts';
import type { Entry, EntryBody } from '../session/entry.ts';
import { diffSessions } from './diff-sessions.ts';
import type { DiffSide } from './diff-side.ts';
import { mirrored } from './mirrored.ts';
import type { SessionDiff } from './session-diff.ts';
import { linesOf, summaryOf } from './summary.ts';
import { drawnSide, sideOfEntries } from './testing/drawn-side.ts';
import { usualTolerance } from './tolerance.ts';

const diff = (a: DiffSide, b: DiffSide): Promise<SessionDiff> => diffSessions(a, b, { tolerance: usualTolerance });
const drawn = (a: string, b: string) => diff(drawnSide(a), drawnSide(b));
const told = (one: SessionDiff) => ({ ...summaryOf(one), lines: linesOf(one) });
/** `= text A`, `- flush A`, `+ stop`, `~ start request.format`, `> text`: same, only in A, only in B, differs, moved. */
const events = ({ pairs }: SessionDiff) =>
  pairs
    .filter(({ lane }) => lane !== 'connection')
    .map(({ kind, event, what, fields }) => {
      const sign = { same: '=', 'only-a': '-', 'only-b': '+', differs: '~', moved: '>' }[kind];
      return [sign, event, what, ...fields.map(({ path }) => path)].filter((word) => word !== '').join(' ');
    });

const one = '> start {"format": "pcm"}\n> text "One. "\n> flush\n< audio pcm 400';
const two = '> text "Two. "\n> flush\n< audio pcm 300';
const three = '> text "Three. "\n> flush\n< audio pcm 200';
const end = '> stop\n< finish\nclose peer 1000';

test('a session and itself: nothing, whatever the texts and the audio are cut into', async () => {
  const whole = `${one}\n${two}\n${end}`;
  const same = await drawn(whole, whole);
  expect(told(same)).toMatchObject({ sentence: 'Same conversation; audio is the same.', same: true, lines: [] });
  const cut = '> start {"format": "pcm"}\n> text "O"\n> text "ne. "\n> flush\n< audio pcm 400';
  const other = await drawn(whole, `${cut}\n${two}\n${end}`);
  expect(events(other)).toEqual(events(same));
  expect(other.pairs.find(({ what }) => what === 'One. ')?.b).toMatchObject({ seq: 4, last: 5, frames: 2 });
});

test('an event more, less, changed, moved: that one and no other', async () => {
  const plain = `${one}\n${two}\n${three}\n${end}`;
  const of = async (b: string) => events(await drawn(plain, b)).filter((line) => !line.startsWith('='));
  expect(await of(`${one}\n${two}\n< {"event": "log", "message": "hi"}\n${three}\n${end}`)).toEqual(['+ log']);
  expect(await of(`${one}\n${three}\n${end}`)).toEqual(['- text Two. ', '- flush', '- audio']);
  expect(await of(plain.replace('pcm', 'wav'))).toEqual(['~ start request.format']);
  expect(await of(plain.replace('Two', 'Ten'))).toEqual(['~ text Two.  text']);
  expect(await of(`${one}\n${two}\n${two}\n${three}\n${end}`)).toEqual(['+ text Two. ', '+ flush', '+ audio']);
  const swapped = await of(`${one}\n${three}\n${two}\n${end}`);
  expect(swapped.every((line) => line.startsWith('>'))).toBe(true);
  expect(swapped.length).toBeGreaterThan(0);
});

test('a flush that one side lacks is what is missing, not the texts around it', async () => {
  const texts = '> start\n> text "One. "\n> flush\n> text "Two. "\n> flush\n> stop';
  const lacking = '> start\n> text "One. "\n> text "Two. "\n> flush\n> stop';
  expect(events(await drawn(texts, lacking))).toEqual([
    '= start',
    '= text One. ',
    '- flush',
    '= text Two. ',
    '= flush',
    '= stop',
  ]);
  expect(events(await drawn(lacking, texts))[2]).toBe('+ flush');
  // Cut inside a frame, both parts name it.
  const joined = await drawn(texts, '> start\n> text "One. Two. "\n> flush\n> stop');
  expect(joined.pairs.filter(({ event }) => event === 'text').map(({ b }) => b?.seq)).toEqual([4, 4]);
});

test('the diff of B and A is the mirror of that of A and B', async () => {
  const sessions = [
    `${one}\n${two}\n${three}\n${end}`,
    `${one}\n${three}\n${two}\n${end}`,
    `${one}\n${two}\n${two}\n< {"event": "log", "message": "x"}\n${end.replace('1000', '1011')}`,
    `${two}\nwait 3000\n${one}\nmark relay something`,
    '> start\n> flush\n> flush\n> text "a"\n> flush',
    'mark relay nothing',
  ];
  for (const a of sessions) {
    for (const b of sessions) {
      const { sound: _one, tolerance: _t, ...there } = await drawn(a, b);
      const { sound: _two, tolerance: _u, ...back } = await drawn(b, a);
      expect(mirrored(back)).toEqual(there);
    }
  }
});

test('upgrade, its answer and the close are compared by name; keys that were masked are equal whatever their length', async () => {
  const dial = (key: string, model: string) =>
    `dial /v1/tts/live?token=${key} | Authorization: Bearer ${key} | model: ${model} | Sec-WebSocket-Key: ${key}x`;
  const masked = (key: string) => (entries: Entry[]) =>
    entries.map((entry): Entry => {
      if (entry.kind !== 'dial') return entry;
      const at = entry.url.indexOf(key);
      const headers = entry.headers.map((header) =>
        header.name === 'Authorization' ? { ...header, masked: [{ start: 7, end: 7 + key.length }] } : header,
      );
      return { ...entry, headers, masked: [{ in: 'url', start: at, end: at + key.length, key: 'key#1' }] };
    });
  const side = (key: string, model: string, close: string) =>
    drawnSide(`${dial(key, model)}\n> start\nclose peer ${close}`, masked(key));
  const same = await diff(side('key#1..........', 's1', '1000'), side('key#2.', 's1', '1000'));
  expect(linesOf(same)).toEqual([]);
  const other = await diff(side('key#1..........', 's1', '1000'), side('key#2.', 's2-pro', '1011'));
  expect(linesOf(other)).toEqual([
    'differs: #1 #1 upgrade header model: s1 | s2-pro',
    'differs: #4 #4 close code: 1000 | 1011',
  ]);
  expect(summaryOf(other).sentence).toBe('2 events differ (upgrade, close), closed with 1000 and 1011.');
  const unmaskedKey = await diff(drawnSide(dial('secret-one', 's1')), drawnSide(dial('secret-two', 's1')));
  expect(linesOf(unmaskedKey)).toHaveLength(2);
});

test('a masked key inside a frame is equal to another one, and the rest of its value counts', async () => {
  const frame = (token: string, from: number, to: number): EntryBody & { masked: Entry['masked'] } => {
    const bytes = new TextEncoder().encode(JSON.stringify({ event: 'start', token, request: {} }));
    const at = JSON.stringify({ event: 'start', token: '' }).length - 2;
    const masked = [{ in: 'bytes' as const, start: at + from, end: at + to, key: 'key#1' }];
    return { kind: 'frame', dir: 'sent', opcode: 'text', bytes, masked };
  };
  const side = (...given: Parameters<typeof frame>) =>
    sideOfEntries([{ seq: 1, t: 0, ...frame(...given) }], { dialect: 'fishspeech' });
  expect(events(await diff(side('key#1.....', 0, 10), side('key#7..', 0, 7)))).toEqual(['= start']);
  expect(events(await diff(side('key#1.....', 0, 10), side('x key#7..', 2, 9)))).toEqual(['~ start token']);
});

test('masked keys of lengths that are encoded otherwise are found to be equal where others stand beside them', async () => {
  const start = (model: string, token: string): EntryBody & { masked: Entry['masked'] } => {
    const bytes = encodeMsgpack({ event: 'start', request: { model }, token });
    const masked = [{ in: 'bytes' as const, start: bytes.length - token.length, end: bytes.length, key: 'key#1' }];
    return { kind: 'frame', dir: 'sent', opcode: 'binary', bytes, masked };
  };
  const side = (...all: ReturnType<typeof start>[]) =>
    sideOfEntries(all.map((body, i) => ({ seq: i + 1, t: 0, ...body })));
  const [a, b] = [side(start('s1', 'key#1')), side(start('s2', 'key#1'), start('s1', `key#2${'.'.repeat(300)}`))];
  expect(events(await diff(a, b))).toEqual(['+ start', '= start']);
});

test('a frame masked in a thousand places is looked through once', async () => {
  const count = 4000;
  const keys = Array.from({ length: count }, (_, i) => `key#${i % 2}`);
  let reads = 0;
  const side = (last: string): DiffSide => {
    const bytes = encodeMsgpack({ event: 'log', keys: [...keys, last] });
    const first = bytes.length - 6 * count - 1 - last.length;
    const masked = keys.map((_, i) => ({
      in: 'bytes' as const,
      get start() {
        reads++;
        return first + 6 * i + 1;
      },
      end: first + 6 * i + 6,
      key: 'key#1',
    }));
    return sideOfEntries([{ seq: 1, t: 0, kind: 'frame', dir: 'received', opcode: 'binary', bytes, masked }]);
  };
  const [a, b] = [side('x'), side('y')];
  expect(events(await diff(a, b))).toEqual([`~ log keys[${count}]`]);
  expect(reads).toBeLessThan(1000 * count);
});

test('findings gained, lost, more often', async () => {
  const finding = (rule: string, seq: number, count = 1): Finding => ({
    key: `${rule} ${seq}`,
    rule,
    severity: 'warning',
    says: `${rule} says`,
    proofs: [{ seq }],
    count,
  });
  const entries: Entry[] = [{ seq: 1, t: 0, kind: 'mark', by: 'relay', says: 'x' }];
  const side = (...findings: Finding[]) => sideOfEntries(entries, { findings });
  const result = await diff(side(finding('A31', 1, 3), finding('B02', 1)), side(finding('A31', 1), finding('A07', 1)));
  expect(result.findings.map(({ rule, a, b }) => [rule, a, b])).toEqual([
    ['A07', 0, 1],
    ['A31', 3, 1],
    ['B02', 1, 0],
  ]);
  const words = 'one new finding, A07, one finding gone, B02, one finding more or less often, A31';
  expect(summaryOf(result).sentence).toBe(`Same conversation; ${words}.`);
});

test('an event that came at another time of its turn is marked, and one within the tolerance is not', async () => {
  const at = (waited: number) => `> start\n> text "One. "\n> flush\nwait ${waited}\n< audio pcm 400\n${end}`;
  const other = await drawn(at(1000), at(3000));
  const marked = other.pairs.filter(({ otherTime }) => otherTime).map(({ event }) => event);
  expect(marked).toEqual(['audio', 'stop', 'finish', 'close']);
  const audio = other.pairs.find(({ event }) => event === 'audio');
  expect((audio?.b?.offsetMs ?? 0) - (audio?.a?.offsetMs ?? 0)).toBe(2000);
  expect(summaryOf(other).sentence).toMatch(
    /^Same conversation; audio is the same; first audio 2,000 ms later in B, .*4 events at another time \(audio, stop, finish, …\)\.$/,
  );
  // Each time with its zero: what was sent before the turn began counts from the session's beginning.
  expect(other.pairs.map(({ event, b }) => `${event} ${b?.inTurn}`)).toEqual([
    'upgrade false',
    'open false',
    'start false',
    'text true',
    'flush true',
    'audio true',
    'stop true',
    'finish true',
    'close true',
  ]);
  expect(audio?.b?.t).toBeGreaterThan(audio?.b?.offsetMs ?? 0);
  expect(summaryOf(other).same).toBe(false);
  expect((await drawn(at(1000), at(1040))).pairs.some(({ otherTime }) => otherTime)).toBe(false);
});

test('an event that came later where no figure tells of it is a difference still, with a line of its own', async () => {
  const log = '< {"event": "log", "message": "x"}';
  const at = (first: number, then: number) => `> start\nwait ${first}\n${log}\nwait ${then}\n${end}`;
  const late = told(await drawn(at(100, 3000), at(2100, 1000)));
  expect(late).toMatchObject({ sentence: 'Same conversation; 1 event at another time (log).', same: false });
  expect(late.lines).toEqual(['times: #4 #4 log, since the session began: 140 ms | 2,140 ms']);
});

test('a time that the server tells of itself is held to the tolerance too, and is no other event', async () => {
  const finish = (time: number) => `> start\n< {"event": "finish", "reason": "stop", "time": ${time}}`;
  expect(linesOf(await drawn(finish(1000), finish(1040)))).toEqual([]);
  const far = told(await drawn(finish(1000), finish(2000)));
  expect(far).toMatchObject({ sentence: 'Same conversation; the server tells other times.', same: false });
  expect(far.lines).toEqual(['differs: #4 #4 finish time: 1000 | 2000']);
});

test('the same sound told as another number of turns is one event still', async () => {
  const [start, one, two, sound] = ['> start', '> text "One. "\n> flush', '> text "Two. "\n> flush', '< audio pcm 400'];
  const near = drawnSide([start, one, two, sound, sound].join('\n'));
  const far = drawnSide([start, one, sound, 'wait 9000', two, sound].join('\n'));
  expect([near.timing()?.turns.length, far.timing()?.turns.length]).toEqual([1, 2]);
  const { pairs } = await diff(near, far);
  expect(pairs.filter(({ kind }) => kind !== 'same')).toEqual([]);
});

const folder = new URL('../dialects/samples/captures/', import.meta.url);
const captures = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

/** A capture's frames as entries. */
function captured(name: string): Entry[] {
  type Line = { dir: string; opcode: 'text' | 'binary'; b64: string; t_ms: number };
  const lines = readFileSync(new URL(name, folder), 'utf8').trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Line)
    .filter(({ dir }) => dir === 'client' || dir === 'server')
    .map(({ dir, opcode, b64, t_ms }, i) => {
      const bytes = fromBase64(b64) as Uint8Array;
      return { seq: i + 1, t: t_ms, kind: 'frame', dir: dir === 'client' ? 'sent' : 'received', opcode, bytes };
    });
}

test('no capture differs from itself', async () => {
  expect(captures.length).toBeGreaterThan(20);
  for (const name of captures) {
    const side = sideOfEntries(captured(name));
    expect([name, linesOf(await diff(side, side))]).toEqual([name, []]);
  }
});

test('no frame made to break readers breaks it, beside itself or any other', async () => {
  const sides = hostileFrames.map(({ id, wire, dialect }) => {
    const bytes = new Uint8Array(hostileFrame(id.slice(0, 3)).bytes);
    const opcode = wire === 'text' ? 'text' : 'binary';
    return sideOfEntries([{ seq: 1, t: 0, kind: 'frame', dir: 'received', opcode, bytes }], { dialect });
  });
  expect(sides.length).toBeGreaterThan(50);
  for (const [i, side] of sides.entries()) {
    expect([i, linesOf(await diff(side, side))]).toEqual([i, []]);
    const beside = await diff(side, sides[(i + 1) % sides.length] as DiffSide);
    for (const { fields } of beside.pairs) {
      expect(fields.length).toBeLessThanOrEqual(40);
      for (const { path, a, b } of fields) {
        expect(Math.max(path.length, a?.text.length ?? 0, b?.text.length ?? 0)).toBeLessThan(1100);
      }
    }
  }
});

test('the work comes in slices, and whoever breathes between them may give it up', async () => {
  const side = drawnSide(Array.from({ length: 5000 }, (_, i) => `< {"event": "log", "message": "${i}"}`).join('\n'));
  let slices = 0;
  const breathe = async () => {
    slices++;
  };
  await diffSessions(side, side, { tolerance: usualTolerance, breathe });
  expect(slices).toBeGreaterThan((2 * 5000) / 200);
  const stopped = new Error('given up');
  let reads = 0;
  const read = { ...side, entry: (seq: number) => side.entry(seq + 0 * reads++) };
  const stop = () => Promise.reject(stopped);
  await expect(diffSessions(read, read, { tolerance: usualTolerance, breathe: stop })).rejects.toBe(stopped);
  expect(reads).toBe(0);
});

test('long values are told from where they differ', async () => {
  const log = (message: string) => `< {"event": "log", "message": "${message}"}`;
  const [head, tail] = ['h'.repeat(3000), 't'.repeat(3000)];
  const { pairs } = await drawn(log(`${head}A${tail}`), log(`${head}B${tail}`));
  const field = pairs.find(({ event }) => event === 'log')?.fields[0];
  expect(field?.a?.text).toBe(`"…${'h'.repeat(20)}A${'t'.repeat(139)}…"`);
  expect(field?.b?.text).toMatch(/^"…h{20}Bt/);
});

test('a text that differs far inside is told from there, and is there whole as far as anybody reads', async () => {
  const sent = (words: string) => `> start\n> text "${words}"\n> flush\n${end}`;
  const field = async (length: number) => {
    const head = 'h'.repeat(length);
    const { pairs } = await drawn(sent(`${head}A. `), sent(`${head}B. `));
    return pairs.find(({ event }) => event === 'text')?.fields[0]?.a;
  };
  expect(await field(30)).not.toHaveProperty('whole');
  expect(await field(500)).toMatchObject({ text: `"…${'h'.repeat(20)}A. "`, whole: `"${'h'.repeat(500)}A. "` });
  expect(await field(3000)).not.toHaveProperty('whole');
});

test('a text cut a thousand times against one that is whole', async () => {
  const words = Array.from({ length: 3000 }, (_, i) => `> text "${i} "`);
  const flushed = await drawn(words.join('\n'), words.map((word) => `${word}\n> flush`).join('\n'));
  expect(flushed.pairs.filter(({ event, kind }) => event === 'text' && kind === 'same')).toHaveLength(3000);
  expect(flushed.pairs.filter(({ event }) => event === 'flush').every(({ kind }) => kind === 'only-b')).toBe(true);
});

test('a hundred thousand frames, each of its own or all alike, take a bounded number of comparisons', async () => {
  const logs = (count: number, message: (i: number) => string): DiffSide =>
    sideOfEntries(
      Array.from({ length: count }, (_, i): Entry => {
        const bytes = encodeMsgpack({ event: 'log', message: message(i) });
        return { seq: i + 1, t: i, kind: 'frame', dir: 'received', opcode: 'binary', bytes };
      }),
    );
  const count = 100_000;
  const cases: [DiffSide, DiffSide, number, boolean][] = [
    [logs(count, (i) => `n ${i}`), logs(count, (i) => `n ${i + (i > 5 ? 1 : 0)}`), 8 * count, false],
    // Whatever there is comes again and again, in another order: no anchor, and far apart.
    [logs(6000, (i) => `${i % 7}`), logs(6000, (i) => `${(i * i) % 11}`), 2_500_000, true],
  ];
  for (const [a, b, most, gaveUp] of cases) {
    const result = await diff(a, b);
    expect(result.steps).toBeLessThan(most);
    expect(result.gaveUp.length > 0).toBe(gaveUp);
    const seqs = result.pairs.flatMap((pair) => (pair.a === null ? [] : [pair.a.seq])).sort((p, q) => p - q);
    expect(seqs).toEqual(Array.from({ length: a.length() }, (_, i) => i + 1));
  }
}, 60_000);
