/** Files from a terminal: exit codes with their names, what a broken expectation names, keys that are never told. */
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import { realClock } from '../../clock/real.ts';
import { coreStage } from '../../console/capture/core-stage.ts';
import { problem } from '../../problem/problem.ts';
import { recordingReader } from '../../recording/recording-reader.ts';
import { verdictOf } from '../../recording/verify.ts';
import { serveSandbox } from '../../sandbox/node/serve-sandbox.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { Report } from '../../scenario/report/scenario-report.ts';
import { freePortAfter } from '../../server/free-port.ts';
import { CallError } from './call.ts';
import { exitCodes, sumOf } from './exit-codes.ts';
import { outcomeOf } from './outcome.ts';
import { lastWords } from './process-end.ts';
import { runFiles } from './run-files.ts';
import { runProbes } from './run-probes.ts';
import { hurriedClock } from './testing/hurried-clock.ts';

beforeAll(() => frameHasher());

const folder = mkdtempSync(join(tmpdir(), 'wiretone-headless-'));
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const env = { MINE_API_KEY: 'a-key-of-mine-that-nobody-may-see' };
const outside = (clock: Clock = hurriedClock(() => false)) => ({ clock, voice: toneVoice(), folder, env });

async function run(...args: string[]) {
  const clock = hurriedClock(() => false);
  return clock.during(runFiles(args, outside(clock)));
}
async function reported(...args: string[]): Promise<Report> {
  return JSON.parse((await run(...args, '--report', 'json')).out);
}

const start =
  '{"event": "start", "request": {"text": "", "format": "pcm", "sample_rate": 16000, "latency": "balanced"}}';
const said = `${start},\n  {"event": "text", "text": "Hello to you all. "},\n  {"event": "stop"},\n  {"$until": {"event": "finish", "within": "10s"}}`;
const good = file('good.jsonc', `[\n  ${said}\n]`);
const broken = file(
  'broken.jsonc',
  `[\n  ${said},\n  {"$expect": {"event": "finish", "where": {"reason": "error"}}},\n  {"$ping": "not reached"}\n]`,
);

describe('exit codes', () => {
  const lost = `{"dialect": "fish", "request": {"switches": {"drop": 1}}, "steps": [${said}]}`;
  const late = `[${start}, {"$until": {"event": "finish", "within": "2s"}}]`;
  test.each([
    ['passed', 0, good],
    ['expectation-failed', 1, broken],
    ['connection-lost', 3, file('lost.jsonc', lost)],
    ['bad-file', 4, file('comma.jsonc', '[{"event": "stop"} {"event": "stop"}]')],
    ['bad-file', 4, join(folder, 'no-such-file.jsonc')],
    ['bad-file', 4, file('clip.jsonc', '[{"event": "x", "a": {"$file": "../../etc/hostname"}}]')],
    ['bad-file', 4, 'shipped:no-such-name'],
    ['timeout', 5, file('late.jsonc', late)],
    ['bad-call', 6, file('other.jsonc', `{"upstream": "nowhere", "steps": [${start}]}`)],
    ['bad-call', 6, file('keyless.jsonc', `{"upstream": "fish", "steps": [${start}]}`)],
  ])('%s is %i', async (outcome, code, path) => {
    const told = await run(path);
    expect(told.out).toContain(`${outcome} (exit code ${code})\n`);
    expect(told.code).toBe(code);
    expect(exitCodes[outcome as keyof typeof exitCodes].code).toBe(code);
  });

  test('refused is 2: nobody answers', async () => {
    const port = await freePortAfter(42_000, '127.0.0.1');
    const upstream = `mine=ws://127.0.0.1:${port},dialect=fish,loopback`;
    const told = await runFiles([good, '--upstream', upstream], outside(realClock));
    expect([told.code, told.out.split('\n').at(-2)]).toEqual([2, '0 of 1 passed: refused (exit code 2)']);
  });

  test('stopped is 130, and what was open is closed', async () => {
    const clock = hurriedClock(() => false);
    const path = file('long.jsonc', `[${start}, {"$wait": "1min"}]`);
    const stop = new Promise<void>((resolve) => clock.after(5000, resolve));
    const told = await clock.during(runFiles([path, good], { ...outside(clock), stop }));
    expect(told.code).toBe(130);
    expect(told.out).toContain('ended: 1000 by us');
    expect(told.out).not.toContain('good.jsonc');
  });

  test('of several files all are run, and the first that did not pass decides', async () => {
    const report = await reported(good, broken, join(folder, 'no-such-file.jsonc'), good);
    expect(report.files.map(({ outcome }) => outcome)).toEqual(['passed', 'expectation-failed', 'bad-file', 'passed']);
    expect([report.outcome, report.code]).toEqual(['expectation-failed', 1]);
    expect(sumOf(['passed', 'passed'])).toBe('passed');
  });
});

test('an upstream of the command line beside another one in the text is told of', async () => {
  const path = file('named-upstream.jsonc', `{"upstream": "sandbox-fish", "steps": [${start}]}`);
  const told = await run(path, '--upstream', 'sandbox-fishspeech');
  expect(told.code).toBe(6);
  expect(told.out).toContain('the scenario asks for upstream sandbox-fish, the connection is for sandbox-fishspeech');
});

