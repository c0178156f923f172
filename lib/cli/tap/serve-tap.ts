/** A tap on a port of this machine: no pages, no API. What it records is read in this process. */
import { networkInterfaces } from 'node:os';
import type { Clock } from '../../clock/clock.ts';
import type { LessonOf } from '../../console/capture/lessons/lesson-desk.ts';
import { dialects } from '../../dialects/registry.ts';
import { builtinUpstreams } from '../../relay/builtin.ts';
import { defaultRelayLimits } from '../../relay/limits.ts';
import { createTransports } from '../../relay/node/transports.ts';
import { createRelay } from '../../relay/relay.ts';
import type { Upstream } from '../../relay/upstream.ts';
import { createSandbox } from '../../sandbox/node/sandbox-server.ts';
import type { Voice } from '../../sandbox/voice.ts';
import { createTapRoom } from '../../server/tap/tap-room.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits } from '../../transport/limits.ts';
import { gatedServer } from '../gated-server.ts';
import { type Desk, openDesk } from '../headless/engine.ts';

export type TapNeeds = {
  clock: Clock;
  port: number;
  /** Beside the built-in ones. */
  declared: readonly Upstream[];
  /** Of the sandbox; speech in a worker thread unless given. */
  voice?: Voice;
  /** Lessons beside those of the track. */
  lessonOf?: LessonOf;
};

export type ServedTap = {
  /** `http://127.0.0.1:4830` */
  address: string;
  /** Where its sessions come in. */
  desk: Desk;
  /** Lets nobody in any more and ends every connection in order; their records still come in. */
  end(): Promise<void>;
  /** Connections of which the desk has not been told everything yet. */
  untold(): number;
  close(): Promise<void>;
};

/** Rejects with the system's error (`EADDRINUSE`). */
export async function serveTap({ clock, port, declared, voice, lessonOf }: TapNeeds): Promise<ServedTap> {
  const masker = new Masker();
  const upstreams = tapUpstreams(declared);
  const sandbox = createSandbox({ clock, ...(voice === undefined ? {} : { voice }) });
  let bound = 0;
  const own = () => ({
    ports: [bound],
    addresses: Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address)),
  });
  const taps = createTapRoom({ clock, masker, dialects, upstreams: () => upstreams, sandbox, own });
  const relay = createRelay({
    clock,
    masker,
    dialects,
    limits: defaultRelayLimits,
    upstreams: () => upstreams,
    transportFor: createTransports({ clock, masker, sandbox, limits: defaultLimits, own }),
    launch: 'headless-tap',
    taps: taps.hub,
    board: taps.board,
  });
  const room = { prefix: '/tap/', passesAnswers: true, upgrade: taps.upgrade, request: taps.request };
  const server = await gatedServer(room, { clock, port });
  bound = server.port;
  const desk = openDesk(relay, clock, lessonOf);
  return {
    address: server.address,
    desk,
    async end() {
      server.stop();
      await taps.close();
      server.stop();
    },
    untold: () => taps.hub.sessions(),
    async close() {
      await taps.close();
      desk.close();
      relay.close();
      taps.hub.close();
      await server.close();
      await sandbox.close();
    },
  };
}

/** Where the sandbox is said to stand: it is reached inside the process. */
const self = 'ws://in-process';

export function tapUpstreams(declared: readonly Upstream[]): Upstream[] {
  return [...builtinUpstreams(dialects, self), ...declared];
}
