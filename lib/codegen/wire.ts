/** What a program must know of a protocol to carry a session on: how events are packed, where sound is, what an error looks like. */
import type { SessionScript } from './script.ts';

export type Wire = {
  /** MessagePack maps in binary frames; or JSON in text frames, and sound in bare binary ones. */
  codec: 'msgpack' | 'json';
};

const wires: ReadonlyMap<string, Wire> = new Map<string, Wire>([
  ['fish', { codec: 'msgpack' }],
  ['fishspeech', { codec: 'json' }],
]);

/** Undefined for a protocol that no code is written for. */
export function wireOf(dialect: string): Wire | undefined {
  return wires.get(dialect);
}

/** So long may nothing come before a wait is given up: a minute, or twice what the session itself waited. */
export function patienceMs(script: SessionScript): number {
  const longest = script.steps.reduce((most, step) => ('afterMs' in step ? Math.max(most, step.afterMs) : most), 0);
  return Math.max(60_000, longest * 2);
}

/** So long may a server be silent before it is thought never to close: 10 s, or twice what it took in the session. */
export function closePatienceMs({ end }: SessionScript): number {
  return Math.max(10_000, end.how === 'theirs' ? end.afterMs * 2 : 0);
}