test('a file that is not there, and a step with a name that is not there, are called what they are', async () => {
  const none = await run(join(folder, 'no-such-file.jsonc'));
  expect(none.out).toContain(
    '  unreadable_file: there is none of this name (ENOENT)\n  The file cannot be read. Check',
  );
  expect((await run('shipped:no-such-name')).out).toContain('unknown_scenario: nothing of the name "no-such-name"');
  const { out } = await run(file('unnamed.jsonc', `[${start}, {"event": "text", "text": "{{nobody}}"}]`));
  expect(out).toMatch(/- {6}2 {2}line 1 {4}text +\S.*nobody/);
  expect(out).not.toMatch(/not a step/i);
});

test('a byte order mark in front of a text is none of its text', async () => {
  const marked = file('marked.jsonc', `\ufeff${readFileSync(good, 'utf8')}`);
  expect((await run(marked, '--env', file('marked.json', '\ufeff{"name": "Ada"}'))).code).toBe(0);
});

test('a recording that cannot be written is told of before anything is sent', async () => {
  const said: string[] = [];
  const told = runFiles([good, '--record', join(folder, 'nowhere', 'x')], {
    ...outside(),
    say: (text) => said.push(text),
    voice: {
      open: () => {
        throw new Error('it was run');
      },
    },
  });
  await expect(told).rejects.toThrow('nowhere cannot be written to (ENOENT)');
});

test('last words name the code, and no key', () => {
  expect(lastWords(new Error('\u001b[2Jgone'), {}).text).not.toContain('\u001b');
  expect(lastWords(new CallError('Mend it.'), env)).toEqual({ text: 'Mend it.\nbad-call (exit code 6)\n', code: 6 });
  const { text, code } = lastWords(new Error(`sent ${env.MINE_API_KEY}`), env);
  expect([code, text]).toEqual([
    7,
    expect.stringMatching(/^Error: sent \(MINE_API_KEY\)\n[\s\S]*internal \(exit code 7\)\n$/),
  ]);
});

test('a broken expectation names step, line, entry, byte, field, expected and got', async () => {
  const { files } = await reported(broken);
  const step = files[0]?.steps.find(({ state }) => state === 'failed');
  const finish = files[0]?.steps.find(({ name }) => name === 'until finish');
  expect(step).toMatchObject({ step: 5, line: 6, column: 3, name: 'expect', seq: finish?.seq });
  expect(step?.miss).toEqual({ seq: finish?.seq, offset: 21, field: 'reason', expected: '"error"', got: '"stop"' });
  expect(files[0]?.steps.at(-1)).toMatchObject({ name: 'ping', state: 'skipped' });
  const { out } = await run(broken);
  expect(out).toContain(`FAIL   5  line 6    expect`);
  expect(out).toContain(`at        byte 21, reason, entry ${finish?.seq}\n`);
  expect(out).toContain('expected  "error"\n         got       "stop"');
});

test.each([
  [
    ['--nonsense'],
    'There is no flag "--nonsense"; there are --upstream, --env, --report, --record, --profile, --pace, --speed, --list, --help.',
  ],
  [['--report', 'xml'], '--report takes pretty, junit, json.'],
  [['--env'], '--env needs a value.'],
  [['--report=json', '--report=json'], '--report stands there twice.'],
  [
    ['a.jsonc', '--upstream', 'nowhere'],
    'There is no upstream "nowhere"; there are sandbox-fish, sandbox-fishspeech, fish, fishspeech.',
  ],
  [
    ['a.jsonc', '--upstream', 'x=ftp://y,dialect=fish'],
    'Upstream "x": the base must begin with wss:// (or ws:// with "loopback").',
  ],
  [[], 'No file is named.'],
])('%j: one sentence', async (args, says) => {
  await expect(runFiles(args, outside())).rejects.toThrow(CallError);
  await expect(runFiles(args, outside())).rejects.toThrow(says);
});

test('an environment comes before the variables of the text; a secret in it is refused', async () => {
  const path = file(
    'named.jsonc',
    `{"variables": {"name": "Ada"}, "steps": [${start}, {"event": "text", "text": "Hello {{name}}. "},
      {"$expect": {"event": "text", "dir": "sent", "where": {"text": "Hello Grace. "}}}]}`,
  );
  expect((await run(path)).code).toBe(1);
  expect((await run(path, '--env', file('env.json', '{"name": "Grace"}'))).code).toBe(0);
  const secret = run(path, '--env', file('secret.json', '{"apiKey": "0123456789"}'));
  await expect(secret).rejects.toThrow('a variable never holds one');
});

test('files are read beside the scenario and below, never above', async () => {
  mkdirSync(join(folder, 'clips'), { recursive: true });
  file('clips/voice.wav', 'RIFFxxxx');
  const sends = (
    name: string,
  ) => `[{"event": "start", "request": {"text": "", "references": [{"audio": {"$file": "${name}"}, "text": "x"}]}},
    {"$expect": {"event": "start", "dir": "sent", "where": {"request.references[0].audio": {"present": true}}}}]`;
  expect((await run(file('below.jsonc', sends('clips/voice.wav')))).code).toBe(0);
  symlinkSync('/etc/hostname', join(folder, 'clips', 'link.wav'));
  const out = await run(file('linked.jsonc', sends('clips/link.wav')));
  expect([out.code, out.out]).toEqual([4, expect.stringContaining("is not in the scenario's folder")]);
});

