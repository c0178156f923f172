/** The rooms of a server, from its settings. */
import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { dialects } from '../../dialects/registry.ts';
import type { Problem } from '../../problem/problem.ts';
import { builtinUpstreams } from '../../relay/builtin.ts';
import { defaultRelayLimits } from '../../relay/limits.ts';
import { declareUpstream, type Upstream } from '../../relay/upstream.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits, teamLimits } from '../../transport/limits.ts';
import type { ConsoleServerParts } from '../console-server.ts';
import { SettingsError } from '../settings.ts';
import { auditLine } from './audit.ts';
import { UserRooms } from './user-rooms.ts';

const mebibyte = 2 ** 20;

export type RoomHost = {
  port(): number;
  /** `http://127.0.0.1:4820` */
  address(): string;
  /** Why nothing new is begun; null for nothing of the kind. */
  draining(): Problem | null;
  farewellMs: number;
};

/** Throws `SettingsError` for an upstream that cannot be declared. */
export function makeRooms(parts: ConsoleServerParts, host: RoomHost): UserRooms {
  const { clock, log, masker, maskers, sandbox, settings, resolve, replayBytes } = parts;
  const { team, heldKeys, tapKey, userLimits } = settings;
  const declared = settings.upstreams.map((ask): Upstream => {
    const upstream = declareUpstream(ask, dialects);
    if ('code' in upstream) throw new SettingsError(upstream.detail);
    return upstream;
  });
  const own = () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map((i) => i.address));
    return { ports: [host.port()], addresses };
  };
  const ownMasker = () => {
    const made = new Masker();
    maskers?.push(made);
    return made;
  };
  const self = () => host.address().replace('http:', 'ws:');
  return new UserRooms({
    clock,
    masker: team ? ownMasker : () => masker,
    dialects,
    sandbox,
    own,
    ...(resolve === undefined ? {} : { resolve }),
    limits: { ...(team ? { ...teamLimits, sessionMs: userLimits.sessionMs } : defaultLimits), ...parts.limits },
    relayLimits: { ...defaultRelayLimits, ...(team ? { tailBytes: 16 * mebibyte } : {}), ...parts.relayLimits },
    farewellMs: host.farewellMs,
    launch: randomBytes(8).toString('hex'),
    ...(replayBytes === undefined && !team ? {} : { replayBytes: replayBytes ?? 64 * mebibyte }),
    // What is kept for pages that take nothing, of each user: many share this memory.
    ...(team ? { tapLimits: { tailBytes: 16 * mebibyte, allBytes: 48 * mebibyte, endedBytes: 16 * mebibyte } } : {}),
    upstreams: () => [...builtinUpstreams(dialects, self()), ...declared],
    self,
    publicSelf: () => settings.publicOrigin?.replace('https:', 'wss:') ?? self(),
    isSecure: settings.publicOrigin !== null,
    heldKeys,
    tapKey,
    team: !team
      ? null
      : {
          limits: userLimits,
          closed: () => host.draining(),
          over: (user, session) => log.info(auditLine(clock, user, session)),
        },
  });
}
