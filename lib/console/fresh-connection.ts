/** Whether Run all may go over the connection that is open: only where that gives the verdict that a fresh one would give. */
import type { Scenario } from '../scenario/scenario.ts';
import { innerSteps, type Step } from '../scenario/step.ts';
import { readSwitches } from './capture/switch-text.ts';
import type { ConnectAsk } from './port.ts';

/** `used`: it has carried frames of ours. */
export type OpenConnection = { ask: ConnectAsk; used: boolean };

/** Why the text needs a connection of its own, as a sentence; null when the open one does as well. `wanted`: what would be dialled. */
export function whyFresh(
  scenario: Pick<Scenario, 'all' | 'steps'>,
  { ask: has, used }: OpenConnection,
  wanted: ConnectAsk,
): string | null {
  const other = difference(wanted, has);
  if (other !== null)
    return freshly(`the run asks for ${other.what} ${other.wanted}, the open one is for ${other.has}.`);
  if (!used) return null;
  if (scenario.all.some(({ kind }) => kind === 'expect'))
    return freshly('$expect counts from its start, and the open one was used.');
  if (beginsByWaiting(scenario.steps))
    return freshly('the first step waits for what the open one may have had already.');
  return null;
}

function freshly(why: string): string {
  return `On a fresh connection: ${why}`;
}

type Difference = { what: string; wanted: string; has: string };

function difference(wanted: ConnectAsk, has: ConnectAsk): Difference | null {
  const { upstream } = wanted;
  if (upstream.id !== has.upstream.id) return { what: 'upstream', wanted: upstream.id, has: has.upstream.id };
  const path = (ask: ConnectAsk) => ask.path ?? upstream.paths[0] ?? '';
  if (path(wanted) !== path(has)) return { what: 'path', wanted: path(wanted), has: path(has) };
  const faults = (ask: ConnectAsk) => ask.faults || 'none';
  if (faults(wanted) !== faults(has)) return { what: 'faults', wanted: faults(wanted), has: faults(has) };
  const option = firstApart(wanted.options, has.options);
  // Switches are the sandbox's: elsewhere they say nothing.
  if (option !== null || !upstream.sandbox) return option;
  const apart = firstApart(readSwitches(wanted.switches).switches, readSwitches(has.switches).switches);
  return apart === null ? null : { ...apart, what: `switch ${apart.what}` };
}

/** The first name whose values differ; an empty value is none. */
function firstApart(
  wanted: Readonly<Record<string, string>>,
  has: Readonly<Record<string, string>>,
): Difference | null {
  const name = [...Object.keys(wanted), ...Object.keys(has)].find((each) => (wanted[each] ?? '') !== (has[each] ?? ''));
  return name === undefined ? null : { what: name, wanted: wanted[name] || 'none', has: has[name] || 'none' };
}

/** These leave what has come where it is: `$until` finds it behind them, too. A `$parallel` is on sockets of its own, which are fresh. */
const beside: ReadonlySet<Step['kind']> = new Set(['wait', 'ping', 'parallel']);

/** Something received is waited for before a frame is sent. */
function beginsByWaiting(steps: readonly Step[]): boolean {
  const first = inOrder(steps).find(({ kind }) => !beside.has(kind));
  return first?.kind === 'until' || first?.kind === 'idle';
}

/** The steps of this socket as they come, each round once. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step) => (step.kind === 'repeat' ? inOrder(innerSteps(step)) : [step]));
}
