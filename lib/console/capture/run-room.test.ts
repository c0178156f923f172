/** Whole runs over the real relay and the sandbox, in memory: expectations, several sockets, what a text asks for. */
import { beforeAll, describe, expect, test } from 'vitest';
import { wavHeader, wavSamples } from '../../audio/wav-file.ts';
import { concatBytes } from '../../bytes/concat.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { sha256 } from '../../bytes/sha256.ts';
import type { SessionSummary } from '../state.ts';
import { type CoreStage, coreStage } from './core-stage.ts';

beforeAll(() => Promise.all([frameHasher(), sha256()]));

const start = { event: 'start', request: { text: '', format: 'pcm', sample_rate: 16000, latency: 'balanced' } };
const say = (text: string) => ({ event: 'text', text });
const finish = { $until: { event: 'finish', within: '20s' } };
const turn = [start, say('One two three. '), { event: 'stop' }, finish];

async function stage(): Promise<CoreStage> {
  const s = coreStage();
  await s.clock.advance(20);
  return s;
}

async function ran(s: CoreStage, scenario: object, ms = 30_000): Promise<void> {
  s.core.take({ do: 'run', text: JSON.stringify(scenario), ask: s.ask('sandbox-fish', 'pace=0,firstAudioMs=50') });
  await s.clock.advance(ms);
}

const words = (s: CoreStage) => s.page.run?.steps.map((step) => `${step.state}${step.words && ': '}${step.words}`);
const sessions = (s: CoreStage) => s.page.sessions as readonly SessionSummary[];

describe('expectations', () => {
  test('of a real session: all kinds hold', async () => {
    const s = await stage();
    await ran(s, [
      ...turn,
      { $expect: { order: ['audio', 'finish'], exactly: true } },
      { $expect: { event: 'finish', count: 1, where: { reason: 'stop', time: { min: 0 } } } },
      { $expect: { noErrors: true, turns: 1, firstAudioWithin: '200ms' } },
      { $expect: { duration: { min: '300ms', max: '10s' }, audio: { decodes: true, format: 'pcm' } } },
      { $close: { code: 1000 } },
      { $until: { close: true } },
      { $expect: { close: { code: 1000, by: 'us' } } },
    ]);
    expect(words(s)?.slice(4)).toEqual([
      'passed: holds',
      'passed: holds',
      'passed: all 3 hold',
      'passed: all 2 hold',
      'sent: close 1000 asked for',
      'met: the connection has ended: Closed 1000',
      'passed: holds',
    ]);
    expect(s.page.run?.state).toBe('done');
  });

  test('one that fails ends the run, and names step, entry, field, expected and got', async () => {
    const s = await stage();
    await ran(s, [...turn, { $expect: { event: 'finish', where: { reason: 'error' } } }, say('never')]);
    const finished = s.page.run?.steps[3]?.seq as number;
    expect(s.page.run?.problem).toMatchObject({
      code: 'expectation_failed',
      detail: expect.stringMatching(
        new RegExp(`^step 5 \\(expect\\): entry ${finished}, byte \\d+, reason: expected "error", got "stop"$`),
      ),
      at: { line: 1, seq: finished },
    });
    expect(s.page.run?.steps[4]).toMatchObject({
      state: 'failed',
      seq: finished,
      miss: { seq: finished, field: 'reason', expected: '"error"', got: '"stop"' },
    });
    expect(s.page.run?.steps[5]?.state).toBe('skipped');
  });

  test('findings are those of the session, told when they are asked for', async () => {
    const s = await stage();
    await ran(s, [{ event: 'text', text: 'too early' }, { $expect: { findings: { worst: 'none' } } }]);
    expect(s.page.run?.problem?.code).toBe('expectation_failed');
    const [rule] = /[A-Z]\d\d/.exec(s.page.run?.steps[1]?.miss?.got ?? '') ?? [];
    const again = await stage();
    await ran(again, [{ event: 'text', text: 'too early' }, { $expect: { findings: { has: [rule] } } }]);
    expect(again.page.run?.state).toBe('done');
  });

  test('the sound is that of the same words said again, and not that of others', async () => {
    const s = await stage();
    await ran(s, turn);
    const held = [...heldOf(s)][0];
    const samples = await held?.track.sound.render(0, held.track.sound.samples);
    const file = concatBytes([wavHeader(samples?.length ?? 0, 16000), wavSamples(samples ?? new Float32Array(0))]);
    s.core.take({ do: 'file', name: 'said.wav', bytes: file });
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(1000);
    await ran(s, [...turn, { $expect: { soundsLike: { file: 'said.wav', atLeast: 0.99 } } }]);
    expect(s.page.run?.state).toBe('done');
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(1000);
    const others = [start, say('Something else altogether, and longer. '), { event: 'stop' }, finish];
    await ran(s, [...others, { $expect: { soundsLike: { file: 'said.wav', atLeast: 0.99 } } }]);
    expect(s.page.run?.problem?.detail).toMatch(/sound that is said.wav, at least to 0.99, got 0\.\d+$/);
    const hash = (await sha256())(wavSamples(samples ?? new Float32Array(0)));
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(1000);
    await ran(s, [...turn, { $expect: { audio: { sha256: hash } } }]);
    expect(s.page.run?.state).toBe('done');
  });
});

