import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hash32 } from '../../bytes/seeded-random.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry, SessionHead } from '../../session/entry.ts';
import { drawFrame, eventOf } from '../drawn-conversation.ts';
import type { DataOpcode } from '../socket.ts';
import { defaultSwitches, parseSwitches, type Switches } from '../switches.ts';
import { recordTalk, type Talk, wavVoice } from '../testing/record-talk.ts';
import { calibrate } from './calibrate.ts';
import { readConversation } from './conversation.ts';
import { trailing } from './observe-events.ts';
import { profileToJson, readProfile, type SandboxProfile, shelved } from './profile.ts';
import { profileShelf } from './shelf.ts';

const fish = dialectOf('fish') as Dialect;
const fishspeech = dialectOf('fishspeech') as Dialect;
const head: SessionHead = { id: 'a'.repeat(32), upstream: 'live', dialect: 'fish', startedAt: 1.5e12, via: 'relay' };
const madeOf = (entries: Iterable<Entry>, dialect = fish) =>
  calibrate({ head: { ...head, dialect: dialect.id }, hash: 'f'.repeat(64), entries, name: 'drawn' }, dialect);
const valuesOf = ({ observed }: SandboxProfile) =>
  Object.fromEntries(Object.entries(observed).map(([field, one]) => [field, one?.value]));

/** The switches of a sandbox that was given the profile as a file, under its name. */
function loaded(profile: SandboxProfile): Switches {
  const read = readProfile(profileToJson(profile));
  if ('code' in read) throw new Error(read.detail);
  const onShelf = shelved(read);
  if ('code' in onShelf) throw new Error(onShelf.detail);
  const switches = parseSwitches([['profile', 'drawn']], profileShelf([onShelf]));
  if ('code' in switches) throw new Error(switches.detail);
  return switches;
}

const audioOf = (dialect: Talk['dialect'], { opcode, bytes }: { opcode: string; bytes: Uint8Array }): Uint8Array => {
  const audio = dialect === 'fish' ? eventOf(opcode as DataOpcode, bytes)?.get('audio') : bytes;
  return audio instanceof Uint8Array ? audio : bytes.subarray(0, 0);
};

/** A record as lines: who said what, which audio. */
const drawn = (entries: readonly Entry[], dialect: Talk['dialect']) =>
  entries.map((entry) => {
    // The planned time that fish tells is compared beside the real one.
    if (entry.kind === 'frame') {
      const event = drawFrame(dialect, entry.opcode as DataOpcode, entry.bytes).replace(/ @\d+$/, '');
      return `${entry.dir} ${event} ${hash32(Buffer.from(audioOf(dialect, entry)).toString('latin1'))}`;
    }
    if (entry.kind === 'close') return `close ${entry.by} ${entry.code} ${Buffer.from(entry.reason).toString()}`;
    return entry.kind;
  });

/** Byte for byte, and to the millisecond, where the pace (three digits of it are kept) lets it. */
function expectSame(again: readonly Entry[], recorded: readonly Entry[], dialect: Talk['dialect']): void {
  expect(drawn(again, dialect)).toEqual(drawn(recorded, dialect));
  const late = again.map((entry, i) => Math.abs(entry.t - (recorded[i]?.t ?? 0)) - (recorded[i]?.t ?? 0) * 0.001);
  expect(Math.max(...late)).toBeLessThan(1);
}

const conversation = (latency: string, format: string): Talk['moves'] => [
  { event: 'start', request: { text: '', format, latency, sample_rate: 16_000 } },
  { event: 'text', text: 'The first of all texts.' },
  { event: 'flush' },
  8000,
  { event: 'text', text: 'A second one, which is longer than it.' },
  { event: 'flush' },
  8000,
  { event: 'stop' },
  6000,
];

