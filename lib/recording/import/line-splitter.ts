/** Lines out of pieces of text, split at LF only, each bounded. */
import { concatBytes } from '../../bytes/concat.ts';

export type LineTold = {
  /** `byte`: where the line begins. `number` counts from 1. False stops the reading. */
  line(text: string, number: number, byte: number): boolean;
  /** A line that is longer than may be held, from where it begins; nothing more is read. */
  tooLong(number: number, byte: number): void;
};

export type LineSplitter = { push(piece: Uint8Array): boolean; end(): void };

export function lineSplitter(longest: number, told: LineTold): LineSplitter {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let number = 0;
  let byte = 0;
  let goesOn = true;
  const emit = (rest: Uint8Array) => {
    const bytes = held.length === 0 ? rest : concatBytes([...held, rest]);
    held = [];
    heldBytes = 0;
    number++;
    const from = byte;
    byte += bytes.length + 1;
    goesOn = told.line(decoder.decode(bytes), number, from);
  };
  return {
    push(piece) {
      let from = 0;
      for (let at = piece.indexOf(10); at !== -1 && goesOn; at = piece.indexOf(10, from)) {
        emit(piece.subarray(from, at));
        from = at + 1;
      }
      if (!goesOn) return false;
      if (from < piece.length) {
        held.push(piece.slice(from));
        heldBytes += piece.length - from;
      }
      if (heldBytes > longest) {
        goesOn = false;
        told.tooLong(number + 1, byte);
        held = [];
      }
      return goesOn;
    },
    end() {
      if (goesOn && heldBytes > 0) emit(new Uint8Array(0));
    },
  };
}