describe('$parallel', () => {
  const five = { $parallel: { sockets: 5, steps: turn } };

  test('each branch is a session of the list; the one the run began on stays on show', async () => {
    const s = await stage();
    await ran(s, [five, ...turn]);
    expect(s.page.run?.state).toBe('done');
    expect(sessions(s).map(({ title, connection }) => `${title}: ${connection.words}`)).toEqual([
      'sandbox-fish 1: Open',
      ...[1, 2, 3, 4, 5].map((n) => `sandbox-fish ${n + 1}, socket ${n}: Closed 1000`),
    ]);
    expect(s.page.active).toBe(sessions(s)[0]?.id);
    expect(s.page.live?.session).toBe(sessions(s)[0]?.id);
    expect(new Set(sessions(s).map(({ receivedHash }) => receivedHash)).size).toBe(1);
  });

  test('too many at once: the rule about several sockets is reached, and expected', async () => {
    const s = await stage();
    await ran(s, [five, { $expect: { findings: { has: ['A09'] } } }]);
    expect([s.page.run?.state, words(s)?.at(-1)]).toEqual(['done', 'passed: holds']);
    const alone = await stage();
    await ran(alone, [...turn, { $expect: { findings: { has: ['A09'] } } }]);
    expect(alone.page.run?.state).toBe('failed');
  });

  test('an expectation inside looks at its own session', async () => {
    const s = await stage();
    const branch = (name: string, text: string) => ({
      name,
      steps: [
        start,
        say(text),
        { event: 'stop' },
        finish,
        { $expect: { event: 'text', dir: 'sent', where: { text } } },
      ],
    });
    await ran(s, [
      { $parallel: [branch('left', 'Left.'), branch('right', 'Right.')] },
      { $expect: { event: 'text', dir: 'sent', count: 0 } },
    ]);
    expect(words(s)).toContain('passed: left: holds');
    expect(words(s)).toContain('passed: right: holds');
    expect(s.page.run?.state).toBe('done');
    expect(s.page.run?.steps[5]?.session).toBe(sessions(s)[1]?.id);
  });

  test('one that fails inside names its socket, and the session of that', async () => {
    const s = await stage();
    const branch = (name: string, count: number) => ({
      name,
      steps: [start, { $expect: { event: 'start', dir: 'sent', count } }],
    });
    await ran(s, [{ $parallel: [branch('left', 1), branch('right', 2)] }]);
    expect(s.page.run?.problem?.detail).toMatch(/^step 5 \(expect\) on right: .*exactly 2 sent start, got 1/);
    expect(s.page.run?.steps[4]).toMatchObject({ state: 'failed', session: sessions(s)[2]?.id });
  });

  test('stop closes what the run opened, and leaves the live one open', async () => {
    const s = await stage();
    await ran(s, [{ $parallel: { sockets: 3, steps: [start, { $wait: '60s' }] } }], 500);
    expect(sessions(s).map(({ connection }) => connection.phase)).toEqual(['open', 'open', 'open', 'open']);
    s.core.take({ do: 'stop-run' });
    await s.clock.advance(200);
    expect(s.page.run?.state).toBe('stopped');
    expect(sessions(s).map(({ connection }) => connection.phase)).toEqual(['open', 'closed', 'closed', 'closed']);
  });

  test('disconnect closes them all', async () => {
    const s = await stage();
    await ran(s, [{ $parallel: { sockets: 3, steps: [start, { $until: { close: true, within: '60s' } }] } }], 500);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(500);
    expect(sessions(s).map(({ connection }) => connection.phase)).toEqual(Array(4).fill('closed'));
    expect(s.page.run?.state).toBe('done');
  });

  test('disconnect while the run is before them: they are not opened any more', async () => {
    const s = await stage();
    await ran(s, [start, { $wait: '60s' }, { $parallel: { sockets: 3, steps: [start, { $wait: '60s' }] } }], 500);
    s.core.take({ do: 'disconnect' });
    await s.clock.advance(500);
    expect(sessions(s)).toHaveLength(1);
    expect([s.page.run?.state, s.page.run?.problem?.detail]).toEqual([
      'failed',
      'socket 1: disconnected meanwhile: no other is opened beside it',
    ]);
  });

  test('as many as may be asked for, and again in the next round', async () => {
    const s = await stage();
    await ran(s, [{ $repeat: { times: 2, steps: [{ $parallel: { sockets: 100, steps: [start] } }] } }], 5000);
    expect([s.page.run?.state, s.page.run?.problem]).toEqual(['done', null]);
    expect(sessions(s)).toHaveLength(201);
  });

  test('a socket that the server refuses fails its branch with the reason', async () => {
    const s = coreStage((peer) => (s.peers.length <= 2 ? peer.accept() : peer.refuse(429, 'Too Many Requests')));
    await s.clock.advance(20);
    await ran(s, [{ $parallel: { sockets: 2, steps: [{ $wait: 10 }] } }], 1000);
    expect(s.page.run?.problem?.code).toBe('refused');
    expect(words(s)?.[0]).toMatch(/^failed: 1 of 2 sockets failed: socket 2: /);
  });
});

