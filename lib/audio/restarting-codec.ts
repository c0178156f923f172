/** Outlives a decoder that breaks: WebAssembly that trapped once answers nothing but traps. */
import type { Codec } from './codec.ts';

/**
 * A codec over `open`. When a frame makes it throw, that frame is refused and a new one is opened in the background;
 * frames are refused until it runs. Rejects when the first one does not open.
 */
export async function restartingCodec(open: () => Promise<Codec>): Promise<Codec> {
  let current: Codec | null = await open();
  let freed = false;
  const restart = () => {
    current = null;
    open().then(
      (next) => {
        if (freed) next.free();
        else current = next;
      },
      // Nothing can be opened any more: every frame stays refused, and the stream says so.
      () => {},
    );
  };
  return {
    decode(frame) {
      try {
        return current?.decode(frame) ?? null;
      } catch {
        // Not freed: its memory may be in any state, and is collected with it.
        restart();
        return null;
      }
    },
    free() {
      freed = true;
      current?.free();
      current = null;
    },
  };
}
