/** The steps of a text as the panels show them: where each is, what it is called, what it does. Pure. */
import { counted } from '@/lib/bytes/quantity.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { Expectation } from '@/lib/scenario/expectation.ts';
import { parseScenario } from '@/lib/scenario/parse-scenario.ts';
import { blocksRun, stepAmong } from '@/lib/scenario/parse-steps.ts';
import type { Scenario } from '@/lib/scenario/scenario.ts';
import { grouped, innerSteps, type Step, stepName } from '@/lib/scenario/step.ts';
import type { Variables } from '@/lib/scenario/variables.ts';

/** `source` is the step's text; `own` is that without the steps inside it: two steps with the same one are the same step to the reader. */
export type OutlineStep = {
  step: Step;
  source: string;
  own: string;
  /** Wire name of an event, or of a directive: `$wait`. */
  name: string;
  /** What a directive does (no capital, no full stop); empty for an event. */
  says: string;
  /** How many steps stand around it. */
  depth: number;
  /** The socket it begins the steps of, in a `$parallel` whose sockets do different things; null elsewhere. */
  branch: string | null;
};
/** Every step in the order of the text, those inside others too: `steps[i].step.index` is `i`. */
export type Outline = { steps: readonly OutlineStep[]; problems: readonly Problem[]; scenario: Scenario | null };

export const noOutline: Outline = { steps: [], problems: [], scenario: null };

const noVariables: Variables = {};
let last: { text: string; environment: Variables; outline: Outline } | null = null;

/**
 * Reads `text`. What cannot be read is in `problems`, with line and column; steps that can be read are listed all the same.
 * The last answer is kept: editor, lenses and panels ask for the same text one after the other.
 */
export function outlineOf(text: string, environment: Variables = noVariables): Outline {
  if (last?.text === text && last.environment === environment) return last.outline;
  const scenario = parseScenario(text, environment);
  const { all, problems } = scenario;
  const nested = placesIn(scenario.steps);
  const steps = all.map((step) => {
    const { depth = 0, branch = null } = nested.get(step.index) ?? {};
    return { step, source: text.slice(step.offset, step.end), own: ownText(text, step), ...words(step), depth, branch };
  });
  const outline = { steps, problems, scenario };
  last = { text, environment, outline };
  return outline;
}

function ownText(text: string, step: Step): string {
  let own = '';
  let from = step.offset;
  for (const inside of innerSteps(step)) {
    own += text.slice(from, inside.offset);
    from = inside.end;
  }
  return own + text.slice(from, step.end);
}

/** By the index of a step: what is around it. */
function placesIn(steps: readonly Step[]): Map<number, { depth: number; branch: string | null }> {
  const found = new Map<number, { depth: number; branch: string | null }>();
  const walk = (inside: readonly Step[], depth: number, firsts: ReadonlyMap<Step, string>) => {
    for (const step of inside) {
      found.set(step.index, { depth, branch: firsts.get(step) ?? null });
      const branches = step.kind === 'parallel' ? step.branches : [];
      const begins = new Map(
        branches.flatMap(({ name, steps: [first] }) => (first === undefined ? [] : [[first, name]])),
      );
      walk(innerSteps(step), depth + 1, begins.size > 1 ? begins : new Map());
    }
  };
  walk(steps, 0, new Map());
  return found;
}

/** The step around the caret, else the one before it, else the first: the same choice as sending makes. */
export function stepUnder(outline: Outline, caret: number): OutlineStep | null {
  const chosen = stepAmong(
    outline.steps.map(({ step }) => step),
    caret,
  );
  return chosen === null ? null : (outline.steps[chosen.index] ?? null);
}

/** The mistakes there are to mend: what follows from one inside the same step is left out, outside of steps a line counts once. */
export function mistakes({ steps, problems }: Outline): Problem[] {
  const met = new Set<string>();
  return problems.filter((each) => {
    if (!blocksRun(each)) return false;
    const inside = stepWith(steps, each);
    const place = inside === null ? `line ${each.at?.line}` : `step ${inside.step.index}`;
    return !met.has(place) && met.add(place);
  });
}

/** The step a mistake of writing (`bad_jsonc`) lies in, when it began on an earlier line: it is still open there. */
export function openStep({ steps }: Outline, found: Problem): OutlineStep | null {
  const inside = found.code === 'bad_jsonc' ? stepWith(steps, found) : null;
  return inside === null || inside.step.line === found.at?.line ? null : inside;
}

/** The last step that begins before the problem's place. */
function stepWith(steps: readonly OutlineStep[], { at }: Problem): OutlineStep | null {
  const { line, column } = at ?? {};
  if (line === undefined || column === undefined) return null;
  const begun = steps.findLast(({ step }) => step.line < line || (step.line === line && step.column <= column));
  return begun?.step.kind === 'bad' ? begun : null;
}

function words(step: Step): { name: string; says: string } {
  switch (step.kind) {
    case 'wait':
      return { name: '$wait', says: `will wait ${time(step.ms)}` };
    case 'at':
      return { name: '$at', says: `will wait until ${time(step.ms)} after the first frame of the run` };
    case 'until':
      return { name: '$until', says: `will wait for ${step.event}, at most ${time(step.withinMs)}` };
    case 'idle':
      return {
        name: '$until',
        says: `will wait for ${time(step.audioIdleMs)} without audio, at most ${time(step.withinMs)}`,
      };
    case 'until-close':
      return { name: '$until', says: `will wait for the end of the connection, at most ${time(step.withinMs)}` };
    case 'tokens': {
      const what = step.from === undefined ? 'its text' : `the lines of ${step.from}`;
      const pace = step.perSecond === 0 ? 'as fast as they go' : `${step.perSecond} a second`;
      return { name: '$tokens', says: `will send ${what} in pieces like ${step.like}, ${pace}` };
    }
    case 'raw':
      return { name: '$raw', says: `will send ${counted(step.bytes.length, 'byte')} as they stand, as ${step.opcode}` };
    case 'ping':
      return { name: '$ping', says: `will ping with ${counted(step.bytes.length, 'byte')}` };
    case 'close':
      return { name: '$close', says: `will close with ${step.code}${step.reason === '' ? '' : `, "${step.reason}"`}` };
    case 'repeat':
      return { name: '$repeat', says: `${grouped(step.times)} times` };
    case 'parallel':
      return { name: '$parallel', says: `${counted(step.branches.length, 'socket')} at the same time` };
    case 'expect':
      return {
        name: '$expect',
        says: `will check ${[...new Set(step.expectations.map(({ what }) => checks[what]))].join(', ')}`,
      };
    case 'bad':
      return { name: stepName(step), says: `cannot be read: ${step.problem.detail}` };
    default:
      return { name: stepName(step), says: '' };
  }
}

const checks: Record<Expectation['what'], string> = {
  order: 'the order of events',
  event: 'an event',
  findings: 'the findings',
  turns: 'the turns',
  figure: 'a figure',
  audio: 'the audio',
  'sounds-like': 'how it sounds',
  close: 'how it was closed',
  frame: 'a frame',
};

/** `250 ms`, `1.5 s`, `10 s`. */
function time(ms: number): string {
  return ms < 1000 ? `${grouped(ms)} ms` : `${Math.round(ms) / 1000} s`;
}
