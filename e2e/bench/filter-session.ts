/** A long session to search in: sound, and one text in fifty entries, in which three words stand once each. */

import { CapturedSession } from '@/lib/console/capture/captured-session.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { encodeMsgpack } from '@/lib/msgpack/encode.ts';

const every = 50;

/** Once each: near the beginning, in the middle, in the last text. `never` stands nowhere. */
export const rareWords = { early: 'axolotl', middle: 'quokka', end: 'narwhal', never: 'dugong' } as const;

const sound = Array.from({ length: 64 }, (_, i) =>
  encodeMsgpack({ event: 'audio', audio: new Uint8Array(60 + i).map((_, j) => i * 31 + j * 17), time: 120.5 + i }),
);

/** What an entry says, for the entries that are text. */
export function textOf(seq: number, length: number): string | null {
  if (seq % every !== 0) return null;
  const rare = seq === every ? 'early' : seq === (length >> 1) - ((length >> 1) % every) ? 'middle' : null;
  const word = rare ?? (seq === length - (length % every) ? 'end' : null);
  return `Line ${seq} of what is read out aloud${word === null ? '' : `, with ${rareWords[word]}`}.`;
}

/** Entries 1 to `length`, a frame each. */
export function filterSession(length: number): CapturedSession {
  const head = { id: 'f'.repeat(32), upstream: 'fish', dialect: 'fish', startedAt: 1.7e12, via: 'relay' } as const;
  const session = new CapturedSession(head, dialectOf('fish') as Dialect, 'filter');
  for (let seq = 1; seq <= length; seq++) {
    const text = textOf(seq, length);
    const bytes = text === null ? (sound[seq % sound.length] as Uint8Array) : encodeMsgpack({ event: 'text', text });
    const dir = text === null ? 'received' : 'sent';
    session.append(seq * 0.125, { kind: 'frame', dir, opcode: 'binary', bytes });
  }
  return session;
}
