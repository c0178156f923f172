/** `npm run replay`, all of it but the process: the recording is read, served until it is to end, and its visits are told. */
import { visible } from '../../bytes/visible.ts';
import type { Clock } from '../../clock/clock.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, placedDetail, problem } from '../../problem/problem.ts';
import { type Score, scoreOf } from '../../sandbox/replay/score.ts';
import { type Told, toldWords } from '../../sandbox/replay/shelf.ts';
import { wentAsRecorded } from '../../sandbox/replay/visit.ts';
import { unboundWords } from '../gated-server.ts';
import { CallError } from '../headless/call.ts';
import { notWholeNotes } from '../not-whole.ts';
import { type Recorded, readRecording } from '../read-recording.ts';
import { type ReplayOutcome, replayCodes } from './exit-codes.ts';
import { readReplayCall, replayUsage } from './replay-call.ts';
import { type ServedRecording, serveRecording } from './serve-recording.ts';

export type ReplayOutside = { clock: Clock; stop: Promise<void>; say: (text: string) => void };
export type ReplayEnd = { out: string; code: number };

/** Throws `CallError` for arguments that cannot be followed. */
export async function runReplay(args: readonly string[], { clock, stop, say }: ReplayOutside): Promise<ReplayEnd> {
  const call = readReplayCall(args);
  if (call === null) return { out: `${replayUsage}\n`, code: 0 };
  const recorded = await readRecording(call.file, call.socket);
  const score = 'code' in recorded ? recorded : scored(recorded);
  if ('code' in score) return ended('bad-file', `${visible(placedDetail(score))}\n${score.hint}`);
  for (const note of 'code' in recorded ? [] : wordsOf(recorded)) say(`${visible(note)}\n`);

  let outcome: ReplayOutcome = call.once ? 'stopped' : 'served';
  let ending = false;
  let first: () => void = () => {};
  const once = new Promise<void>((resolve) => {
    if (call.once) first = resolve;
  });
  const told = (what: Told) => {
    // Who is sent away when this ends has not departed from anything.
    if (ending) return;
    say(`${visible(toldWords(what))}\n`);
    if (!call.once || what.visit.number !== 1 || what.visit.state === 'open') return;
    outcome = wentAsRecorded(what.visit) ? 'served' : 'departed';
    first();
  };
  const served = await listening(score, { clock, port: call.port, speed: call.speed, told });
  say(`${aboutScore(score)}\n${served.address}\n`);
  await Promise.race([stop, once]);
  ending = true;
  await served.close();
  return call.once ? ended(outcome, '') : { out: '', code: replayCodes.served.code };
}

function scored({ head, entries }: Recorded): Score | Problem {
  const dialect = dialectOf(head.dialect);
  if (dialect === undefined)
    return problem('bad_recording', `its protocol is "${head.dialect.slice(0, 40)}", which nobody here speaks`);
  return scoreOf(head, dialect, entries);
}

function wordsOf(recorded: Recorded): string[] {
  const { end } = recorded;
  const broken = end.problem === null ? [] : [`read up to a break: ${placedDetail(end.problem)}`];
  return [...notWholeNotes(recorded), ...broken];
}

/** `A recorded fish session of 40 frames: give a client this base URL.` */
function aboutScore({ head, frames, answer }: Score): string {
  const what = answer !== null && answer.status !== 101 ? `refused with ${answer.status}` : `of ${frames} frames`;
  return `A recorded ${visible(head.dialect)} session ${what}. Give a client this base URL (Ctrl+C ends):`;
}

async function listening(score: Score, how: Parameters<typeof serveRecording>[1]): Promise<ServedRecording> {
  try {
    return await serveRecording(score, how);
  } catch (error) {
    throw new CallError(unboundWords(how.port, error));
  }
}

function ended(outcome: ReplayOutcome, says: string): ReplayEnd {
  const { code } = replayCodes[outcome];
  const words = says === '' ? '' : `${says}\n`;
  return { out: `${words}${outcome} (exit code ${code})\n`, code };
}
