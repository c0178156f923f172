/** Steps that hold steps: `$repeat` and `$parallel`. */
import type { Node } from 'jsonc-parser';
import { Misfit } from './misfit.ts';
import { namedValues } from './properties.ts';
import { readStep, type StepReading } from './read-step.ts';
import { readValue } from './read-value.ts';
import type { Step, StepBody } from './step.ts';
import { variableName } from './variables.ts';

const mostTimes = 100_000;
const mostSockets = 100;
/** Reading and running go down the tree by recursion. */
const mostDepth = 16;

export function readRepeat(node: Node, reading: StepReading): StepBody {
  const example = '{"times": 3, "steps": [...]}';
  const { times, steps, as } = namedValues(node, ['times', 'steps', 'as'], example);
  const count = wholeNumber(times, 'times', mostTimes, node, reading);
  if (as !== undefined && !(as.type === 'string' && variableName.test(as.value as string)))
    throw new Misfit('bad_step', 'the name of a variable is expected: letters, digits, _ and -', as);
  const name = as?.value as string | undefined;
  const from = reading.nextIndex;
  const first = readInside(steps, node, reading, counted(reading, name, 1));
  const round = (n: number) => {
    // The first reading told what was to be told.
    const again = { ...counted(reading, name, n), filled: { size: 0 }, nextIndex: from, keep: () => {} };
    return readInside(steps, node, again, again);
  };
  return { kind: 'repeat', times: count, steps: first, round: name === undefined ? null : round };
}

function counted(reading: StepReading, name: string | undefined, n: number): StepReading {
  return name === undefined ? reading : { ...reading, variables: { ...reading.variables, [name]: n } };
}

export function readParallel(node: Node, reading: StepReading): StepBody {
  if (reading.inParallel)
    throw new Misfit('bad_step', 'a socket of "$parallel" opens no others: steps are expected', node);
  const inside = { ...reading, inParallel: true };
  if (node.type === 'array') {
    const branches = (node.children ?? []).map((branch, i) => {
      const { name, steps } = namedValues(branch, ['name', 'steps'], '{"name": "first", "steps": [...]}');
      const called = name === undefined ? `socket ${i + 1}` : readValue(name, reading).value;
      if (typeof called !== 'string' || called === '')
        throw new Misfit('bad_step', 'a name is expected: a text', name ?? branch);
      return { name: called, steps: readInside(steps, branch, reading, inside) };
    });
    if (branches.length === 0 || branches.length > mostSockets)
      throw new Misfit('bad_step', `1 to ${mostSockets} branches are expected, each {"name", "steps"}`, node);
    return { kind: 'parallel', branches };
  }
  const { sockets, steps } = namedValues(node, ['sockets', 'steps'], '{"sockets": 3, "steps": [...]}');
  const count = wholeNumber(sockets, 'sockets', mostSockets, node, reading);
  const same = readInside(steps, node, reading, inside);
  return {
    kind: 'parallel',
    branches: Array.from({ length: count }, (_, i) => ({ name: `socket ${i + 1}`, steps: same })),
  };
}

function wholeNumber(given: Node | undefined, name: string, most: number, node: Node, reading: StepReading): number {
  const says = `"${name}" is a whole number from 1 to ${most}`;
  if (given === undefined) throw new Misfit('bad_step', says, node);
  const { value } = readValue(given, reading);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most)
    throw new Misfit('bad_step', says, given);
  return value;
}

/** Reads the list `steps` as `inside` says; `outer` goes on counting where it ended. */
function readInside(steps: Node | undefined, node: Node, outer: StepReading, inside: StepReading): Step[] {
  if (steps?.type !== 'array') throw new Misfit('bad_step', '"steps" is an array of steps', steps ?? node);
  if (outer.depth >= mostDepth) throw new Misfit('bad_step', `steps stand at most ${mostDepth} deep`, steps);
  const deeper: StepReading = { ...inside, nextIndex: outer.nextIndex, depth: outer.depth + 1 };
  const read = (steps.children ?? []).map((child) => readStep(child, deeper));
  outer.nextIndex = deeper.nextIndex;
  return read;
}
