/** Lessons, headless: their scripts are carried out as the page would, and the lessons' room says how far that gets one. */
import { type Clock, wait } from '../../../clock/clock.ts';
import { realClock } from '../../../clock/real.ts';
import { isOver } from '../../../console/capture/connection-words.ts';
import { readSwitches } from '../../../console/capture/switch-text.ts';
import type { ConnectAsk } from '../../../console/port.ts';
import type { LessonsView } from '../../../console/rooms/lessons-room.ts';
import { choiceFor } from '../../../console/scenario-ask.ts';
import { dialectOf, dialects } from '../../../dialects/registry.ts';
import type { Lesson, LessonScript } from '../../../lessons/lesson.ts';
import { tapPath } from '../../../relay/tap/address.ts';
import { declareUpstream, type Upstream, upstreamInfo } from '../../../relay/upstream.ts';
import { parseScenario } from '../../../scenario/parse-scenario.ts';
import type { RunState } from '../../../scenario/run-state.ts';
import { serveTap, tapUpstreams } from '../../tap/serve-tap.ts';
import { type Desk, openEngine } from '../engine.ts';
import { runText } from '../run-text.ts';
import { quickVoice, withQuickEngine } from './quick-engine.ts';

/** How far a script got: what the page is told, how its runs ended, and how many entries each session has, by its id. */
export type LessonEnd = { view: LessonsView; runs: readonly RunState[]; lengths: ReadonlyMap<string, number> };

type TapPart = Extract<LessonScript[number], { tap: string }>;

type Stage = {
  desk: Desk;
  clock: Clock;
  upstreams: readonly Upstream[];
  /** Runs the text as a client of its own, at the tap of an upstream. */
  throughTap: ((part: TapPart, upstream: string) => Promise<RunState>) | null;
};

/** A key that is none: whoever is behind the tap takes any. */
const clientKey = 'a-key-of-enough-length';
/** So long connections may take to close when the steps are over. */
const closingMs = 5_000;

/**
 * Begins the lesson and carries the script out: on a clock that never waits, or where a client of its own is in it, at a real tap.
 * `asks` false: the room is not asked to look, and looks by itself.
 */
export function runLesson(lesson: Lesson, script: LessonScript, { asks = true } = {}): Promise<LessonEnd> {
  if (script.some((part) => 'tap' in part)) return atTap(lesson, script);
  return withQuickEngine(async (engine) => {
    const desk = engine.openDesk(async () => lesson);
    try {
      const stage = { desk, clock: engine.clock, upstreams: engine.upstreams, throughTap: null };
      return await carryOut(stage, lesson, script, asks);
    } finally {
      desk.close();
    }
  });
}

async function carryOut(stage: Stage, lesson: Lesson, script: LessonScript, asks = true): Promise<LessonEnd> {
  const { core, state, until } = stage.desk;
  let wishes = 0;
  const ask = (wish: { op: 'begin'; lesson: string; done: string[] } | { op: 'look' }) =>
    core.take({ do: 'ask', id: ++wishes, ask: { room: 'lessons', wish } });
  ask({ op: 'begin', lesson: lesson.id, done: [] });
  await until(({ lessons }) => lessons?.lesson === lesson.id);
  const runs: RunState[] = [];
  for (const part of script) {
    runs.push('tap' in part ? await tapped(stage, lesson, part) : await run(stage, lesson, part.text));
    await settled(stage);
  }
  // What timing and rules say late reaches the page in its own time; then all of it is there.
  if (asks) ask({ op: 'look' });
  await wait(stage.clock, asks ? 20 : 1000);
  const lengths = new Map((state.sessions ?? []).map(({ id, entries }) => [id, entries]));
  return { view: state.lessons as LessonsView, runs, lengths };
}

/** What the page dials for a text: as the lesson sets it, but for what the text says itself. */
function connectFor({ upstreams }: Stage, { start }: Lesson, text: string): ConnectAsk {
  const scenario = parseScenario(text, {});
  const infos = upstreams.map(upstreamInfo);
  const chosen = infos.find(({ id }) => id === start.upstream);
  if (chosen === undefined) throw new Error(`no upstream ${start.upstream}`);
  const choice = choiceFor(scenario, infos, chosen);
  if (choice === null) throw new Error('the text asks for an upstream that there is not');
  const initial = dialectOf(choice.upstream.dialect)?.upgradeOptions.map(({ name, initial: first }) => [name, first]);
  const faults = choice.faults ?? start.faults;
  return {
    upstream: choice.upstream,
    options: { ...Object.fromEntries(initial ?? []), ...choice.options },
    switches: choice.switches ?? start.switches,
    ...(choice.path === null ? {} : { path: choice.path }),
    ...(faults === '' ? {} : { faults }),
  };
}

async function run(stage: Stage, lesson: Lesson, text: string): Promise<RunState> {
  const { core, state, until } = stage.desk;
  const before = state.run;
  core.take({ do: 'run', text, ask: connectFor(stage, lesson, text) });
  core.take({ do: 'mute' });
  // The run before may still be what the page knows.
  await until(({ run: now }) => now !== undefined && now !== before && now.state !== 'idle' && now.state !== 'running');
  const ended = state.run as RunState;
  core.take({ do: 'disconnect' });
  return ended;
}

async function tapped({ throughTap }: Stage, { start }: Lesson, part: TapPart): Promise<RunState> {
  if (throughTap === null) throw new Error('there is no tap here');
  return throughTap(part, start.upstream);
}

/** All sessions are over, judged, decoded and timed. */
async function settled({ desk: { core, state }, clock }: Stage): Promise<void> {
  const open = () => (state.sessions ?? []).some(({ connection }) => !isOver(connection));
  for (let waited = 0; open() && waited < closingMs; waited += 10) await wait(clock, 10);
  for (const { id } of state.sessions ?? []) await core.kept(id)?.evidence.settled();
}

/** The same at a tap on a port of this machine, in real time: the client is a console of its own, and knows the tap's address alone. */
async function atTap(lesson: Lesson, script: LessonScript): Promise<LessonEnd> {
  const clock = realClock;
  const tap = await serveTap({ clock, port: 0, declared: [], voice: quickVoice, lessonOf: async () => lesson });
  const throughTap: Stage['throughTap'] = async (part, id) => {
    const { fault: faults = '', ...switches } = readSwitches(part.at ?? '').switches;
    const dialect = id.replace('sandbox-', '');
    const base = tap.address.replace('http', 'ws') + tapPath({ upstream: id, switches, faults });
    const declared = declareUpstream({ id: 'tap', base, dialect, loopback: true }, dialects);
    if ('code' in declared) throw new Error(declared.detail);
    const client = openEngine({ clock, upstreams: [declared], voice: quickVoice });
    const initial = dialectOf(dialect)?.upgradeOptions.map(({ name, initial: first }) => [name, first]);
    const connect = { upstream: upstreamInfo(declared), options: Object.fromEntries(initial ?? []), switches: '' };
    const seen = tap.desk.state.sessions?.length ?? 0;
    const { run: ended } = await runText(client, {
      text: part.tap,
      connect,
      key: clientKey,
      files: new Map(),
      environment: {},
    });
    await tap.desk.until(
      ({ sessions = [] }) => sessions.length > seen && sessions.every((one) => isOver(one.connection)),
    );
    await client.close();
    return ended;
  };
  try {
    return await carryOut({ desk: tap.desk, clock, upstreams: tapUpstreams([]), throughTap }, lesson, script);
  } finally {
    await tap.close();
  }
}