test('a key comes from the environment, reaches its upstream, and stands in no report and no recording', async () => {
  const served = await serveSandbox(toneVoice());
  const upstream = `mine=ws://127.0.0.1:${served.port}/sandbox/fish~pace=0,dialect=fish,loopback`;
  const to = join(folder, 'out.wiretone.jsonl');
  const outs = [];
  for (const report of ['pretty', 'junit', 'json']) {
    const told = await runFiles([good, '--upstream', upstream, '--record', to, '--report', report], outside(realClock));
    expect(told.code, told.out).toBe(0);
    outs.push(told.out);
  }
  const probed = await runProbes(
    ['stop-before-start', '--upstream', upstream, '--record', join(folder, 'probed')],
    outside(realClock),
  );
  await served.close();
  expect([probed.code, probed.out]).toEqual([0, expect.stringContaining('recorded  ')]);
  const recording = readFileSync(to, 'utf8');
  const probeRecording = readFileSync(join(folder, 'probed', 'stop-before-start.wiretone.jsonl'), 'utf8');
  for (const text of [...outs, probed.out, recording, probeRecording]) expect(text).not.toContain(env.MINE_API_KEY);
  expect(recording).toContain('Bearer key#1');
  expect(recording.trimEnd().split('\n').at(-1)).toMatch(/^\{"end":true,"entries":\d+,"h":"[0-9a-f]{64}"\}$/);
});

test('what is known of a file is told while others run; the rest is in the answer', async () => {
  const said: string[] = [];
  const clock = hurriedClock(() => false);
  const told = await clock.during(runFiles([good, broken], { ...outside(clock), say: (text) => said.push(text) }));
  expect(said.map((text) => text.split('\n')[0])).toEqual([`${good}  (sandbox-fish)`, `${broken}  (sandbox-fish)`]);
  expect(told.out).toBe('1 of 2 passed: expectation-failed (exit code 1)\n');
  const probes: string[] = [];
  const asked = runProbes(['text-frame', 'empty-flush'], { ...outside(clock), say: (text) => probes.push(text) });
  expect([(await clock.during(asked)).out, probes.length]).toEqual(['', 2]);
});

test('each session of a run is recorded in a file of its own', async () => {
  const path = file(
    'beside.jsonc',
    `[${start}, {"$parallel": {"sockets": 2, "steps": [${start}, {"$wait": "100ms"}]}}]`,
  );
  const { files } = await reported(path, good, '--record', join(folder, 'many'));
  const names = (files[0]?.recordings ?? []).map((name) => name.slice(folder.length + 1));
  expect(names).toEqual(['many-1.wiretone.jsonl', 'many-1-2.wiretone.jsonl', 'many-1-3.wiretone.jsonl']);
  expect(files[1]?.recordings).toEqual([join(folder, 'many-2.wiretone.jsonl')]);
  expect(files[0]?.sessions.map(({ sent }) => sent.frames)).toEqual([1, 1, 1]);
  for (const [i, name] of (files[0]?.recordings ?? []).entries()) {
    const kinds: string[] = [];
    const reader = await recordingReader({ entry: ({ kind }) => kinds.push(kind) });
    reader.push(readFileSync(name, 'utf8'));
    const { entries = 0, id } = files[0]?.sessions[i] ?? {};
    const end = reader.end();
    expect(verdictOf(end).says).toBe(`complete, unchanged since written: ${entries} entries`);
    expect([end.header?.session.id, kinds[0], kinds.at(-1)]).toEqual([id, 'dial', 'close']);
  }
});

test.each([
  ['good.jsonc', good],
  ['broken.jsonc', broken],
])('%s: the same verdict, step by step, in the page', async (_, path) => {
  const text = readFileSync(path, 'utf8');
  const stage = coreStage();
  await stage.clock.advance(2000);
  stage.core.take({ do: 'run', text, ask: stage.ask('sandbox-fish') });
  await stage.clock.advance(20_000);
  const inPage = stage.page.run?.steps.map(({ state, miss }) => [state, miss?.expected, miss?.got]);
  const { files } = await reported(path);
  expect(files[0]?.steps.map(({ state, miss }) => [state, miss?.expected, miss?.got])).toEqual(inPage);
  expect(stage.page.run?.problem?.code ?? null).toBe(files[0]?.problem?.code ?? null);
});

test('a limit of the program itself is no fault of the connection', () => {
  const failed = (code: 'limit_reached' | 'too_large' | 'connection_lost') =>
    outcomeOf({ state: 'failed', steps: [], problem: problem(code, '') }, true);
  expect([failed('limit_reached'), failed('too_large'), failed('connection_lost')]).toEqual([
    'limit-reached',
    'limit-reached',
    'connection-lost',
  ]);
});
