/** `npm run tap`, all of it but the process: a client's connections are passed on, told, recorded, and held against what is expected. */
import { visible } from '../../bytes/visible.ts';
import { type Clock, wait } from '../../clock/clock.ts';
import { faultsWrong } from '../../faults/fit.ts';
import { problemLine } from '../../problem/problem.ts';
import { tapPath } from '../../relay/tap/address.ts';
import type { Voice } from '../../sandbox/voice.ts';
import { unboundWords } from '../gated-server.ts';
import { CallError } from '../headless/call.ts';
import { mayWrite } from '../headless/record.ts';
import { declaredUpstreams, namedUpstream } from '../headless/upstreams.ts';
import { type TapOutcome, tapCodes } from './exit-codes.ts';
import { type Expected, judge, readExpected, unusable, verdictLine } from './expectations.ts';
import { serveTap, tapUpstreams } from './serve-tap.ts';
import { beginWords, endWords } from './session-words.ts';
import { readTapCall, type TapCall, tapUsage } from './tap-call.ts';
import { tapRecorder } from './tap-recorder.ts';
import { type TapSession, watchTaps } from './watch-taps.ts';

export type TapOutside = {
  clock: Clock;
  /** Where `wiretone.config.json` is looked for. */
  folder: string;
  stop: Promise<void>;
  say: (text: string) => void;
  /** Of the sandbox; speech in a worker thread unless given. */
  voice?: Voice;
};
/** `out`, or `err`: why it could not begin. */
export type TapEnd = { out: string; err?: string; code: number };

/** So long connections may take to end when the tap is stopped. */
const endingMs = 3_000;

/** Throws `CallError` for arguments that cannot be followed. */
export async function runTap(args: readonly string[], outside: TapOutside): Promise<TapEnd> {
  const call = readTapCall(args);
  if (call === null) return { out: `${tapUsage}\n`, code: 0 };
  const declared = declaredUpstreams(outside.folder, call.upstream);
  const upstream = namedUpstream(call.upstream, tapUpstreams(declared));
  if (upstream === null) throw new CallError('--upstream names the server.');
  const wrong = faultsWrong(call.fault, upstream);
  if (wrong !== null) throw new CallError(`--fault: ${visible(problemLine(wrong))}`);
  const expected = call.expect === null ? null : readExpected(call.expect, upstream.dialect);
  if (expected !== null && 'code' in expected) return unbegun('bad-expectation', unusable(call.expect ?? '', expected));
  try {
    if (call.record !== null) mayWrite(call.record);
  } catch (error) {
    return unbegun('could-not-record', (error as Error).message);
  }
  const served = await serveTap({ ...outside, port: call.port, declared }).catch((error: Error) => error);
  if (served instanceof Error) return unbegun('cannot-listen', unboundWords(call.port, served));
  const path = tapPath({ upstream: upstream.id, name: call.name, faults: call.fault });
  outside.say(`${served.address}${path}\n${aboutTap(call, upstream.id, expected)}\n`);
  return watched(call, expected, served, outside);
}

function aboutTap({ once }: TapCall, upstream: string, expected: Expected | null): string {
  const what =
    expected === null
      ? ''
      : ` ${expected.all.length === 1 ? 'One thing is' : `${expected.all.length} things are`} expected of each session.`;
  return `That is the base URL for a client; what it says goes to ${upstream}.${what} ${once ? 'Ends with the first session (Ctrl+C before).' : 'Ctrl+C ends.'}`;
}

async function watched(
  call: TapCall,
  expected: Expected | null,
  served: Awaited<ReturnType<typeof serveTap>>,
  { clock, stop, say }: TapOutside,
): Promise<TapEnd> {
  const told = { judged: 0, failed: 0, come: false, gone: false };
  /** When this began to end. */
  let stoppedAt = Number.POSITIVE_INFINITY;
  let done: (outcome: TapOutcome | null) => void = () => {};
  const isDone = new Promise<TapOutcome | null>((resolve) => {
    done = resolve;
  });
  const line = (text: string) => say(`${visible(text)}\n`);
  const recorder = tapRecorder(call.record, line);
  const over = async (session: TapSession) => {
    const isCut = endOf(session) >= stoppedAt;
    line(endWords(session, isCut));
    await recorder.ended(session);
    // Who is cut off when this ends has nothing to answer for.
    if (!session.isSocket || isCut) return;
    if (expected !== null) {
      told.judged++;
      const verdicts = await judge(expected, session.evidence);
      for (const verdict of verdicts) line(verdictLine(verdict));
      if (verdicts.some(({ miss }) => miss !== null)) told.failed++;
    }
    told.gone = true;
    if (call.once) done(null);
  };
  const watch = watchTaps(served.desk, {
    began(session) {
      if (session.isSocket) told.come = true;
      line(beginWords(session));
    },
    grew: recorder.grew,
    ended: over,
  });
  const timer =
    call.waitMs === null ? undefined : clock.after(call.waitMs, () => (told.come ? undefined : done('no-client')));
  const why = await Promise.race([isDone, stop.then(() => 'stopped' as const), watch.broken]);
  clock.cancel(timer);
  stoppedAt = clock.now();
  void served.end();
  for (let waited = 0; watch.open() + served.untold() > 0 && waited < endingMs; waited += 10) await wait(clock, 10);
  await watch.stop();
  await served.close();
  const outcome = outcomeOf(call, expected, why, { ...told, unrecorded: recorder.hasFailed() });
  return { out: endLine(outcome), code: tapCodes[outcome].code };
}

/** When a session ended, on the clock of this process: what is told of it comes later, and only marks stand behind its end. */
function endOf({ held }: TapSession): number {
  const { log } = held.session;
  let seq = log.length;
  while (seq > 1 && log.kindOf(seq) === 'mark') seq--;
  return (held.origin?.startedNowMs ?? 0) + log.tOf(seq);
}

function outcomeOf(
  { once }: TapCall,
  expected: Expected | null,
  why: TapOutcome | null,
  told: { judged: number; failed: number; gone: boolean; unrecorded: boolean },
): TapOutcome {
  if (told.failed > 0) return 'expectation-failed';
  if (why === 'no-client' || (why === 'stopped' && once && !told.gone)) return why;
  if (told.unrecorded) return 'could-not-record';
  return expected !== null && told.judged === 0 ? 'no-client' : 'served';
}

function unbegun(outcome: TapOutcome, says: string): TapEnd {
  const words = says.split('\n').map(visible).join('\n');
  return { out: '', err: `${words}\n${endLine(outcome)}`, code: tapCodes[outcome].code };
}

function endLine(outcome: TapOutcome): string {
  return `${outcome} (exit code ${tapCodes[outcome].code})\n`;
}
