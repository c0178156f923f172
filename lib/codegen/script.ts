/** A session as something that can be done again: whom to call, what to send, what to wait for. No language yet. */
import type { AudioAsk, Dialect } from '../dialects/dialect.ts';

/** A place where a key stood: the `key`-th of the session, from 0. `filler` is what the record shows there. */
export type KeyPart = { readonly key: number; readonly filler: string };
/** A text with the places of keys in it. */
export type Pieces = readonly (string | KeyPart)[];

/** An event as its codec carries it. `float` is how a number was written, not what it is: 1.0 is one. */
export type Value =
  | { is: 'map'; entries: readonly (readonly [string, Value])[] }
  | { is: 'list'; items: readonly Value[] }
  | { is: 'text'; pieces: Pieces }
  | { is: 'bytes'; bytes: Uint8Array }
  | { is: 'number'; value: number; float: boolean }
  | { is: 'plain'; value: boolean | null };

/** Bytes [start, end) of a frame in which a key stands. */
export type KeyHole = { start: number; end: number; part: KeyPart };

export type SendStep = {
  do: 'send';
  seq: number;
  opcode: 'text' | 'binary' | 'ping';
  /** As recorded, with fillers in place of keys. */
  bytes: Uint8Array;
  holes: readonly KeyHole[];
  /** One line for a comment. */
  meaning: string;
  /** The event, where the frame is nothing but one event that any codec can hold; else null. */
  value: Value | null;
};

export type ScriptStep =
  | SendStep
  | { do: 'sleep'; ms: number }
  /** Until the server has sent `count` events of this name in all. `afterMs`: how long that took, from the last frame sent. */
  | { do: 'await'; event: string; count: number; afterMs: number }
  /** Until audio came after the last frame sent, and then none for so long. `afterMs`: how long both took. */
  | { do: 'quiet'; ms: number; afterMs: number };

export type ScriptEnd =
  | { how: 'close'; code: number; reason: string }
  /** Without a close frame. */
  | { how: 'cut' }
  /** The server ended it, so long after the last frame sent. */
  | { how: 'theirs'; afterMs: number };

export type SessionScript = {
  dialect: Dialect;
  title: string;
  /** Address up to the dialect's path, that path, and what follows it: `?token=` and a key. */
  base: string;
  path: string;
  query: Pieces;
  headers: readonly { name: string; value: Pieces }[];
  protocols: readonly string[];
  /** What was to go wrong on purpose, where the record says so: no client's matter, but a scenario's. */
  faults?: string;
  /** How many different keys there are. */
  keys: number;
  steps: readonly ScriptStep[];
  end: ScriptEnd;
  /** Errors that the server told in the recorded session. */
  errors: number;
  audio: AudioAsk;
  /** What the reader of the code should know; one sentence each, plain text. */
  notes: readonly string[];
};

/** The frames of a script, in order. */
export function sendsOf(script: SessionScript): SendStep[] {
  return script.steps.filter((step): step is SendStep => step.do === 'send');
}

/** What follows the base address: path and query. */
export function addressOf({ path, query }: SessionScript): Pieces {
  return joined([path, ...query]);
}

/** The same text in as few pieces as can be. */
export function joined(pieces: Pieces): Pieces {
  const out: (string | KeyPart)[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') out[out.length - 1] = last + piece;
    else out.push(piece);
  }
  return out;
}

/** The text as the record shows it. */
export function recordedText(pieces: Pieces): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : piece.filler)).join('');
}
