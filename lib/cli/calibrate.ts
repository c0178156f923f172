/**
 * `npm run calibrate -- recording [--name x] [--out file]`: makes a sandbox profile of a recording, says what was observed and what was
 * assumed, and writes the file. Exits 0 when it stands, 1 when the recording cannot be read, 2 for arguments that cannot be followed.
 */
import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { visible } from '../bytes/visible.ts';
import { dialectOf } from '../dialects/registry.ts';
import { redactor, secretsRedacted } from '../recording/redact/redactor.ts';
import { calibrate } from '../sandbox/profile/calibrate.ts';
import { profileToJson } from '../sandbox/profile/profile.ts';
import { tellProfile } from '../sandbox/profile/tell.ts';
import { profileName } from '../sandbox/switches.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';
import { notWholeNotes } from './not-whole.ts';
import { readRecording } from './read-recording.ts';

const usage = 'Usage: npm run calibrate -- recording [--name name] [--out file.json]';

/** Thrown for what ends it; `code` is the exit code. */
class CalibrateError extends Error {
  readonly code: 1 | 2;
  constructor(code: 1 | 2, message: string) {
    super(message);
    this.code = code;
  }
}

async function run(args: string[]): Promise<void> {
  const { file, name, out } = read(args);
  const recorded = await readRecording(file);
  if ('code' in recorded) throw new CalibrateError(1, `${visible(file)}: ${visible(recorded.detail)}`);
  const { head, end, entries } = recorded;
  const dialect = dialectOf(head.dialect);
  if (dialect === undefined)
    throw new CalibrateError(1, `${visible(file)}: there is no sandbox for its protocol, ${visible(head.dialect)}.`);
  for (const note of notWholeNotes(recorded)) console.error(`${visible(file)}: ${visible(note)}`);
  if (end.problem !== null)
    console.log(`Line ${end.problem.at?.line ?? 1} cannot be read; what stands before it is used.\n`);
  // A recording of another tool was masked by nobody.
  const secrets = redactor(dialect, secretsRedacted);
  for (const entry of entries) secrets.learn(entry);
  const clean = entries.map((entry) => secrets.entry(entry).entry);
  const profile = calibrate({ head, hash: end.lastHash || null, entries: clean, name }, dialect);
  console.log(tellProfile(profile));
  try {
    writeFileSync(out, profileToJson(profile), { flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' ? 'is there already: name another one with --out' : `cannot be written (${code})`;
    throw new CalibrateError(1, `${visible(out)} ${why}.`);
  }
  console.log(
    `\nWritten to ${visible(out)}. Use it: npm start -- --profile ${visible(out)}, then the switch profile=${name}`,
  );
}

function read(args: string[]): { file: string; name: string; out: string } {
  let parsed: { values: { name?: string; out?: string }; positionals: string[] };
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, out: { type: 'string' } },
    });
  } catch (error) {
    throw new CalibrateError(2, `${(error as Error).message}\n${usage}`);
  }
  const [file, ...more] = parsed.positionals;
  if (file === undefined || more.length > 0) throw new CalibrateError(2, usage);
  const name =
    parsed.values.name ??
    basename(file)
      .replace(/\..*$/, '')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .slice(0, 64);
  if (!profileName.test(name))
    throw new CalibrateError(
      2,
      `"${visible(name)}" cannot be the name of a profile: letters, digits, ., _ and - are. Use --name.`,
    );
  return { file, name, out: parsed.values.out ?? `${name}.profile.json` };
}

endQuietlyWhenClosed();
run(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof CalibrateError)) throw error;
  console.error(error.message);
  process.exitCode = error.code;
});
