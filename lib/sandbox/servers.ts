/** The sandbox's servers, one per dialect: what a host must know to let someone in. Adding a dialect adds a line here. */

import { faultedBehaviour } from './faulted-behaviour.ts';
import { fishBehaviour } from './fish/behaviour.ts';
import { stampedPath } from './fish/stamps.ts';
import { fishspeechBehaviour } from './fishspeech/behaviour.ts';
import { bearerKey, fishRefusal, fishspeechRefusal, type Refusal, refusedStatus } from './refusal.ts';
import type { StartBehaviour } from './socket.ts';

export type Asking = { authorization: string | undefined; query: ReadonlyMap<string, string> };

export type SandboxServer = {
  /** Paths of the WebSocket; the empty rest is one of them. */
  livePaths: readonly string[];
  /** Path that answers a plain POST, null for none. */
  postPath: string | null;
  /** Null lets the visitor in. */
  admit(asking: Asking): Refusal | null;
  /** The body of an answer that is not about the key: 404, 426. */
  refuse(status: number): Refusal;
  behaviour: StartBehaviour;
};

const admitWith = (key: string, refuse: (status: number) => Refusal): Refusal | null => {
  const status = refusedStatus(key);
  return status === null ? null : refuse(status);
};

const servers: Readonly<Record<string, SandboxServer>> = {
  fish: {
    livePaths: ['', '/v1/tts/live', stampedPath],
    postPath: '/v1/tts',
    admit: (asking) => admitWith(bearerKey(asking.authorization), fishRefusal),
    refuse: fishRefusal,
    behaviour: faultedBehaviour(fishBehaviour, 'fish'),
  },
  fishspeech: {
    livePaths: ['', '/v1/tts/ws'],
    postPath: null,
    admit: (asking) => admitWith(asking.query.get('token') ?? '', fishspeechRefusal),
    refuse: fishspeechRefusal,
    behaviour: faultedBehaviour(fishspeechBehaviour, 'fishspeech'),
  },
};

/** The server of a dialect id; null when the sandbox has none. */
export function sandboxServer(dialect: string): SandboxServer | null {
  return Object.hasOwn(servers, dialect) ? (servers[dialect] as SandboxServer) : null;
}
