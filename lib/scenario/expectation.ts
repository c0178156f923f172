/** What a step may expect of the session so far, as data. Every part that is present must hold. */

/** A number between bounds (inclusive); absent bounds are open. Times in ms, sound in seconds, as the part says. */
export type Range = { min?: number; max?: number };

/** What the value at a path must be: JSON equality, a number in a range, text that contains or matches, or merely there / not there. */
export type FieldTest =
  | { equals: unknown }
  | { range: Range }
  | { contains: string }
  | { matches: string }
  | { present: boolean };

/** Frames of one event: how many of them there are, and what the fields of one of them (`which`) must be. */
export type EventTest = {
  dir: 'sent' | 'received';
  event: string;
  /** How many; absent: at least one. `{max: 0}`: none. */
  count?: Range;
  /** Which of them `fields` is about; absent: some frame must fit all of them. */
  which?: 'first' | 'last' | 'every';
  /** By path: `reason`, `request.prosody.speed`, `alignment.segments[0].text`. */
  fields: readonly { path: string; test: FieldTest }[];
};

export type Expectation =
  /** Received events (audio in a row counts once) hold these, in this order; others may stand between unless `exactly`. */
  | { what: 'order'; events: readonly string[]; exactly: boolean }
  | { what: 'event'; test: EventTest }
  /** Findings of the session: none of this severity or above; these rules must have / must not have fired. */
  | { what: 'findings'; worst?: 'none' | 'info' | 'warning'; has?: readonly string[]; hasNot?: readonly string[] }
  | { what: 'turns'; count: Range }
  /** A figure of timing, by its id (lib/timing/figure.ts), of the session or of one turn (from 1). */
  | { what: 'figure'; figure: string; turn?: number; range: Range }
  /** Seconds of decoded sound; that all of it decodes; SHA-256 (hex) of the encoded audio bytes or of the frames' payloads. */
  | { what: 'audio'; seconds?: Range; decodes?: boolean; sha256?: string; format?: string }
  /** The sound is that of a file, as far as normalised correlation (0 to 1) says. */
  | { what: 'sounds-like'; file: string; atLeast: number }
  /** How the connection ended. `null`: it is open. */
  | { what: 'close'; code: number | null; by?: 'us' | 'peer' | 'network' }
  /** The n-th frame of a direction (from 1) has exactly these bytes; masked places are not compared. */
  | { what: 'frame'; dir: 'sent' | 'received'; nth: number; bytes: Uint8Array };

/** Why an expectation does not hold: what was expected, what is there, and where (entry, byte, field) as far as there is a place. */
export type Miss = { expected: string; got: string; seq?: number; offset?: number; field?: string };