const drawnServer = fc
  .record({
    latency: fc.constantFrom('low' as const, 'balanced' as const, 'normal' as const),
    firstAudioMs: fc.integer({ min: 0, max: 2500 }),
    afterFinish: fc.constantFrom('keep' as const, 'close' as const),
    afterFinishCode: fc.constantFrom(1000, 1001, 1005, 1006, 1011, 4321),
    reason: fc.constantFrom('', 'bye', 'Zeit \u00fcber, "ja"~/'),
    afterFinishMs: fc.integer({ min: 0, max: 3000 }),
    pace: fc.constantFrom(0, 0.2, 0.35, 1, 1.5),
    chunkBytes: fc.array(fc.integer({ min: 1500, max: 9000 }), { minLength: 1, maxLength: 5 }),
    heads: fc.constantFrom('session' as const, 'flush' as const),
    time: fc.boolean(),
  })
  .map(({ latency, firstAudioMs, reason, ...rest }) => {
    const field = ({ low: 'firstAudioLowMs', balanced: 'firstAudioBalancedMs', normal: 'firstAudioNormalMs' } as const)[
      latency
    ];
    const hasReason = rest.afterFinishCode !== 1005 && rest.afterFinishCode !== 1006;
    return { latency, switches: { ...rest, [field]: firstAudioMs, afterFinishReason: hasReason ? reason : '' } };
  });

test('what a sandbox was set to is observed, and a sandbox with the profile behaves as the recording, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(drawnServer, async ({ latency, switches }) => {
      const talk = { dialect: 'fish' as const, moves: conversation(latency, 'wav'), voice: wavVoice() };
      const recorded = await recordTalk({ ...talk, switches: { ...defaultSwitches, ...switches } });
      const profile = madeOf(recorded);
      const { afterFinish, afterFinishCode, afterFinishReason, afterFinishMs, chunkBytes, pace, ...plain } = switches;
      const close = { afterFinish, afterFinishCode, afterFinishReason, afterFinishMs };
      expect(valuesOf(profile)).toMatchObject({ ...plain, ...(afterFinish === 'close' ? close : { afterFinish }) });
      expect(Math.abs((valuesOf(profile).pace as number) - pace)).toBeLessThanOrEqual(0.002);
      expect((valuesOf(profile).chunkBytes as number[])[0]).toBe(chunkBytes[0]);
      const again = await recordTalk({ ...talk, switches: loaded(profile) });
      expectSame(again, recorded, 'fish');
    }),
    { numRuns: 25 },
  );
}, 60_000);

