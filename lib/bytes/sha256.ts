/** SHA-256 of bytes and of what comes piece by piece. One wasm for page, worker and Node: `crypto.subtle` hashes only what is whole. */
import { createSHA256, type IHasher } from 'hash-wasm';

/** SHA-256 of all of `pieces` one behind the other, 64 lower-case hex characters. */
export type Sha256 = (...pieces: readonly (Uint8Array | string)[]) => string;

let loading: Promise<IHasher> | undefined;

/** Loads the wasm once. What it resolves with is synchronous; text is hashed as UTF-8. */
export async function sha256(): Promise<Sha256> {
  loading ??= createSHA256();
  const hasher = await loading;
  return (...pieces) => {
    hasher.init();
    for (const piece of pieces) hasher.update(piece);
    return hasher.digest('hex');
  };
}
