/** Texts that the worker writes of a session's record: asked for by number, since the answers come later. */
import type { ToWorker, WantedCode, WantedText } from '../port.ts';

export type WrittenTexts = {
  /** Resolves with the text; null where there is none. */
  write(session: string, want: WantedText | WantedCode): Promise<string | null>;
  /** An answer of the worker. */
  take(id: number, text: string | null): void;
};

export function writtenTexts(tell: (message: ToWorker) => void): WrittenTexts {
  const open = new Map<number, (text: string | null) => void>();
  let ids = 0;
  return {
    write: (session, want) =>
      new Promise((done) => {
        open.set(++ids, done);
        tell({ do: 'write', id: ids, session, want });
      }),
    take(id, text) {
      open.get(id)?.(text);
      open.delete(id);
    },
  };
}
