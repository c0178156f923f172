/** Text to a scenario: a JSONC array of steps, or an object around it (comments and trailing commas allowed). */
import type { Node } from 'jsonc-parser';
import { dialects } from '../dialects/registry.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { partitionPoint } from '../session/partition-point.ts';
import { Misfit } from './misfit.ts';
import { firstMistakes, inOrder, type Mistake, parseText } from './parse-text.ts';
import { namedValues, propertiesOf } from './properties.ts';
import { readRequest } from './read-request.ts';
import { readStep, type StepReading } from './read-step.ts';
import { plainValue } from './read-value.ts';
import { plainRequest, type Scenario, type Variable } from './scenario.ts';
import type { Step } from './step.ts';
import { textLines } from './text-lines.ts';
import { valueNotes } from './value-notes.ts';
import { holdsSecret, type Variables, variableName } from './variables.ts';

const names = ['$schema', 'title', 'about', 'dialect', 'upstream', 'request', 'variables', 'steps'] as const;
type Head = Partial<Record<(typeof names)[number], Node>>;

const nothing: Omit<Scenario, 'problems'> = {
  title: null,
  about: null,
  dialect: null,
  upstream: null,
  request: plainRequest,
  variables: {},
  steps: [],
  all: [],
};

/**
 * Reads `text`. Never throws: what is wrong stands in `problems`, with line and column; steps that can be read are returned even
 * when other parts are broken. `environment` comes before the text's own variables; what it holds is already in the steps.
 */
export function parseScenario(text: string, environment: Variables = {}): Scenario {
  const place = textLines(text);
  const { root, errors, blank } = parseText(text, place);
  if (root === undefined || (root.type !== 'array' && root.type !== 'object')) {
    const says = blank ? 'the text holds no steps; write an array: [ ... ]' : 'an array of steps is expected';
    const empty = problem('bad_step', says, place(root?.offset ?? 0));
    return { ...nothing, problems: [blank ? empty : (errors[0]?.problem ?? empty)] };
  }
  const found: { offset: number; problem: Problem }[] = [];
  const told = (thrown: unknown) => {
    if (!(thrown instanceof Misfit)) throw thrown;
    const { offset } = thrown.node;
    found.push({ offset, problem: problem(thrown.code, thrown.message, place(offset)) });
  };
  const mistakes = inOrder(errors);
  const offsets = new Map(mistakes.map((mistake) => [mistake.problem, mistake.offset] as const));
  const attempt = <T>(make: () => T, otherwise: T): T => {
    try {
      return make();
    } catch (thrown) {
      told(thrown);
      return otherwise;
    }
  };
  const head: Head = root.type === 'array' ? { steps: root } : attempt(() => headOf(root), stepsAlone(root));
  const list = head.steps?.type === 'array' ? (head.steps.children ?? []) : [];
  const variables = attempt(() => variablesOf(head.variables), {});
  const all: Step[] = [];
  const reading: StepReading = {
    place,
    variables: { ...variables, ...environment },
    filled: { size: 0 },
    nextIndex: 0,
    depth: 0,
    inParallel: false,
    syntaxIn: syntaxOf(mistakes),
    keep(step, node) {
      all[step.index] = step;
      if (step.kind === 'bad') found.push({ offset: offsets.get(step.problem) ?? node.offset, problem: step.problem });
      if (step.kind === 'event') found.push(...valueNotes(node, text, place));
    },
  };
  const steps = list.map((node) => readStep(node, reading));
  const named = {
    title: attempt(() => textOf(head.title), null),
    about: attempt(() => textOf(head.about), null),
    dialect: attempt(() => dialectOf(head.dialect), null),
    upstream: attempt(() => textOf(head.upstream), null),
  };
  const request = attempt(() => readRequest(head.request, named.dialect, reading), plainRequest);
  const syntax = firstMistakes(mistakes, list);
  return { ...named, request, variables, steps, all, problems: toldOf(syntax, found) };
}

/** Mistakes of writing first where they are the cause; each place of the text is told of once. */
function toldOf(syntax: readonly Mistake[], found: readonly { offset: number; problem: Problem }[]): Problem[] {
  const others = found.filter(({ problem: each }) => each.code !== 'bad_jsonc');
  return inOrder([...syntax, ...others]).map((each) => each.problem);
}

/** `mistakes` and steps are in the order of the text. */
function syntaxOf(mistakes: readonly Mistake[]): StepReading['syntaxIn'] {
  return (node, steps = []) => {
    const end = node.offset + node.length;
    let next = 0;
    for (let i = partitionPoint(mistakes.length, (at) => (mistakes[at] as Mistake).offset < node.offset); ; i++) {
      const mistake = mistakes[i];
      if (mistake === undefined || mistake.offset >= end) return null;
      while ((steps[next]?.end ?? end) <= mistake.offset) next++;
      if ((steps[next]?.offset ?? end) > mistake.offset) return mistake.problem;
    }
  };
}

function headOf(root: Node): Head {
  // One step alone is a common slip: to be told that "event" is not known here would be no help.
  const lone = propertiesOf(root).some(({ key }) => key === 'event' || (key.startsWith('$') && key !== '$schema'));
  if (lone) throw new Misfit('bad_step', 'an array of steps is expected, this is one step: write it in [ ]', root);
  const head = namedValues(root, names, '{"steps": [...]}');
  if (head.steps === undefined) throw new Misfit('bad_step', '"steps", an array of steps, is missing', root);
  if (head.steps.type !== 'array') throw new Misfit('bad_step', '"steps" is an array of steps', head.steps);
  return head;
}

/** Of an object with a mistake in its head the steps are still of use. */
function stepsAlone(root: Node): Head {
  const steps = propertiesOf(root).find(({ key, value }) => key === 'steps' && value.type === 'array');
  return steps === undefined ? {} : { steps: steps.value };
}

function textOf(node: Node | undefined): string | null {
  if (node === undefined) return null;
  if (node.type !== 'string') throw new Misfit('bad_step', 'a text is expected', node);
  return node.value as string;
}

function dialectOf(node: Node | undefined): string | null {
  const id = textOf(node);
  if (node === undefined || dialects.some((each) => each.id === id)) return id;
  throw new Misfit('bad_step', `a dialect is expected: ${dialects.map((each) => `"${each.id}"`).join(' or ')}`, node);
}

function variablesOf(node: Node | undefined): Readonly<Record<string, Variable>> {
  if (node === undefined) return {};
  if (node.type !== 'object')
    throw new Misfit('bad_step', 'an object is expected: names of variables and their values', node);
  for (const { key, keyNode, value } of propertiesOf(node)) {
    if (!variableName.test(key)) {
      const says = 'the name of a variable has letters, digits, _ and -, and begins with a letter or _';
      throw new Misfit('bad_step', says, keyNode);
    }
    if (holdsSecret(key, plainValue(value)))
      throw new Misfit('bad_value', 'a secret is no variable: {"$key": true} is expected where the key belongs', value);
  }
  return plainValue(node) as Readonly<Record<string, Variable>>;
}
