/** The way into the sandbox for hosts that see no HTTP request, only the URL that a page's code opened. */
import type { Clock } from '../clock/clock.ts';
import { realClock } from '../clock/real.ts';
import { unfitFault } from '../faults/fit.ts';
import { upgradeFault } from '../faults/upgrade-fault.ts';
import { otherDialect } from './address.ts';
import { type ProfileShelf, profileShelf } from './profile/shelf.ts';
import type { Refusal } from './refusal.ts';
import { sandboxServer } from './servers.ts';
import type { Behaviour, SandboxSocket } from './socket.ts';
import { parseSwitches } from './switches.ts';
import type { Voice } from './voice.ts';

export type DoorOptions = {
  /** Which server answers: `fish` or `fishspeech`. */
  dialect: string;
  /** What speaks: `localVoice()` in Node, `spokenVoice()` in a page, `toneVoice()` where any sound will do. */
  voice: Voice;
  /** As in the sandbox's address: `pace=0,seed=2`. A value may be percent-encoded. */
  switches?: string;
  /** What `profile=NAME` among the switches may name. */
  profiles?: ProfileShelf;
  /** The key the server is shown. Left out it is the URL's `token`; fish, whose key is a header, lets everyone in. */
  key?: string;
  /** Value of the `model` header, which no page can send. */
  model?: string;
  /** Default: the end of the URL's path where that is a path of the server, else its usual one. */
  path?: string;
  /** Told of everyone sent away, and what an HTTP answer would have said. */
  onRefused?: (refusal: Refusal) => void;
  clock?: Clock;
};

/** Starts the conversation on an open socket. */
export type Enter = (socket: SandboxSocket) => Behaviour;

/** Gives, for the URL a client opened, its conversation; null when it is refused. Throws for options that make no sense. */
export function openDoor(options: DoorOptions): (url: string) => Enter | null {
  const { dialect, voice, key, model = '', clock = realClock } = options;
  const server = sandboxServer(dialect);
  if (server === null) throw new Error(`There is no sandbox for "${dialect}".`);
  const shelf = options.profiles ?? profileShelf([]);
  const switches = parseSwitches((options.switches ?? '').split(',').flatMap(pairOf), shelf);
  if ('code' in switches) throw new Error(switches.detail);
  const other = otherDialect(shelf.get(switches.profile ?? '') ?? null, dialect);
  if (other !== null) throw new Error(other.detail);
  const unfit = switches.fault === null ? null : unfitFault(switches.fault, dialect, true);
  if (unfit !== null) throw new Error(unfit.detail);
  const refused = switches.fault === null ? null : upgradeFault(switches.fault, dialect);
  return (url) => {
    const { pathname, searchParams } = new URL(url);
    const query = new Map(searchParams);
    if (key !== undefined) query.set('token', key);
    const refusal =
      server.admit({ authorization: `Bearer ${key ?? 'sandbox'}`, query }) ??
      (refused === null ? null : { ...server.refuse(refused.status), status: refused.status });
    if (refusal !== null) {
      options.onRefused?.(refusal);
      return null;
    }
    const asked = pathname.replace(/\/+/g, '/').replace(/\/$/, '');
    const path = options.path ?? server.livePaths.find((live) => live !== '' && asked.endsWith(live)) ?? '';
    return (socket) => server.behaviour(socket, { clock, voice, switches }, { model, path });
  };
}

function pairOf(item: string): [string, string][] {
  if (item === '') return [];
  const at = item.indexOf('=');
  return [at === -1 ? [item, ''] : [item.slice(0, at), decodeURIComponent(item.slice(at + 1))]];
}
