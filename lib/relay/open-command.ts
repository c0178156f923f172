/** What an `open` command asks for, against what is allowed: a target to dial, or the Problem to show. Pure. */
import type { Dialect } from '../dialects/dialect.ts';
import { asksFor, planFor } from '../faults/fit.ts';
import type { FaultPlan } from '../faults/plan.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { KnownKey, Masker } from '../session/mask.ts';
import { sandboxKey } from '../transport/outgoing.ts';
import type { Target } from '../transport/transport.ts';
import { switchedBase } from './builtin.ts';
import type { KeyGrants } from './key-grants.ts';
import type { Upstream } from './upstream.ts';
import type { Command } from './wire.ts';

type Open = Extract<Command, { op: 'open' }>;
export type Allowed = {
  upstreams: readonly Upstream[];
  dialects: readonly Dialect[];
  masker: Masker;
  grants: KeyGrants;
};

export function targetOf(command: Open, allowed: Allowed): { upstream: Upstream; target: Target } | Problem {
  const upstream = allowed.upstreams.find((u) => u.id === command.upstream);
  if (upstream === undefined)
    return problem('unknown_upstream', 'The page asked for an upstream this server does not have.');
  const dialect = allowed.dialects.find((d) => d.id === upstream.dialect);
  if (dialect === undefined) return problem('internal', `No dialect "${upstream.dialect}".`);
  const path = command.path ?? upstream.paths[0] ?? '';
  if (!upstream.paths.includes(path))
    return problem('no_route', `"${upstream.id}" has the paths ${upstream.paths.join(', ')}.`);
  const key = keyOf(command, upstream, allowed);
  if ('code' in key) return key;
  const faults = faultsOf(command, upstream);
  if (faults !== null && 'code' in faults) return faults;
  const base = baseOf(upstream, switchesOf(command, faults));
  if (typeof base !== 'string') return base;
  const plan = dialect.upgrade(path, command.options);
  const via = upstream.sandbox ? 'sandbox' : 'relay';
  return { upstream, target: { dialect, base, plan, key, via, ...(faults === null ? {} : { faults }) } };
}

function keyOf(command: Open, upstream: Upstream, { masker, grants }: Allowed): KnownKey | Problem {
  if (command.key === undefined)
    return upstream.sandbox ? sandboxKey : problem('key_needed', `"${upstream.id}" is not dialled without a key.`);
  const key = masker.byHandleOf(command.key);
  if (key === undefined)
    return problem('key_needed', `The server does not know ${command.key} any more: type the key again.`);
  return grants.allows(key.handle, upstream.id) ? key : notTypedFor(key.handle, upstream.id);
}

/** Why a key does not go to this upstream. */
export function notTypedFor(handle: string, upstream: string): Problem {
  return problem('key_needed', `${handle} was typed for another upstream: type the key of "${upstream}".`);
}

/** What is to go wrong: named beside the switches, or as the switch `fault`, which holds for every upstream: the relay carries it out. */
function faultsOf(command: Open, upstream: Upstream): FaultPlan | Problem | null {
  const text = command.faults ?? command.switches?.fault ?? '';
  const plan = planFor(text, upstream);
  return plan === null || 'code' in plan ? plan : { ...plan, seed: plan.seed ?? command.switches?.seed ?? null };
}

/** A strict server is the sandbox's own affair. */
function switchesOf({ switches = {} }: Open, faults: FaultPlan | null): Readonly<Record<string, string>> {
  const { fault: _fault, ...rest } = switches;
  return faults !== null && asksFor(faults, 'strict') ? { ...rest, strict: 'on' } : rest;
}

function baseOf(upstream: Upstream, switches: Readonly<Record<string, string>>): string | Problem {
  if (!upstream.sandbox)
    return Object.keys(switches).length === 0 ? upstream.base : problem('bad_switch', 'Only a sandbox has switches.');
  return (
    switchedBase(upstream.base, switches) ??
    problem('bad_switch', 'A switch is name=value; a value holds no comma, slash or tilde.')
  );
}
