/**
 * The address check inside the name look-up: what was checked is what is connected to. A check before the look-up loses to a
 * name that changes its address in between. IP literals never come here: `Guard` is asked about them before dialling.
 */
import dns, { type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Problem } from '../../problem/problem.ts';

/** Null when connecting to this address and port is allowed. */
export type Guard = (address: string, port: number) => Problem | null;

/** Carries the Problem through the socket's error. */
export class GuardError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export type Resolve = (
  hostname: string,
  options: dns.LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** One refused address refuses the name. */
export function guardedLookup(guard: Guard, port: number, resolve: Resolve = dns.lookup): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      const refusal = error === null ? refusalOf(addresses, (address) => guard(address, port)) : null;
      if (error !== null) done(error, '', 0);
      else if (refusal !== null) done(new GuardError(refusal), '', 0);
      else if (first === undefined) done(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), '', 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}

function refusalOf(addresses: readonly LookupAddress[], judge: (address: string) => Problem | null): Problem | null {
  for (const { address } of addresses) {
    const refusal = judge(address);
    if (refusal !== null) return refusal;
  }
  return null;
}