describe('told apart', () => {
  test('what was never seen stays assumed, with the sandbox default and a reason', async () => {
    const moves = conversation('low', 'pcm').slice(0, 4);
    const recorded = await recordTalk({ dialect: 'fish', switches: defaultSwitches, moves });
    const { observed, assumed } = madeOf(recorded);
    expect(observed.firstAudioLowMs).toMatchObject({ value: 230, times: 1, seqs: [4, 5] });
    expect(Object.keys(observed)).toEqual(['headers', 'firstAudioLowMs', 'chunkBytes', 'pace', 'time']);
    for (const [field, one] of Object.entries(assumed)) {
      if (field !== 'headers') expect(one.value).toEqual(defaultSwitches[field as keyof Switches]);
      expect(one.why).toMatch(/\w+ \w+/);
    }
    expect(assumed.firstAudioNormalMs?.why).toBe('latency normal was not asked for');
    expect(assumed.afterFinish?.why).toBe('no session came to its finish');
    expect(assumed.heads?.why).toContain('second flush');
  });

  test('a wait that is not clear of others is no observation', async () => {
    const long = { event: 'text', text: 'This sentence is long enough to be spoken before it is asked for. ' };
    const moves: Talk['moves'] = [
      { event: 'start', request: { text: '', format: 'pcm', latency: 'low' } },
      long,
      700,
      { event: 'flush' },
      10_000,
    ];
    const recorded = await recordTalk({ dialect: 'fish', switches: defaultSwitches, moves });
    expect(madeOf(recorded).assumed.firstAudioLowMs?.why).toBe('no wait for audio is clear of others');
  });

  test('nor is one in which audio of before was still coming', async () => {
    const request = { text: '', format: 'pcm', latency: 'low', sample_rate: 16_000 };
    const moves: Talk['moves'] = [
      { event: 'start', request },
      { event: 'text', text: 'The first of two texts.' },
      { event: 'flush' },
      700,
      { event: 'text', text: 'And another one.' },
      { event: 'flush' },
      6000,
    ];
    const switches = { ...defaultSwitches, pace: 1, firstAudioLowMs: 300 };
    const { observed } = madeOf(await recordTalk({ dialect: 'fish', switches, moves }));
    expect(observed.firstAudioLowMs).toMatchObject({ value: 300, times: 1 });
  });

  test('a clock that ran backwards makes no pace that no sandbox can have', async () => {
    const recorded = await recordTalk({
      dialect: 'fish',
      switches: defaultSwitches,
      moves: conversation('low', 'pcm'),
    });
    const profile = madeOf(recorded.map((entry) => ({ ...entry, t: -entry.t * 1e6 })));
    expect(profile.observed.pace?.value).toBe(0);
    expect(loaded(profile).pace).toBe(0);
  });

  test('another start after finish keeps the connection; several waits give a spread', async () => {
    const one = (ms: number): Talk['moves'] => [
      { event: 'start', request: { text: '', format: 'pcm', latency: 'low' } },
      { event: 'text', text: 'Short one.' },
      { event: 'stop' },
      ms,
    ];
    const recorded = await recordTalk({
      dialect: 'fish',
      switches: defaultSwitches,
      moves: [...one(2000), ...one(1000)],
    });
    // As if the network had been slower the second time.
    const start = recorded.findLast((entry) => entry.kind === 'frame' && entry.dir === 'sent')?.seq ?? 0;
    const { observed } = madeOf(recorded.map((entry) => (entry.seq > start ? { ...entry, t: entry.t + 37 } : entry)));
    expect(observed.afterFinish).toMatchObject({ value: 'keep', times: 1, says: 'another start was taken' });
    expect(observed.firstAudioLowMs).toMatchObject({ value: 230, times: 2, says: '230 to 267 ms' });
    expect(observed.firstAudioJitterMs).toMatchObject({ value: 37, times: 2 });
  });

  test('an idle drop, and what came too early', async () => {
    const moves: Talk['moves'] = [
      { event: 'text', text: 'Too early.' },
      ...conversation('low', 'pcm').slice(0, 4),
      60_000,
    ];
    const switches = { ...defaultSwitches, idleMs: 45_000 };
    const { observed } = madeOf(await recordTalk({ dialect: 'fish', switches, moves }));
    expect([observed.idleMs?.value, observed.strict?.value]).toEqual([45_000, false]);
    const strict = await recordTalk({ dialect: 'fish', switches: { ...switches, strict: true }, moves });
    expect(madeOf(strict).observed.strict).toMatchObject({ value: true, seqs: [2, 3] });
  });

  test('headers of the answer, none of them secret', async () => {
    const headers = [
      { name: 'x-fishaudio-datacenter', value: 'lax1' },
      { name: 'Sec-WebSocket-Accept', value: 'x' },
      { name: 'Set-Cookie', value: 'session=1' },
      { name: 'x-api-key-hint', value: 'abc' },
      { name: 'x-seen', value: 'key#1....', masked: [{ start: 0, end: 9 }] },
      { name: 'x-split', value: 'a\r\nb: c' },
    ];
    const { observed } = madeOf(await recordTalk({ dialect: 'fish', switches: defaultSwitches, moves: [], headers }));
    expect(observed.headers?.value).toEqual([{ name: 'x-fishaudio-datacenter', value: 'lax1' }]);
  });

  test('a masked reason is not taken over', async () => {
    const switches = { ...defaultSwitches, afterFinish: 'close' as const, afterFinishReason: 'key#1...' };
    const entries = await recordTalk({ dialect: 'fish', switches, moves: conversation('low', 'pcm') });
    const masked = entries.map((entry) =>
      entry.kind === 'close'
        ? { ...entry, masked: [{ in: 'reason' as const, start: 0, end: 8, key: 'key#1' }] }
        : entry,
    );
    expect(madeOf(masked).assumed.afterFinishReason).toEqual({ value: '', why: 'a secret stood in it' });
    expect(profileToJson(madeOf(masked))).not.toContain('key#1');
  });

  test('more pieces than a profile lists are told by their distribution', async () => {
    const switches = { ...defaultSwitches, pace: 0, chunkBytes: [100, 100, 100, 1000] };
    const moves: Talk['moves'] = [
      { event: 'start', request: { text: '', format: 'pcm', latency: 'low', sample_rate: 16_000 } },
      { event: 'text', text: `${'x'.repeat(140)}.` },
      { event: 'stop' },
      12_000,
    ];
    const { observed } = madeOf(await recordTalk({ dialect: 'fish', switches, moves }));
    const sizes = observed.chunkBytes?.value as number[];
    expect(sizes.length).toBe(256);
    expect(sizes.filter((size) => size === 1000).length).toBeCloseTo(64, -1);
    expect(sizes.slice(0, 40)).toContain(1000);
  });

  test('fishspeech: frames for each audio event, and whether each text is a file', async () => {
    for (const stream of ['session', 'text'] as const) {
      const switches: Switches = { ...defaultSwitches, stream, perAudio: 3, chunkBytes: [8000] };
      const moves: Talk['moves'] = [
        { event: 'start', token: 'x', request: { format: 'wav', latency: 'normal' } },
        { event: 'text', text: 'The first of them.' },
        4000,
        { event: 'text', text: 'And the second one.' },
        4000,
      ];
      const recorded = await recordTalk({ dialect: 'fishspeech', switches, moves, voice: wavVoice() });
      const profile = madeOf(recorded, fishspeech);
      expect(valuesOf(profile)).toMatchObject({ stream, perAudio: 3, firstAudioNormalMs: 1700, pace: 0.2 });
      expect(profile.assumed.afterFinish).toBeUndefined();
      const again = await recordTalk({ dialect: 'fishspeech', switches: loaded(profile), moves, voice: wavVoice() });
      expectSame(again, recorded, 'fishspeech');
    }
  });
});

