/** Which key is which: numbered in the order they are met, named after the dialect. */
import type { Span } from '../bytes/span.ts';
import type { KeyPart, Pieces } from './script.ts';

export class KeyNumbers {
  private readonly handles: string[] = [];
  private readonly lengths: number[] = [];
  /** Whether a key stood somewhere in another length than elsewhere: spelled as base64, hex or percent signs. */
  isRespelled = false;
  /** Words the sandbox listens to in place of a key, as they were sent. */
  readonly words = new Set<string>();

  /** The key that `filler` stands for: fillers begin with the name of their key; a plain word is a key of its own. */
  part(filler: string, handle = /^key#\d+/.exec(filler)?.[0] ?? filler): KeyPart {
    // Never anything else that stood there: a record from elsewhere may hold a key that nobody masked.
    if (/^sandbox(-4\d\d)?$/.test(filler)) this.words.add(filler);
    const known = this.handles.indexOf(handle);
    if (known !== -1) {
      this.isRespelled ||= this.lengths[known] !== filler.length;
      return { key: known, filler };
    }
    this.lengths.push(filler.length);
    return { key: this.handles.push(handle) - 1, filler };
  }

  get count(): number {
    return this.handles.length;
  }
}

/** Cuts `text` at the places of keys: spans of UTF-16 units, in order, that do not overlap. */
export function cutAtKeys(text: string, spans: readonly (Span & { key?: string })[], keys: KeyNumbers): Pieces {
  const pieces: (string | KeyPart)[] = [];
  let from = 0;
  for (const { start, end, key } of spans) {
    if (start > from) pieces.push(text.slice(from, start));
    pieces.push(keys.part(text.slice(start, end), key));
    from = end;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

/** Name of the environment variable of a key: `FISH_API_KEY`, `FISH_API_KEY_2`. */
export function keyVariable(dialect: string, key: number): string {
  return `${prefixOf(dialect)}_API_KEY${key === 0 ? '' : `_${key + 1}`}`;
}

/** Of the address that is called in place of the recorded one: `FISH_BASE_URL`. */
export function baseVariable(dialect: string): string {
  return `${prefixOf(dialect)}_BASE_URL`;
}

function prefixOf(dialect: string): string {
  return dialect.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
