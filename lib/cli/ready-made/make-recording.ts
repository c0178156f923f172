/**
 * A recipe carried out, as the text of a recording in our own format. Time is the sandbox's own and never waits, so that the same recipe
 * has the same frames at the same times. What differs from one making to the next is the nonce of the upgrade, and its answer.
 */
import { dialectOf } from '../../dialects/registry.ts';
import { readyMadeId } from '../../lessons/ready-made-id.ts';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { type Upstream, upstreamInfo } from '../../relay/upstream.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { blocksRun } from '../../scenario/parse-steps.ts';
import type { Engine } from '../headless/engine.ts';
import { runText } from '../headless/run-text.ts';
import { withQuickEngine } from '../headless/testing/quick-engine.ts';
import type { Recipe } from './recipe.ts';

/** All of them were made at this hour, so to speak: 2026-11-21, 09:00 UTC. */
const startedAt = Date.UTC(2026, 10, 21, 9);
/** The sandbox, dialled by a client whose address is not one that pages may name. */
const asWritten = 'as-written';

/** The lines of the file. Rejects where the steps cannot be carried out. */
export function makeRecording(recipe: Recipe): Promise<string> {
  return withQuickEngine((engine) => record(engine, recipe), upstreamsFor(recipe));
}

function upstreamsFor({ dialect, path }: Recipe): Upstream[] {
  if (path === undefined || dialectOf(dialect)?.paths.includes(path)) return [];
  const base = 'ws://in-process';
  return [{ id: asWritten, title: asWritten, dialect, base, paths: [path], loopback: false, sandbox: true }];
}

async function record(engine: Engine, recipe: Recipe): Promise<string> {
  const { dialect, key = null, path, steps, switches = {} } = recipe;
  const text = `[${steps}]`;
  const bad = parseScenario(text, {}).problems.find(blocksRun);
  if (bad !== undefined) throw new Error(`${recipe.id}: ${bad.detail}`);
  const home = `sandbox-${dialect}`;
  const upstream =
    engine.upstreams.find(({ id }) => id === asWritten) ?? engine.upstreams.find(({ id }) => id === home);
  if (upstream === undefined) throw new Error(`${recipe.id}: there is no ${home}`);
  const { main } = await runText(engine, {
    text,
    key,
    connect: {
      upstream: upstreamInfo(upstream),
      options: initialOptions(dialect),
      switches: Object.entries(switches)
        .map((pair) => pair.join('='))
        .join(','),
      ...(path === undefined ? {} : { path }),
    },
    files: new Map(),
    environment: {},
  });
  if (main === null) throw new Error(`${recipe.id}: it never came to a connection`);
  const { evidence, held } = main;
  const session = { ...held.session.log.head, id: readyMadeId(recipe.number), upstream: home, startedAt };
  const writer = await recordingWriter({ session });
  let file = writer.header();
  for (let seq = 1; seq <= evidence.length(); seq++) file += writer.entry(evidence.entry(seq));
  return file + writer.end();
}

function initialOptions(dialect: string): Record<string, string> {
  return Object.fromEntries((dialectOf(dialect)?.upgradeOptions ?? []).map(({ name, initial }) => [name, initial]));
}
