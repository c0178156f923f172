/** SHA-256 of bytes and of what comes piece by piece. One wasm for page, worker and Node: `crypto.subtle` hashes only what is whole. */
import { createSHA256, type IHasher } from 'hash-wasm';
import { ByteSink } from './byte-sink.ts';

/** SHA-256 of all of `pieces` one behind the other, 64 lower-case hex characters. */
export type Sha256 = (...pieces: readonly (Uint8Array | string)[]) => string;

let loading: Promise<IHasher> | undefined;

/** Loads the wasm once. What it resolves with is synchronous; text is hashed as UTF-8. */
export async function sha256(): Promise<Sha256> {
  loading ??= createSHA256();
  const hasher = await loading;
  return (...pieces) => {
    hasher.init();
    for (const piece of pieces) hasher.update(typeof piece === 'string' ? utf8(piece) : piece);
    return hasher.digest('hex');
  };
}

/** Text that is longer gets a buffer of its own: the one for all is to stay small. */
const mostShared = 1 << 16;
const shared = new ByteSink(mostShared);

function utf8(text: string): Uint8Array {
  const sink = text.length * 3 <= mostShared ? shared : new ByteSink(text.length * 3);
  sink.cut(0);
  sink.addText(text);
  return sink.view();
}
