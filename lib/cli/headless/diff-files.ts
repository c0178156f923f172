/** `npm run diff` without the process around it: two files in, a line for each difference out. */
import { isHidden, visible } from '../../bytes/visible.ts';
import type { Clock } from '../../clock/clock.ts';
import { diffSideOf } from '../../console/capture/compare/diff-side-of.ts';
import { evidenceOf } from '../../console/capture/evidence-of.ts';
import { diffSessions } from '../../diff/diff-sessions.ts';
import type { DiffSide } from '../../diff/diff-side.ts';
import { linesOf, summaryOf } from '../../diff/summary.ts';
import { readTolerance, type Tolerance, usualTolerance } from '../../diff/tolerance.ts';
import { type Problem, problem, problemLine } from '../../problem/problem.ts';
import { notWholeNotes } from '../not-whole.ts';
import { type Recorded, readRecording } from '../read-recording.ts';
import { heldRecording } from './held-recording.ts';

/** How a comparison can come out: what is printed by its name in `--json`, the number the process ends with, and what it means. */
export const diffExits = {
  same: { code: 0, means: 'nothing differs within the tolerance, but for how audio is cut into pieces' },
  differs: { code: 1, means: 'something differs' },
  'cannot-read': { code: 2, means: 'a file cannot be read, or the command line cannot be followed' },
} as const;
export type DiffExit = keyof typeof diffExits;

const diffUsage = `Usage: npm run diff -- a b [--json] [--tolerance 20%,50ms] [--socket 0,0]

Compares two recorded sessions: events, times, audio, findings. Times differ when they are further apart than both parts of the tolerance.
--socket says which connection is taken of each file that holds several, from 0.
${Object.values(diffExits)
  .map(({ code, means }) => `Exits ${code}: ${means}.`)
  .join('\n')}
`;

type Call = { files: [string, string]; json: boolean; tolerance: Tolerance; sockets: [number, number] };

/** `say` takes text for stdout, `warn` for stderr. Answers how it came out. */
export async function diffFiles(
  args: readonly string[],
  clock: Clock,
  say: (text: string) => void,
  warn: (text: string) => void,
): Promise<DiffExit> {
  if (args.includes('--help')) {
    say(diffUsage);
    return 'same';
  }
  const call = callOf(args);
  if ('code' in call) {
    warn(`${visible(problemLine(call))}\n${diffUsage}`);
    return 'cannot-read';
  }
  const sides: DiffSide[] = [];
  for (const [at, file] of call.files.entries()) {
    const recorded = await readRecording(file, call.sockets[at]);
    const side = 'code' in recorded ? recorded : await sideOf(recorded, clock);
    if ('code' in side) {
      warn(`${visible(file)}: ${visible(problemLine(side))}. ${visible(side.hint)}\n`);
      return 'cannot-read';
    }
    for (const note of 'end' in recorded ? notWholeNotes(recorded) : []) warn(`${visible(file)}: ${visible(note)}\n`);
    // What could be read is compared; that it is not all is said.
    if ('end' in recorded && recorded.end.problem !== null)
      warn(`${visible(file)}: read in part: ${visible(problemLine(recorded.end.problem))}\n`);
    sides.push(side);
  }
  const diff = await diffSessions(sides[0] as DiffSide, sides[1] as DiffSide, { tolerance: call.tolerance });
  const { sentence, same } = summaryOf(diff);
  const result: DiffExit = same ? 'same' : 'differs';
  if (call.json) say(`${plain(JSON.stringify({ result, sentence, ...diff }))}\n`);
  else for (const line of [sentence, ...linesOf(diff)]) say(`${line}\n`);
  return result;
}

/** JSON leaves these as they are; a terminal may act on them. */
function plain(json: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(/[^ -~]/gu, (letter) =>
    isHidden(letter.codePointAt(0) as number) ? letter.split('').map(escaped).join('') : letter,
  );
}

function callOf(args: readonly string[]): Call | Problem {
  const files: string[] = [];
  const call: Omit<Call, 'files'> = { json: false, tolerance: usualTolerance, sockets: [0, 0] };
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '--json') call.json = true;
    else if (arg === '--tolerance' || arg.startsWith('--tolerance=')) {
      const tolerance = readTolerance(arg === '--tolerance' ? (args[++at] ?? '') : arg.slice(12));
      if ('code' in tolerance) return tolerance;
      call.tolerance = tolerance;
    } else if (arg === '--socket' || arg.startsWith('--socket=')) {
      const text = arg === '--socket' ? (args[++at] ?? '') : arg.slice(9);
      const [, a, b = a] = /^(\d{1,6})(?:,(\d{1,6}))?$/.exec(text) ?? [];
      if (a === undefined) return problem('bad_value', '--socket is one number for both files, or two: 0,1');
      call.sockets = [Number(a), Number(b)];
    } else if (arg.startsWith('--')) return problem('bad_value', `${arg.slice(0, 40)} is no option`);
    else files.push(arg);
  }
  const [a, b, more] = files;
  if (a === undefined || b === undefined || more !== undefined)
    return problem('bad_value', `two files are compared, not ${files.length}`);
  return { files: [a, b], ...call };
}

async function sideOf(recorded: Recorded, clock: Clock): Promise<DiffSide | Problem> {
  const held = heldRecording(recorded, recorded.head.upstream, clock);
  if ('code' in held) return held;
  await evidenceOf(held).settled();
  return diffSideOf(held);
}
