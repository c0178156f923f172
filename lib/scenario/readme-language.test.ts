/** The text of this room's README that shows the whole language: it is read without a word against it, and a run of it passes. */
import { beforeAll, expect, test } from 'vitest';
import { readmeBlock } from '../../e2e/tools/readme.ts';
import { frameHasher } from '../bytes/frame-hash.ts';
import { runFile } from '../cli/headless/run-file.ts';
import { withQuickEngine } from '../cli/headless/testing/quick-engine.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectOf } from '../dialects/registry.ts';
import { sessionScenario } from './from-session/session-scenario.ts';
import { parseScenario } from './parse-scenario.ts';
import { prettyScenario } from './report/pretty.ts';

beforeAll(() => frameHasher());

const text = readmeBlock('language', 'lib/scenario/README.md');
const fish = dialectOf('fish') as Dialect;

const run = (scenario: string) =>
  withQuickEngine((engine) =>
    runFile(engine, {
      file: 'README',
      text: scenario,
      upstream: null,
      environment: {},
      keyOf: () => null,
      filesOf: () => new Map(),
    }),
  );

/** What the client sent on the session that the steps began on. */
function sentIn({ ran }: Awaited<ReturnType<typeof run>>): string[] {
  const evidence = ran?.main?.evidence;
  const entries = Array.from({ length: evidence?.length() ?? 0 }, (_, i) => evidence?.entry(i + 1));
  return entries.flatMap((entry) =>
    entry?.kind === 'frame' && entry.dir === 'sent' && entry.opcode !== 'pong'
      ? [`${entry.opcode} ${Buffer.from(entry.bytes).toString('hex')}`]
      : [],
  );
}

test('it names every kind of step, and its run passes', async () => {
  const { all, problems } = parseScenario(text);
  expect(problems).toEqual([]);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set([
      'event',
      'tokens',
      'repeat',
      'idle',
      'ping',
      'wait',
      'at',
      'raw',
      'until',
      'expect',
      'parallel',
      'close',
      'until-close',
    ]),
  );
  const { report } = await run(text);
  expect(report.outcome, prettyScenario(report)).toBe('passed');
});

test('its session, made a scenario and run against the sandbox, sends the same frames', async () => {
  const first = await run(text);
  const evidence = first.ran?.main?.evidence;
  if (evidence === undefined) throw new Error('no session');
  const log = { length: evidence.length(), entry: (seq: number) => evidence.entry(seq) };
  const again = sessionScenario(log, fish, { title: 'Again', upstream: 'sandbox-fish' }) ?? '';
  expect(parseScenario(again)).toMatchObject({
    problems: [],
    request: {
      path: '/v1/tts/live',
      options: { model: 's1' },
      switches: { pace: '0', firstAudioMs: '0', id3: 'off' },
    },
  });
  const second = await run(again);
  expect(second.report.outcome, prettyScenario(second.report)).toBe('passed');
  expect(sentIn(second)).toEqual(sentIn(first));
  expect(sentIn(first).length).toBe(20);
});
