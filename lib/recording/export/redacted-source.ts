/** A session as it may leave: looked through twice, since a value that is met late may stand early. */
import type { Dialect } from '../../dialects/dialect.ts';
import {
  type RedactionNote,
  type RedactionOptions,
  type Redactor,
  type Removed,
  redactor,
} from '../redact/redactor.ts';
import type { ExportSource } from './export-source.ts';
import { lastHash } from './own-format.ts';

export type Redacted = {
  source: ExportSource;
  /** Places that were removed. */
  places: number;
  /** Knows all values by now. */
  redactor: Redactor;
  note: RedactionNote;
};

export type RedactionWork = {
  /** Asked between entries: a promise lets others have their turn. Throw to give up. `done` of `of` entries are looked at. */
  turn?: (done: number, of: number) => Promise<void> | null;
  /** Each place, in order. */
  removed?: (place: Removed) => void;
};

/** Where nothing is found `source.redacted` stays what it was: the file is the one that was opened, or that the recorder would have written. */
export async function redactedSource(
  source: ExportSource,
  dialect: Dialect | null,
  options: RedactionOptions,
  work: RedactionWork = {},
): Promise<Redacted> {
  const taken = redactor(dialect, options);
  const { length } = source;
  const isWanted = options.secrets || options.referenceAudio;
  const turn = async (done: number) => {
    const pause = work.turn?.(done, length * 2) ?? null;
    if (pause !== null) await pause;
  };
  if (options.secrets) {
    for (let seq = 1; seq <= length; seq++) {
      taken.learn(source.entry(seq));
      if (work.turn !== undefined) await turn(seq);
    }
  }
  /** Which entries are changed: the others go as they are. */
  const touched = new Uint8Array(length + 1);
  let places = 0;
  for (let seq = 1; isWanted && seq <= length; seq++) {
    const { removed } = taken.entry(source.entry(seq));
    places += removed.length;
    touched[seq] = removed.length > 0 ? 1 : 0;
    for (const place of removed) work.removed?.(place);
    if (work.turn !== undefined) await turn(length + seq);
  }
  const note = taken.note();
  const title = taken.words(source.title);
  // A file from elsewhere may call its upstream anything.
  const upstream = taken.words(source.head.upstream);
  if (upstream !== source.head.upstream) places++;
  if (places === 0) return { source: { ...source, title }, places, redactor: taken, note };
  const from = await lastHash(source, () => work.turn?.(length * 2, length * 2) ?? null);
  const after: ExportSource = {
    ...source,
    title,
    head: { ...source.head, upstream },
    redacted: { places: places + (source.redacted?.places ?? 0), from },
    // What came since is looked at too.
    // The name of an event is text of the frame.
    timing(seq) {
      const timing = source.timing(seq);
      return timing === null || touched[seq] === 0 ? timing : { ...timing, kind: taken.words(timing.kind) };
    },
    entry: (seq) => (touched[seq] === 0 ? source.entry(seq) : taken.entry(source.entry(seq)).entry),
  };
  return { source: after, places, redactor: taken, note };
}
