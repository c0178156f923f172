/** The running hash that both ends of a connection can compare. */
import xxhash from 'xxhash-wasm';

export type FrameHasher = {
  /** Adds one frame's payload: its length as u32 big-endian, then its bytes. */
  add(payload: Uint8Array): void;
  /** The hash so far, 16 lower-case hex characters. */
  hex(): string;
};

let loading: ReturnType<typeof xxhash> | undefined;

/** xxh64 (seed 0) over length-prefixed payloads in order. Loads its wasm once. */
export async function frameHasher(): Promise<FrameHasher> {
  loading ??= xxhash();
  const state = (await loading).create64();
  const prefix = new Uint8Array(4);
  const view = new DataView(prefix.buffer);
  return {
    add(payload) {
      view.setUint32(0, payload.length);
      state.update(prefix);
      state.update(payload);
    },
    hex: () => state.digest().toString(16).padStart(16, '0'),
  };
}