describe('pings', () => {
  test('stand in the record, and what is told of the frames around them stays theirs', async () => {
    const s = await stage();
    await ran(s, [{ $ping: 'hello' }, start, say('One. '), { $ping: '' }, { event: 'stop' }, finish]);
    expect(words(s)?.map((one) => one.replace(/#\d+.*/, '#'))).toEqual([
      ...Array(5).fill('sent: sent #'),
      words(s)?.[5],
    ]);
    expect(s.page.run?.state).toBe('done');
    const seqs = s.page.run?.steps.slice(0, 5).map(({ seq }) => seq) as number[];
    expect([...seqs].sort((a, b) => a - b)).toEqual(seqs);
    expect(new Set(seqs).size).toBe(5);
  });
});

describe('the connection of a run', () => {
  const ids = (s: CoreStage) => sessions(s).map(({ connection }) => connection.words);
  const expects = [...turn, { $expect: { event: 'finish', count: 1 } }];
  const opened = (s: CoreStage) => s.commands.filter((one) => one.includes('"op":"open"')).length;

  test('$expect: the second run is judged as the first was, on a connection of its own, and says so', async () => {
    const s = await stage();
    await ran(s, expects);
    expect([s.page.run?.state, s.page.run?.fresh, ids(s)]).toEqual(['done', undefined, ['Open']]);
    const first = words(s)?.map((one) => one.replace(/ at .*/, ''));
    await ran(s, expects);
    expect([s.page.run?.state, ids(s)]).toEqual(['done', ['Closed 1000', 'Open']]);
    expect(words(s)?.map((one) => one.replace(/ at .*/, ''))).toEqual(first);
    expect(s.page.run?.fresh).toBe('On a fresh connection: $expect counts from its start, and the open one was used.');
    // What failed fails again: the frames of the first run are not counted in.
    const two = [...turn, { $repeat: { times: 1, steps: [{ $expect: { event: 'finish', count: 2 } }] } }];
    for (let round = 0; round < 2; round++) {
      await ran(s, two);
      expect(s.page.run?.problem?.code).toBe('expectation_failed');
    }
    expect(ids(s)).toEqual(['Closed 1000', 'Closed 1000', 'Closed 1000', 'Open']);
  });

  test('the old one is over before the new one is dialled, and it is announced', async () => {
    const s = await stage();
    await ran(s, expects);
    const said: string[] = [];
    const before = s.messages.length;
    await ran(s, expects);
    for (const message of s.messages.slice(before))
      if (message.say === 'update' && message.patch.announcement) said.push(message.patch.announcement);
    expect(said[0]).toMatch(/^On a fresh connection: /);
    const ops = s.commands.map((one) => (JSON.parse(one) as { op: string }).op);
    expect(ops.filter((op) => op === 'open' || op === 'close')).toEqual(['open', 'close', 'open']);
    expect(s.page.active).toBe(sessions(s)[1]?.id);
  });

  test('$expect on a connection that carried nothing of ours: that one', async () => {
    const s = await stage();
    s.core.take({ do: 'connect', ask: s.ask('sandbox-fish', 'pace=0,firstAudioMs=50') });
    await s.clock.advance(200);
    await ran(s, expects);
    expect([s.page.run?.state, ids(s)]).toEqual(['done', ['Open']]);
  });

  test('a first step that waits for a greeting gets one each time', async () => {
    const s = await stage();
    const steps = [
      { $wait: 1 },
      { $ping: '' },
      { $repeat: { times: 1, steps: [{ $wait: 1 }, { $until: { event: 'connected', within: '2s' } }] } },
      { event: 'start', token: { $key: true }, request: { format: 'wav' } },
      { $until: { event: 'ready', within: '2s' } },
    ];
    for (let round = 1; round <= 2; round++) {
      s.core.take({ do: 'run', text: JSON.stringify(steps), ask: s.ask('sandbox-fishspeech') });
      await s.clock.advance(5000);
      expect([s.page.run?.state, opened(s)]).toEqual(['done', round]);
    }
    expect(s.page.run?.fresh).toContain('the first step waits');
  });

  test.each([
    ['upstream', 'sandbox-fishspeech', '', {}],
    ['switch pace', 'sandbox-fish', 'pace=2,firstAudioMs=50', {}],
    ['model', 'sandbox-fish', 'pace=0,firstAudioMs=50', { model: 's1' }],
  ])('another %s than that of the open one is dialled', async (what, upstream, switches, options) => {
    const s = await stage();
    await ran(s, turn);
    const ask = s.ask(upstream, switches, options as Record<string, string>);
    const text = JSON.stringify({ upstream, request: options, steps: [{ $wait: 1 }] });
    s.core.take({ do: 'run', text, ask });
    await s.clock.advance(5000);
    expect([s.page.run?.state, s.page.run?.problem, ids(s)]).toEqual(['done', null, ['Closed 1000', 'Open']]);
    expect(s.page.run?.fresh).toContain(`the run asks for ${what} `);
  });

  test('turn after turn without an expectation stays on one socket, and so do a part of the text and a single step', async () => {
    const s = await stage();
    for (let round = 0; round < 3; round++) await ran(s, turn);
    expect([s.page.run?.state, s.page.run?.fresh]).toEqual(['done', undefined]);
    const text = JSON.stringify(expects);
    const from = text.indexOf('{"$expect"');
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish', 'pace=7'), from });
    await s.clock.advance(1000);
    expect(s.page.run?.problem?.detail).toContain('expected exactly 1 received finish, got 3');
    s.core.take({ do: 'send-step', text, offset: from });
    await s.clock.advance(1000);
    expect([s.page.run?.state, opened(s), ids(s)]).toEqual(['failed', 1, ['Open']]);
  });

  test('a text that cannot be run, or asks for an upstream that there is none of, leaves the open one alone', async () => {
    const s = await stage();
    await ran(s, turn);
    await ran(s, { upstream: 'nowhere', steps: [...expects] }, 500);
    expect(s.page.run?.problem?.code).toBe('other_connection');
    await ran(s, [...expects, { $nap: 1 }], 500);
    expect([s.page.run?.state, ids(s)]).toEqual(['failed', ['Open']]);
  });

  test.each(['disconnect', 'stop-run'] as const)('%s while the old one closes: none is dialled', async (wish) => {
    const s = await stage();
    await ran(s, expects);
    await ran(s, expects, 0);
    expect(s.page.run?.state).toBe('running');
    s.core.take({ do: wish });
    await s.clock.advance(5000);
    expect([s.page.run?.state, opened(s)]).toEqual([wish === 'disconnect' ? 'failed' : 'stopped', 1]);
    expect(ids(s)).toEqual(['Closed 1000']);
  });

  test('run while the connection closes: on the next one', async () => {
    const s = await stage();
    await ran(s, turn);
    s.core.take({ do: 'disconnect' });
    await ran(s, turn);
    expect([s.page.run?.state, opened(s), ids(s)]).toEqual(['done', 2, ['Closed 1000', 'Open']]);
  });
});

describe('what a text asks for', () => {
  test('the environment comes before its own variables', async () => {
    const s = await stage();
    const text = { variables: { word: 'mine' }, steps: [start, say('{{word}}')] };
    s.core.take({ do: 'environment', values: { word: 'yours' } });
    await ran(s, text, 500);
    const frame = s.peers[0]?.sent.at(-1)?.bytes ?? new Uint8Array(0);
    expect(new TextDecoder().decode(frame)).toContain('yours');
    s.core.take({ do: 'environment', values: null });
    await ran(s, text, 500);
    expect(new TextDecoder().decode(s.peers[0]?.sent.at(-1)?.bytes)).toContain('mine');
  });

  test.each([
    [{ upstream: 'fish' }, 'the scenario asks for upstream fish, the connection is for sandbox-fish'],
    [{ dialect: 'fishspeech' }, 'the scenario asks for dialect fishspeech, the connection is for fish'],
    [{ request: { switches: { pace: 7 } } }, 'the scenario asks for switch pace 7, the connection is for 0'],
    [{ request: { model: 's1' } }, 'the scenario asks for model s1, the connection is for none'],
  ])('a connection for something else is not opened: %j', async (head, says) => {
    const s = await stage();
    await ran(s, { ...head, steps: [start] }, 500);
    expect([s.page.run?.state, s.page.run?.problem?.code, s.page.run?.problem?.detail]).toEqual([
      'failed',
      'other_connection',
      says,
    ]);
    expect(s.peers.length).toBe(0);
  });

  test('from one step on: those before it are skipped', async () => {
    const s = await stage();
    const text = JSON.stringify([start, { $wait: '9s' }, say('Hi')]);
    s.core.take({ do: 'run', text, ask: s.ask('sandbox-fish'), from: text.indexOf('"text":"Hi"') });
    await s.clock.advance(500);
    expect(words(s)?.map((one) => one.replace(/ #.*/, ''))).toEqual(['skipped', 'skipped', 'sent: sent']);
  });
});

/** The sessions a core holds: their sound is told to the page only in parts. */
function heldOf(s: CoreStage) {
  return (
    s.core as unknown as { sessions: { all(): Iterable<import('./held-session.ts').HeldSession> } }
  ).sessions.all();
}
