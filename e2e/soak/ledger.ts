/** Two accounts of one session, frame by frame: what its server wrote to its socket, and what the record says came. Pure. */
import type { FrameHasher } from '@/lib/bytes/frame-hash.ts';
import type { EntryBody } from '@/lib/session/entry.ts';

/** A running hash that remembers what it was after each frame. */
export type Account = {
  add(payload: Uint8Array): void;
  frames(): number;
  /** After so many frames; undefined for more than there are. */
  hashAt(frames: number): string | undefined;
};

export function openAccount(hasher: FrameHasher): Account {
  const after = [hasher.hex()];
  return {
    add(payload) {
      hasher.add(payload);
      after.push(hasher.hex());
    },
    frames: () => after.length - 1,
    hashAt: (frames) => after[frames],
  };
}

/** True of an entry that stands for a data frame as it came from the server: not of what a fault made of it, or put in. */
export function isArrival(body: EntryBody): body is Extract<EntryBody, { kind: 'frame' }> {
  if (body.kind !== 'frame' || body.dir !== 'received' || (body.opcode !== 'text' && body.opcode !== 'binary'))
    return false;
  return body.of === undefined && body.passed !== 'injected' && body.leg !== 'client';
}

export type Judgement = { right: true } | { right: false; why: string };

/** `whole`: nothing may be missing at the end either. */
export function judgeAccounts(wrote: Account, rows: Account, whole: boolean): Judgement {
  const [had, has] = [wrote.frames(), rows.frames()];
  const wrong = (why: string): Judgement => ({ right: false, why });
  if (has > had) return wrong(`${has} rows of ${had} frames`);
  if (whole && has < had) return wrong(`${has} rows of ${had} frames, and nothing had cut it`);
  if (wrote.hashAt(has) !== rows.hashAt(has)) return wrong(`the bytes of the first ${has} frames differ`);
  return { right: true };
}
