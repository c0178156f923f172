/** `npm run report` without the process around it: a recorded session in, an HTML file out. */
import { open, unlink } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import { visible } from '../../bytes/visible.ts';
import type { Clock } from '../../clock/clock.ts';
import { heldSource } from '../../console/capture/export/held-source.ts';
import { reportJob } from '../../console/capture/export/report-job.ts';
import { type Problem, problem, problemLine } from '../../problem/problem.ts';
import { redactedSource } from '../../recording/export/redacted-source.ts';
import { secretsRedacted } from '../../recording/redact/redactor.ts';
import { notWholeNotes } from '../not-whole.ts';
import { type Recorded, readRecording } from '../read-recording.ts';
import { heldRecording } from './held-recording.ts';

/** How it can come out: the number the process ends with, and what it means. */
export const reportExits = {
  written: { code: 0, means: 'the report is written' },
  'in-part': { code: 1, means: 'it is written of what could be read' },
  'not-written': { code: 2, means: 'the file cannot be read or written, or the command line cannot be followed' },
} as const;
export type ReportExit = keyof typeof reportExits;

export const reportUsage = `Usage: npm run report -- recording [--out report.html] [--socket 0] [--no-redact] [--no-references]

Makes one HTML file of a recorded session, with its log, frames, findings, figures and sound. It opens anywhere and loads nothing.
--out            where to write it; else under the name of the recording in the folder of the project, unless there is such a file.
                 The path that is printed is the whole one.
--socket         which one, from 0, where the file holds several.
--no-redact      leaves in what looks like a secret. What the recorder masked stays masked.
--no-references  takes out the recordings of voices that the client sent.
${Object.values(reportExits)
  .map(({ code, means }) => `Exits ${code}: ${means}.`)
  .join('\n')}
`;

type Call = { file: string; out: string | null; socket: number; secrets: boolean; referenceAudio: boolean };

/** `folder`: where relative paths begin. `say` takes text for stdout, `warn` for stderr. */
export async function reportFile(
  args: readonly string[],
  {
    clock,
    folder,
    say,
    warn,
  }: { clock: Clock; folder: string; say: (text: string) => void; warn: (text: string) => void },
): Promise<ReportExit> {
  if (args.includes('--help')) {
    say(reportUsage);
    return 'written';
  }
  const call = callOf(args);
  if ('code' in call) {
    warn(`${visible(problemLine(call))}\n${reportUsage}`);
    return 'not-written';
  }
  const file = resolve(folder, call.file);
  const recorded = await readRecording(file, call.socket);
  const made = 'code' in recorded ? recorded : await write(recorded, call, resolve(folder, outOf(call)), clock);
  if ('code' in made) {
    warn(`${visible(call.file)}: ${visible(problemLine(made))}. ${visible(made.hint)}\n`);
    return 'not-written';
  }
  for (const note of 'end' in recorded ? notWholeNotes(recorded) : [])
    warn(`${visible(call.file)}: ${visible(note)}\n`);
  const broken = 'end' in recorded ? recorded.end.problem : null;
  if (broken !== null) warn(`${visible(call.file)}: read in part: ${visible(problemLine(broken))}\n`);
  if (made.splits.length > 0)
    warn(
      `Not taken out: what looks like a key that is split over two frames, at entry ${made.splits.slice(0, 5).join(', ')}${made.splits.length > 5 ? ` and ${made.splits.length - 5} more` : ''}. Look there before you share the report.\n`,
    );
  say(
    `${visible(resolve(folder, outOf(call)))}: ${counted(made.entries, 'entry', 'entries')}, ${grouped(made.bytes)} bytes; ${made.removed}\n`,
  );
  return broken === null ? 'written' : 'in-part';
}

async function write(
  recorded: Recorded,
  call: Call,
  out: string,
  clock: Clock,
): Promise<{ entries: number; bytes: number; removed: string; splits: readonly number[] } | Problem> {
  const title = basename(call.file);
  const held = heldRecording(recorded, title, clock);
  if ('code' in held) return held;
  const isRedacting = call.secrets || call.referenceAudio;
  const options = { ...secretsRedacted, secrets: call.secrets, referenceAudio: call.referenceAudio };
  const { source, places, redactor, note } = await redactedSource(
    heldSource(held, null),
    held.session.dialect,
    options,
  );
  const { problem: broken } = recorded.end;
  const notes = [
    ...notWholeNotes(recorded).map((note) => redactor.words(`Of the file: ${note}`)),
    ...(broken === null ? [] : [redactor.words(`The file was read in part: ${problemLine(broken)}`)]),
  ];
  const ask = { source, isRedacting, openAudio: openAudioStream, notes };
  // A file that is there is overwritten where it was named, and only there.
  const target = await open(out, call.out === null ? 'wx' : 'w').catch((thrown: NodeJS.ErrnoException) => thrown);
  if (target instanceof Error) {
    const why =
      target.code === 'EEXIST' ? 'it is there already; --out names another, or this one' : String(target.code);
    return problem('unreadable_file', `${out}: ${why}`);
  }
  let bytes = 0;
  let whole = false;
  try {
    for await (const piece of reportJob(held, ask)) bytes += (await target.write(piece)).bytesWritten;
    whole = true;
  } finally {
    await target.close();
    if (!whole) await unlink(out);
    held.track.close();
  }
  const removed = isRedacting ? `${counted(places, 'place')} taken out` : 'nothing was looked for and taken out';
  return { entries: source.length, bytes, removed, splits: note.splits.map(({ seq }) => seq) };
}

function outOf({ file, out }: Call): string {
  return (
    out ??
    `${basename(file)
      .replace(/\.[a-z0-9]{1,8}$/i, '')
      .replace(/\.wiretone$/, '')}.html`
  );
}

function callOf(args: readonly string[]): Call | Problem {
  const files: string[] = [];
  const call = { out: null as string | null, socket: 0, secrets: true, referenceAudio: false };
  for (let at = 0; at < args.length; at++) {
    const [name = '', ...rest] = (args[at] as string).split('=');
    const value = () => (rest.length > 0 ? rest.join('=') : (args[++at] ?? ''));
    if (name === '--out') call.out = value();
    else if (name === '--socket') call.socket = Number(value());
    else if (name === '--no-redact') call.secrets = false;
    else if (name === '--no-references') call.referenceAudio = true;
    else if (name.startsWith('--')) return problem('bad_value', `${name.slice(0, 40)} is no option`);
    else files.push(args[at] as string);
  }
  const [file] = files;
  if (file === undefined || files.length > 1)
    return problem('bad_value', `one recording is reported; ${files.length} were named`);
  if (call.out === '') return problem('bad_value', '--out needs a name');
  if (!Number.isInteger(call.socket) || call.socket < 0) return problem('bad_value', '--socket counts from 0');
  if (call.out !== null && resolve(call.out) === resolve(file))
    return problem('bad_value', 'the report would be written over the recording');
  return { file, ...call };
}
