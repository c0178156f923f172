/** The server's text buffer of Fish Audio's protocol: text waits until enough of it is there (protocol notes A6, inferred). */
import { sentenceEndFrom, softCut } from './sentences.ts';

export type TextBuffer = {
  /** Appends text verbatim; returns what became ready for synthesis, in order. */
  add(text: string): string[];
  /** Takes everything that waits. */
  take(): string;
  /** Characters (UTF-16 units) that wait. */
  size(): number;
};

/** Cuts at a sentence end once `minChunk` characters are there, and in any case once `chunk` characters are. */
export function textBuffer(chunk: number, minChunk: number): TextBuffer {
  let waiting = '';
  const cutAt = (): number => {
    const end = sentenceEndFrom(waiting.slice(0, chunk + 1), Math.max(1, minChunk));
    if (end !== -1 && end <= chunk) return end;
    return waiting.length >= chunk ? softCut(waiting, chunk) : -1;
  };
  return {
    add(text) {
      waiting += text;
      const ready: string[] = [];
      for (let at = cutAt(); at !== -1; at = cutAt()) {
        ready.push(waiting.slice(0, at));
        waiting = waiting.slice(at);
      }
      return ready;
    },
    take() {
      const all = waiting;
      waiting = '';
      return all;
    },
    size: () => waiting.length,
  };
}
