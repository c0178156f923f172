/** Where the bytes of a file come from: a file of the page, or of a disk. Opened as often as it is read. */
export type ImportSource = { name: string; sizeBytes: number; open(): AsyncIterable<Uint8Array> };

/** A file that was dropped, chosen or pasted. */
export function blobSource(blob: Blob, name: string): ImportSource {
  return {
    name,
    sizeBytes: blob.size,
    // By hand: not every browser can walk a stream.
    async *open() {
      const reader = blob.stream().getReader();
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) return;
          yield value;
        }
      } finally {
        await reader.cancel();
      }
    },
  };
}

export function bytesSource(bytes: Uint8Array, name: string): ImportSource {
  return {
    name,
    sizeBytes: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

/** How a file is read: all of it may be absent. */
export type ReadManner = {
  /** Stops at the next piece. */
  signal?: AbortSignal;
  /** Bytes of the file that were read, of `sizeBytes`. */
  progress?: (readBytes: number) => void;
  /** Awaited after each piece: the place to let others work. */
  rest?: () => Promise<void>;
};
