/** How one tapped connection reaches its upstream: the address, written by the client but for its host, and the socket. */
import net from 'node:net';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../clock/clock.ts';
import { asksFor } from '../../../faults/fit.ts';
import { parseFaults } from '../../../faults/plan.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { connectSocket, type Stopwatch } from '../../../transport/node/connect.ts';
import { guardedLookup, type Resolve } from '../../../transport/node/guarded-lookup.ts';
import { switchedBase } from '../../builtin.ts';
import type { TapAddress } from '../../tap/address.ts';
import { judgeAddress, type OwnAddresses, type Upstream } from '../../upstream.ts';
import type { InProcessDoor } from '../in-process.ts';

export type UpstreamWay = {
  /** `wss://host/v1/tts/live?...`: for the record. May hold a key. */
  url: string;
  /** The same of a plain call: `https:`. */
  callUrl: string;
  /** For the Host header, and to name it in a Problem. */
  host: string;
  /** For the request line: the upstream's own path, then the client's rest, byte for byte. */
  target: string;
  /** Not to be dialled at all; null for none. */
  refusal: Problem | null;
  /** Begins to connect; errors come through the socket, `GuardError` among them. `note`: what an in-process server says. */
  connect(watch: Stopwatch, note: (says: string) => void): Duplex;
};

export type WayParts = {
  clock: Clock;
  /** For upstreams that are `sandbox`. */
  door: InProcessDoor;
  own: () => OwnAddresses;
  resolve?: Resolve;
};

export function wayTo(parts: WayParts, upstream: Upstream, address: TapAddress): UpstreamWay {
  const base = switchedBase(upstream.base, switchesOf(address)) ?? upstream.base;
  // Ours, canonical: the client's part is never parsed.
  const { protocol, host, hostname, port, pathname } = new URL(base);
  const secure = protocol === 'wss:';
  const lead = `${pathname === '/' ? '' : pathname}${address.rest}`;
  const target = lead.startsWith('/') ? lead : `/${lead}`;
  const dialled = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (secure ? 443 : 80) };
  const guard = (ip: string, at: number) => judgeAddress(ip, at, upstream.loopback, parts.own());
  const literal = !upstream.sandbox && net.isIP(dialled.host) !== 0 ? guard(dialled.host, dialled.port) : null;
  return {
    url: `${protocol}//${host}${target}`,
    callUrl: `${secure ? 'https' : 'http'}://${host}${target}`,
    host,
    target,
    refusal: literal ?? (/[^\x21-\xff]/.test(target) ? problem('bad_tap', 'The path holds blanks.') : null),
    connect(watch, note) {
      watch.ready = parts.clock.now();
      if (upstream.sandbox) return parts.door(note);
      const lookup = guardedLookup(guard, dialled.port, parts.resolve);
      // Half-open: one peer's end is passed on to the other, which may still have something to say.
      const options = { ...dialled, lookup, allowHalfOpen: true };
      return connectSocket(secure, options as net.NetConnectOpts, parts.clock, watch);
    },
  };
}

/** A strict server is the sandbox's own affair; other upstreams refuse the fault later. */
function switchesOf({ faults, switches }: TapAddress): TapAddress['switches'] {
  const plan = faults === '' ? null : parseFaults(faults);
  return plan !== null && !('code' in plan) && asksFor(plan, 'strict') ? { ...switches, strict: 'on' } : switches;
}
