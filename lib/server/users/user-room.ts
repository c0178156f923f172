/**
 * All that one user has on this server: sessions, taps and the rules over them, recordings that are served, keys and their masker. Users have
 * nothing in common: no session, tap, rule, key or recording of one can be named by another, and no key of one masks what another sees.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { type Allowance, createAllowance, type PassedSession } from '../../relay/allowance.ts';
import { KeyGrants } from '../../relay/key-grants.ts';
import type { RelayLimits } from '../../relay/limits.ts';
import type { TapKeeper } from '../../relay/node/tap/tap-keeper.ts';
import { createTransports, type InProcessServer } from '../../relay/node/transports.ts';
import { createRelay, type Relay } from '../../relay/relay.ts';
import type { TapLimits } from '../../relay/tap/tap-limits.ts';
import { type OwnAddresses, type Upstream, upstreamInfo } from '../../relay/upstream.ts';
import type { UserLimits } from '../../relay/user-limits.ts';
import type { UpstreamInfo } from '../../relay/wire.ts';
import type { KnownKey, Masker } from '../../session/mask.ts';
import type { Limits } from '../../transport/limits.ts';
import type { Resolve } from '../../transport/node/guarded-lookup.ts';
import type { User } from '../login/logins.ts';
import { createReplayRoom, type ReplayRoom } from '../replay/replay-room.ts';
import { createTapRoom, type TapRoom } from '../tap/tap-room.ts';
import { inside } from './inside.ts';

export type UserRoom = {
  user: User;
  /** What addresses of this user's taps and replays hold as `~t=`. */
  token: string;
  relay: Relay;
  taps: TapRoom;
  replay: ReplayRoom;
  /** Null where nothing is counted: on a machine of one's own. */
  allowance: Allowance | null;
  infos(): UpstreamInfo[];
};

export type UserRoomParts = {
  clock: Clock;
  /** One for each user. */
  masker: () => Masker;
  dialects: readonly Dialect[];
  sandbox: InProcessServer;
  own: () => OwnAddresses;
  resolve?: Resolve;
  limits: Limits;
  relayLimits: RelayLimits;
  farewellMs: number;
  launch: string;
  replayBytes?: number;
  tapLimits?: Partial<TapLimits>;
  /** Built in and declared. */
  upstreams: () => readonly Upstream[];
  /** This server's address for its own upstreams: `ws://127.0.0.1:4820`. */
  self: () => string;
  /** The same for who comes from outside. */
  publicSelf: () => string;
  /** It is reached behind TLS, and by no other way. */
  isSecure: boolean;
  /** Keys of the server that users may spend, by upstream. */
  heldKeys: ReadonlyMap<string, string>;
  /** Taps put them in place of their clients' keys. */
  tapKey: boolean;
  /** Many share this server: they have limits, and every address of a tap names its owner. */
  team: { limits: UserLimits; closed: () => Problem | null; over: (user: User, session: PassedSession) => void } | null;
};

export function createUserRoom(user: User, parts: UserRoomParts): UserRoom {
  const { clock, dialects, team, heldKeys } = parts;
  const masker = parts.masker();
  const token = randomBytes(16).toString('base64url');
  const replay = createReplayRoom({
    clock,
    dialects,
    ...(parts.replayBytes === undefined ? {} : { mostBytes: parts.replayBytes }),
  });
  const upstreams = () => [...parts.upstreams(), ...replay.upstreams(parts.self())];
  const held = new Map([...heldKeys].map(([id, value]) => [id, masker.know(value, 'given')]));
  const grants = new KeyGrants();
  for (const [id, key] of held) grants.grantOwn(key.handle, id);
  const allowance =
    team === null
      ? null
      : createAllowance({ clock, limits: team.limits, closed: team.closed, over: (one) => team.over(user, one) });
  const isOwned = (id: string) => team !== null || (parts.tapKey && held.has(id));
  const keeper: TapKeeper = ({ owner }, { id }) => {
    // Whose room this is was found by it, where it is right at all.
    if (isOwned(id) && owner !== token) return notYours;
    const pass = allowance?.enter('tap', id) ?? null;
    if (pass !== null && 'code' in pass) {
      const status = statusOf(pass);
      return { status, why: pass, ...(status === 429 && allowance ? { retryAfterS: allowance.nextInS() } : {}) };
    }
    return { pass, key: parts.tapKey ? (heldKeys.get(id) ?? null) : null };
  };
  const { connectMs, bodyBytes, bodyMs } = parts.limits;
  const reach = {
    clock,
    masker,
    own: parts.own,
    sandbox: inside(parts.sandbox, replay.server),
    ...(parts.resolve === undefined ? {} : { resolve: parts.resolve }),
  };
  const taps = createTapRoom({
    ...reach,
    dialects,
    upstreams,
    limits: { connectMs, bodyBytes, bodyMs, farewellMs: parts.farewellMs },
    keeper,
    isSecure: parts.isSecure,
    ...(parts.tapLimits === undefined ? {} : { hubLimits: parts.tapLimits }),
    isHeld: (handle) => isOneOf(masker.byHandleOf(handle), held),
  });
  const relay = createRelay({
    clock,
    masker,
    dialects,
    transportFor: createTransports({ ...reach, limits: parts.limits }),
    limits: parts.relayLimits,
    upstreams,
    launch: parts.launch,
    taps: taps.hub,
    board: taps.board,
    grants,
    ...(allowance === null ? {} : { allowance }),
    ...(team === null ? {} : { goingDown: team.closed }),
  });
  const infoOf = (upstream: Upstream): UpstreamInfo => {
    const key = held.get(upstream.id);
    const info = upstreamInfo(upstream);
    return {
      ...info,
      ...(upstream.sandbox ? { address: info.address.replace(parts.self(), parts.publicSelf()) } : {}),
      ...(key === undefined ? {} : { heldKey: shownKey(key, team !== null) }),
      ...(isOwned(upstream.id) ? { tapSegment: `~t=${token}` } : {}),
    };
  };
  return { user, token, relay, taps, replay, allowance, infos: () => upstreams().map(infoOf) };
}

export const notYours: { status: number; why: Problem } = {
  status: 403,
  why: problem('not_yours', 'The address names no user, or one that is not here any more.'),
};

/** Where many share a server its sandbox is nobody's to flood: pages and taps reach it from inside, and are counted. */
export const notStrangers: Problem = problem(
  'not_yours',
  'Many share this server: clients reach its sandbox by a tap of yours, /tap/sandbox-fish~t=...',
);

/** 503 while the server goes down. */
export function statusOf({ code }: Problem): number {
  return code === 'draining' ? 503 : 429;
}

/** Where many share a server its key is none of theirs: they are shown no character of it. */
function shownKey({ handle, length, value }: KnownKey, shared: boolean): NonNullable<UpstreamInfo['heldKey']> {
  return { handle, length, tail: shared || length < 12 ? null : value.slice(-4) };
}

/** As it is, or as an address has it. */
function isOneOf(key: KnownKey | undefined, held: ReadonlyMap<string, KnownKey>): boolean {
  if (key === undefined) return false;
  return [...held.values()].some(({ value }) => value === key.value || encodeURIComponent(value) === key.value);
}
