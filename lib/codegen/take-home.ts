/** A session as code to keep: one file of text per target, or the reason why there is none. Never holds a key. */
import type { Dialect } from '../dialects/dialect.ts';
import { sdkPython } from './python/sdk-python.ts';
import { websocketsPython } from './python/websockets-python.ts';
import { readScript, type SessionRecord } from './read-script.ts';
import type { SessionScript } from './script.ts';
import { websocatShell } from './shell/websocat.ts';
import { type Target, type TargetId, targets } from './targets.ts';
import { sdkScript } from './typescript/sdk-script.ts';
import { wsScript } from './typescript/ws-script.ts';
import { type Wire, wireOf } from './wire.ts';

/** `why`: one sentence why this session cannot be said that way. */
export type Written = { text: string } | { why: string };
export type TakenHome = Target & Written;

const writers: Readonly<Record<TargetId, (script: SessionScript, wire: Wire) => Written>> = {
  'ts-ws': (script, wire) => ({ text: wsScript(script, wire) }),
  'ts-sdk': sdkScript,
  'py-websockets': websocketsPython,
  'py-sdk': sdkPython,
  websocat: websocatShell,
};

/** `record`: a session's entries from the first on (a `SessionLog` is one). `title`: what the session is called, for a comment. */
export function takeHome(record: SessionRecord, dialect: Dialect, title: string, target: TargetId): TakenHome {
  const written = (): Written => {
    const script = readScript(record, dialect, title);
    if (script === null) return { why: 'The record holds no attempt to connect.' };
    const wire = wireOf(dialect.id);
    return wire === undefined ? { why: `There is no code for ${dialect.title} yet.` } : writers[target](script, wire);
  };
  return { ...(targets.find(({ id }) => id === target) as Target), ...written() };
}