test('many ends: the sound before each is found in one walk, and counts once', () => {
  let looks = 0;
  const events = ['audio', ...Array.from({ length: 500 }, () => 'finish'), 'audio', 'finish'];
  const received = events.map((event, i) => ({
    seq: i + 1,
    t: i,
    round: 1,
    get event() {
      looks++;
      return event;
    },
  }));
  const finishes = received.flatMap(({ seq, t }) => (events[seq - 1] === 'finish' ? [{ seq, t, round: 1 }] : []));
  const timed = [{ seq: 1, t: 0, time: true, words: true }];
  const told = { ...readConversation([], fish), received, finishes, timed };
  expect(trailing(told)).toEqual({ trailing: { value: true, times: 2, seqs: [1, 502] } });
  expect(looks).toBeLessThanOrEqual(2 * events.length);
});

test('no recording makes it fail, or makes a profile that cannot be loaded', () => {
  const time = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0, max: 100_000 }));
  const event = fc.oneof(
    fc.record({
      event: fc.constantFrom('start', 'text', 'flush', 'stop', 'audio', 'finish', 'error', 'ready', 'done'),
    }),
    fc.record({ event: fc.constant('start'), request: fc.anything({ maxDepth: 1 }) }),
    fc.record({ event: fc.constant('text'), text: fc.string() }),
    fc.record({ event: fc.constant('audio'), audio: fc.uint8Array({ maxLength: 40 }), time: fc.double() }),
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    event.map((one) => {
      try {
        return fish.encode(one as never).bytes;
      } catch {
        return encodeUtf8(JSON.stringify(one));
      }
    }),
    event.map((one) => encodeUtf8(JSON.stringify(one))),
  );
  const body = fc.oneof(
    fc.record({
      kind: fc.constant('frame' as const),
      dir: fc.constantFrom('sent' as const, 'received' as const),
      opcode: fc.constantFrom('text' as const, 'binary' as const, 'ping' as const),
      bytes,
    }),
    fc.record({
      kind: fc.constant('close' as const),
      by: fc.constantFrom('us' as const, 'peer' as const, 'network' as const),
      code: fc.integer({ min: -5, max: 70_000 }),
      reason: fc.uint8Array({ maxLength: 200 }),
      clean: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('handshake' as const),
      status: fc.constantFrom(101, 401),
      statusText: fc.string(),
      headers: fc.array(fc.record({ name: fc.string(), value: fc.string() })),
    }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.tuple(time, body), { maxLength: 30 }),
      fc.constantFrom(fish, fishspeech),
      (all, dialect) => {
        const entries = all.map(([t, one], i): Entry => ({ seq: i + 1, t, ...one }));
        const profile = madeOf(entries, dialect);
        const read = readProfile(profileToJson(profile));
        expect('code' in read ? read.detail : read.name).toBe('drawn');
      },
    ),
    { numRuns: 1000 },
  );
});
