/** Relay, sandbox and capture core in one process: what stands behind the page, without page and without a port. */
import { openAudioStream } from '../../audio/audio-stream.ts';
import { frameHasher } from '../../bytes/frame-hash.ts';
import type { Clock } from '../../clock/clock.ts';
import { randomId } from '../../clock/real.ts';
import { Core } from '../../console/capture/core.ts';
import type { LessonOf } from '../../console/capture/lessons/lesson-desk.ts';
import type { LinkEvents, LinkHost } from '../../console/capture/relay-link.ts';
import type { WorkerState } from '../../console/port.ts';
import { dialectOf, dialects } from '../../dialects/registry.ts';
import { builtinUpstreams } from '../../relay/builtin.ts';
import { defaultRelayLimits } from '../../relay/limits.ts';
import { createTransports } from '../../relay/node/transports.ts';
import { createRelay, type Relay } from '../../relay/relay.ts';
import type { Upstream } from '../../relay/upstream.ts';
import { createSandbox } from '../../sandbox/node/sandbox-server.ts';
import type { ProfileShelf } from '../../sandbox/profile/shelf.ts';
import type { Voice } from '../../sandbox/voice.ts';
import { Masker } from '../../session/mask.ts';
import { defaultLimits } from '../../transport/limits.ts';

export type EngineParts = {
  clock: Clock;
  /** Beside the built-in ones. */
  upstreams?: readonly Upstream[];
  /** Of the sandbox; speech in a worker thread unless given. */
  voice?: Voice;
  /** What `profile=NAME` among the sandbox's switches may name. */
  profiles?: ProfileShelf;
  /** Who offers compression, and who accepts it. */
  deflate?: { offered?: boolean; accepted?: boolean };
};

/** A capture core with all that it says: `state` is the page's, merged. */
export type Desk = {
  core: Core;
  state: Partial<WorkerState>;
  /** Ids of the sessions it was given, in order; the first is the one the steps began on. */
  ids: readonly string[];
  /** Resolves at once when `met` holds of the state, else with the update that makes it hold. */
  until(met: (state: Partial<WorkerState>) => boolean): Promise<void>;
  close(): void;
};

export type Engine = {
  clock: Clock;
  upstreams: readonly Upstream[];
  /** One desk for each run: nothing of a run is left to the next. `lessonOf`: lessons beside those of the track. */
  openDesk(lessonOf?: LessonOf): Desk;
  close(): Promise<void>;
};

/** Where the sandbox is said to stand: no port is opened for it. */
const self = 'ws://in-process';

export function openEngine({ clock, voice, profiles, upstreams: more = [], deflate = {} }: EngineParts): Engine {
  const masker = new Masker();
  const upstreams = [...builtinUpstreams(dialects, self), ...more];
  const sandbox = createSandbox({
    clock,
    deflate: deflate.accepted ?? false,
    ...(voice === undefined ? {} : { voice }),
    ...(profiles === undefined ? {} : { profiles }),
  });
  const relay = createRelay({
    clock,
    masker,
    dialects,
    limits: defaultRelayLimits,
    upstreams: () => upstreams,
    transportFor: createTransports({
      clock,
      masker,
      sandbox,
      limits: defaultLimits,
      own: () => ({ ports: [], addresses: [] }),
      deflate: deflate.offered ?? false,
    }),
    launch: 'headless',
  });
  return {
    clock,
    upstreams,
    openDesk: (lessonOf) => openDesk(relay, clock, lessonOf),
    async close() {
      relay.close();
      await sandbox.close();
    },
  };
}

/** A desk at any relay: of this engine, or of a tap. */
export function openDesk(relay: Pick<Relay, 'connect'>, clock: Clock, lessonOf?: LessonOf): Desk {
  const state: Partial<WorkerState> = {};
  const ids: string[] = [];
  const waiting = new Set<() => void>();
  const line = linkTo(relay, clock);
  const core = new Core({
    clock,
    link: () => line.host,
    post(message) {
      if (message.say !== 'update') return;
      Object.assign(state, message.patch);
      for (const look of [...waiting]) look();
    },
    dialectOf,
    newHasher: frameHasher,
    openAudio: openAudioStream,
    newId() {
      const id = randomId();
      ids.push(id);
      return id;
    },
    ...(lessonOf === undefined ? {} : { lessonOf }),
  });
  core.take({ do: 'start', url: `${self}/api/relay` });
  return {
    core,
    state,
    ids,
    until: (met) =>
      new Promise((resolve) => {
        const look = () => {
          if (!met(state)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: line.close,
  };
}

/** The line from a core to the relay, which is a function call here. Bytes are copied: both ends reuse their buffers. */
function linkTo(relay: Pick<Relay, 'connect'>, clock: Clock): { host: LinkHost; close(): void } {
  let end: ReturnType<Relay['connect']> | null = null;
  const close = () => {
    end?.closed();
    end = null;
  };
  const connect = (events: LinkEvents) => {
    events.opened();
    end = relay.connect({
      text: (json) => events.text(json),
      binary: (bytes) => events.binary(bytes.slice()),
      close,
    });
    for (const send of early.splice(0)) send();
  };
  const early: (() => void)[] = [];
  const host: LinkHost = {
    clock,
    visitHome: async () => 'here',
    open(events) {
      // A socket opens after the call that made it.
      queueMicrotask(() => connect(events));
      return {
        send(data) {
          const send = () => (typeof data === 'string' ? end?.text(data) : end?.binary(data.slice()));
          if (end === null) early.push(send);
          else send();
        },
        close,
      };
    },
  };
  return { host, close };
}
