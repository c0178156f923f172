/** The lines of a recording back to its session, a piece of text at a time: what can be read is told, and where it broke. */
import { sha256 } from '../bytes/sha256.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { Entry } from '../session/entry.ts';
import { entryFromJson } from './entry-json.ts';
import { chainHolds, unchainLine } from './line-chain.ts';
import { maskedPlaces } from './masked-places.ts';
import { headerFromJson, type RecordingHeader } from './recording-header.ts';
import { presentVersion, type UpgradeStep, upgraded, upgradeSteps } from './upgrade.ts';

export type RecordingEnd = {
  header: RecordingHeader | null;
  /** Entries that were told. */
  entries: number;
  /** Masked places in them, `maskedPlaces`. */
  masked: number;
  /** The last line says that nothing is missing behind it. */
  closed: boolean;
  /** The first line whose hash does not follow from the one before, from 1; null when all do. */
  brokenLine: number | null;
  /** The line that the file ends in the middle of: whoever wrote it stopped there. */
  cutLine: number | null;
  /** The hash of the last line that was read; empty where it has none. */
  lastHash: string;
  /** What kept it from being read to its end, at a line; null for nothing. */
  problem: Problem | null;
};

export type RecordingReader = {
  /** The next piece of the file's text, of any length. False once nothing more is read. */
  push(text: string): boolean;
  end(): RecordingEnd;
};

/** A line holds a frame as base64: the largest frame that is carried, and room. */
const longestLine = 64 * 1024 * 1024;

/** What does not fit may be named by the file itself. */
const mostSaid = 400;

/** `told` gets header and entries in order, while the text comes. `steps`: those of the versions before the present one. */
export async function recordingReader(
  told: {
    header?: (header: RecordingHeader) => void;
    entry: (entry: Entry, seen: number | null) => void;
  },
  steps: readonly UpgradeStep[] = upgradeSteps,
): Promise<RecordingReader> {
  const hash = await sha256();
  const end: RecordingEnd = {
    header: null,
    entries: 0,
    masked: 0,
    closed: false,
    brokenLine: null,
    cutLine: null,
    lastHash: '',
    problem: null,
  };
  let rest = '';
  let line = 0;
  let last = '';
  /** As the file's first line says; the entries are of it. */
  let version = presentVersion(steps);

  const stop = (code: 'bad_recording' | 'recording_from_future', says: string) => {
    end.problem ??= problem(code, says, { line: Math.max(1, line) });
  };
  const first = (value: unknown) => {
    const header = headerFromJson(value, steps);
    if (header === null) stop('bad_recording', 'the first line is not the header of a recording');
    else if ('future' in header)
      stop('recording_from_future', `it is of version ${header.future}; this reads version ${presentVersion(steps)}`);
    else {
      version = (value as { version: number }).version;
      end.header = header;
      told.header?.(header);
    }
  };
  const next = (value: unknown, seen: number | null) => {
    if (end.closed) return stop('bad_recording', 'a line follows the last one');
    if (isEnd(value)) {
      if (value.entries !== end.entries) {
        return stop('bad_recording', `the last line counts ${value.entries} entries, there are ${end.entries}`);
      }
      end.closed = true;
      return;
    }
    const read = entryFromJson(upgraded('entry', value, version, steps));
    if (!('entry' in read)) {
      const says = read.field === '' ? read.says : `${read.field}: ${read.says}`;
      return stop('bad_recording', says.slice(0, mostSaid));
    }
    if (read.entry.seq !== end.entries + 1) {
      return stop('bad_recording', `entry ${end.entries + 1} is expected, this is ${read.entry.seq}`);
    }
    end.entries++;
    end.masked += maskedPlaces(read.entry);
    told.entry(read.entry, seen);
  };
  const take = (text: string) => {
    line++;
    const chained = unchainLine(text);
    if (chained === null || !chainHolds(last, chained, hash)) end.brokenLine ??= line;
    last = chained?.h ?? '';
    let value: unknown;
    try {
      value = JSON.parse(chained?.json ?? text);
    } catch {
      stop('bad_recording', 'this line is not JSON, or was cut');
      return;
    }
    if (line === 1) first(value);
    else next(value, chained?.seen ?? null);
  };
  return {
    push(text) {
      let from = 0;
      for (let at = text.indexOf('\n'); at !== -1 && end.problem === null; at = text.indexOf('\n', from)) {
        take(rest + text.slice(from, at));
        rest = '';
        from = at + 1;
      }
      rest += text.slice(from);
      if (rest.length > longestLine) {
        line++;
        stop('bad_recording', 'this line is longer than any entry can be');
      }
      return end.problem === null;
    },
    end() {
      // A line that was cut is not a line: it is where the file ends, unless it is whole but for its line break.
      if (end.problem === null && rest !== '') {
        const isCut = unchainLine(rest) === null && !end.closed;
        if (!isCut) take(rest);
        else if (line > 0) end.cutLine = line + 1;
        else stop('bad_recording', 'the first line is not the header of a recording, or was cut');
      } else if (line === 0) stop('bad_recording', 'the file is empty');
      rest = '';
      end.lastHash = last;
      return end;
    },
  };
}

function isEnd(value: unknown): value is { end: true; entries: number } {
  return typeof value === 'object' && value !== null && (value as { end?: unknown }).end === true;
}
