/** What a request target under `/sandbox/` means: `/sandbox/<dialect>[~k=v,k=v]<rest>[?k=v]`. */
import { unfitFault } from '../faults/fit.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { type ProfileShelf, profileShelf, type ShelvedProfile } from './profile/shelf.ts';
import { parseSwitches, type Switches } from './switches.ts';

export type SandboxAddress = {
  dialect: string;
  /** What follows the segment, runs of slashes as one, without a slash at the end: '' or `/v1/tts/live`. */
  rest: string;
  switches: Switches;
  /** The profile that the switches name; null for none. */
  profile: ShelvedProfile | null;
  query: ReadonlyMap<string, string>;
};

/** Query names that belong to the protocols, not to the switches. */
const protocolQuery = new Set(['token']);

/**
 * Reads a raw request target. Never `new URL` on it: that takes `//v1` for a host.
 * Problems: `no_route` when it is not under `/sandbox/`, `bad_switch` for a switch, and for a profile that `shelf` does not hold, `bad_fault` for a fault.
 */
export function parseSandboxAddress(target: string, shelf: ProfileShelf = profileShelf([])): SandboxAddress | Problem {
  const mark = target.indexOf('?');
  const path = mark === -1 ? target : target.slice(0, mark);
  const found = /^\/+sandbox\/+([^/]+)(\/.*)?$/.exec(path);
  if (found === null) return problem('no_route', 'The path names no sandbox.');
  // A client may percent-encode the two signs that part the segment.
  const segment = (found[1] as string).replace(/%7e/gi, '~').replace(/%3d/gi, '=');
  const rest = (found[2] ?? '').replace(/\/+/g, '/').replace(/\/$/, '');
  const [dialect = '', ...more] = segment.split('~');
  const pairs: [string, string][] = [];
  for (const item of more.join('~').split(',')) {
    if (item === '') continue;
    const pair = pairOf(item, decodeURIComponent);
    if (pair === null) return badPair(item);
    pairs.push(pair);
  }
  const query = new Map<string, string>();
  for (const item of mark === -1 ? [] : target.slice(mark + 1).split('&')) {
    if (item === '') continue;
    const pair = pairOf(item, item.startsWith('fault=') ? decodeURIComponent : spaced);
    if (pair === null) return badPair(item.split('=')[0] ?? '');
    if (protocolQuery.has(pair[0])) query.set(pair[0], pair[1]);
    else pairs.push(pair);
  }
  const switches = parseSwitches(pairs, shelf);
  if ('code' in switches) return switches;
  const profile = (switches.profile !== null && shelf.get(switches.profile)) || null;
  const unfit = switches.fault === null ? null : unfitFault(switches.fault, dialect, true);
  return unfit ?? otherDialect(profile, dialect) ?? { dialect, rest, switches, profile, query };
}

/** The Problem of a profile that was made of another protocol; null where there is none. */
export function otherDialect(profile: ShelvedProfile | null, dialect: string): Problem | null {
  if (profile === null || profile.dialect === dialect) return null;
  const says = `The profile "${profile.name}" was made of ${profile.dialect}; this is ${dialect}.`;
  return problem('bad_switch', says, { field: 'profile' });
}

/** A + of a query is a space; but for faults, which it joins. */
const spaced = (text: string) => decodeURIComponent(text.replace(/\+/g, ' '));

function pairOf(item: string, decode: (text: string) => string): [string, string] | null {
  const at = item.indexOf('=');
  if (at === -1) return null;
  try {
    return [decode(item.slice(0, at)), decode(item.slice(at + 1))];
  } catch {
    return null;
  }
}

function badPair(item: string): Problem {
  return problem('bad_switch', `"${item}" is not written as name=value.`, { field: item });
}
