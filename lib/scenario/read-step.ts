/** One element of a list of steps to a step, with the steps inside it. */
import { getNodeValue, type Node } from 'jsonc-parser';
import { type Problem, problem } from '../problem/problem.ts';
import { Misfit } from './misfit.ts';
import { meantOr, type Property, propertiesOf } from './properties.ts';
import { readExpect } from './read-expect.ts';
import { readParallel, readRepeat } from './read-group.ts';
import { readClose, readPing, readRaw, readTokens } from './read-send.ts';
import { type Filling, readValue } from './read-value.ts';
import { readAt, readUntil, readWait } from './read-wait.ts';
import { innerSteps, type Step, type StepBody, type StepPlace } from './step.ts';
import type { LineColumn } from './text-lines.ts';

/** Where and with what steps are read. One is made for a whole text, another for each later round of a `$repeat`. */
export type StepReading = Filling & {
  place: (offset: number) => LineColumn;
  /** The index of the next step. */
  nextIndex: number;
  /** How many steps stand around this one, and whether one of them is `$parallel`. */
  depth: number;
  inParallel: boolean;
  /** The first mistake of writing inside of `node` that is not inside one of `steps` too; null for none. */
  syntaxIn(node: Node, steps?: readonly Step[]): Problem | null;
  /** Told of each step, by its index, before what is inside it is known to be readable. */
  keep(step: Step, node: Node): void;
};

/** `value` is what stands after the directive's name; of `$tokens` the object around it. */
type Read = (value: Node, reading: StepReading) => StepBody;

const directives: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['$wait', readWait],
  ['$at', readAt],
  ['$until', readUntil],
  ['$tokens', readTokens],
  ['$raw', readRaw],
  ['$ping', readPing],
  ['$close', readClose],
  ['$repeat', readRepeat],
  ['$parallel', readParallel],
  ['$expect', readExpect],
]);

const directiveNames: readonly string[] = [...directives.keys()];

/** Reads an element. Directives are objects with a `$` name; every other object is an event, valid or not. */
export function readStep(node: Node, reading: StepReading): Step {
  const where: StepPlace = {
    index: reading.nextIndex++,
    offset: node.offset,
    end: node.offset + node.length,
    ...reading.place(node.offset),
  };
  const step: Step = { ...where, ...bodyOf(node, reading) };
  reading.keep(step, node);
  return step;
}

function bodyOf(node: Node, reading: StepReading): StepBody {
  try {
    const directive = directiveOf(node);
    if (directive !== null && isGroup(directive)) {
      const group = read(directive, node, reading);
      const open = reading.syntaxIn(node, innerSteps(group));
      return open === null ? group : badStep(node, open);
    }
    const broken = reading.syntaxIn(node);
    if (broken !== null) return badStep(node, broken);
    return directive === null ? readEvent(node, reading) : read(directive, node, reading);
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    const broken = reading.syntaxIn(node);
    const why = problem(thrown.code, thrown.message, reading.place(thrown.node.offset));
    return badStep(node, broken ?? why);
  }
}

/** Called as it would be if it could be read: people look for it by its name. */
function badStep(node: Node, why: Problem): StepBody {
  const properties = propertiesOf(node);
  const event = properties.find(({ key }) => key === 'event')?.value.value;
  const called = typeof event === 'string' ? event : properties.find(({ key }) => directives.has(key))?.key;
  return { kind: 'bad', problem: why, ...(called === undefined ? {} : { called }) };
}

function directiveOf(node: Node): Property | null {
  if (node.type !== 'object')
    throw new Misfit('bad_step', `an event or a directive is expected, this is ${article(node.type)}`, node);
  return propertiesOf(node).find((p) => p.key.startsWith('$')) ?? null;
}

/** Steps that hold steps: those inside may be broken, and the others be read all the same. */
function isGroup({ key }: Property): boolean {
  return key === '$repeat' || key === '$parallel';
}

function read(directive: Property, node: Node, reading: StepReading): StepBody {
  const { key, keyNode, value } = directive;
  if (key === '$tokens') return readTokens(node, reading);
  const other = propertiesOf(node).find((p) => p.keyNode !== keyNode);
  if (other !== undefined)
    throw new Misfit('bad_step', `"${key}" stands alone; "${other.key}" does not belong here`, other.keyNode);
  const reader = directives.get(key);
  if (reader === undefined)
    throw new Misfit('bad_step', `"${key}" is not a directive; ${meantOr(key, directiveNames)}`, keyNode);
  return reader(isGroup(directive) ? value : readValue(value, reading), reading);
}

function readEvent(written: Node, reading: StepReading): StepBody {
  const node = readValue(written, reading);
  const name = propertiesOf(node).find((p) => p.key === 'event')?.value.value;
  const event = getNodeValue(node);
  return { kind: 'event', name: typeof name === 'string' ? name : '?', event, node, placeOf: reading.place };
}

function article(type: string): string {
  return type === 'null' ? 'null' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}
