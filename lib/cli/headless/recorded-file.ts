/** A recording in place of a scenario: the steps that send its client frames once more. */
import { dialectOf } from '../../dialects/registry.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { type ReplayAsk, replayText } from '../../scenario/replay/replay-text.ts';
import { notWholeNotes } from '../not-whole.ts';
import { readRecording } from '../read-recording.ts';

/** Files that are recordings by their names; scenarios are `.jsonc` or `.json`. */
const recordings = /\.(?:jsonl|har)(?:\.gz)?$/i;

/**
 * Null for a name that means a scenario. Where a recording was made is not where it is sent: it names no upstream. One that breaks off
 * is not sent in part. `notes`: what is to be said of it first.
 */
export async function recordedText(
  file: string,
  { pace, speed }: Pick<ReplayAsk, 'pace' | 'speed'>,
): Promise<{ text: string; notes: string[] } | Problem | null> {
  if (!recordings.test(file)) return null;
  const read = await readRecording(file);
  if ('code' in read) return read;
  const { head, entries, end } = read;
  if (end.problem !== null) return end.problem;
  if (end.cutLine !== null)
    return problem('bad_recording', 'the file was cut in this line, and is not sent in part', { line: end.cutLine });
  const dialect = dialectOf(head.dialect);
  if (dialect === undefined) return problem('not_playable', `no dialect "${head.dialect}" is known here`);
  const record = { length: entries.length, entry: (seq: number) => entries[seq - 1] as (typeof entries)[number] };
  const text = replayText(record, dialect, { title: `${file} again`, upstream: null, pace, speed });
  return text === null
    ? problem('not_playable', 'the recording holds no attempt to connect')
    : { text, notes: notWholeNotes(read) };
}
