/** `npm run verify -- file...`: says of each recording whether it is what was written. Exits as `verifyExits` says. */
import { visible } from '../bytes/visible.ts';
import { formatTitles } from '../recording/import/formats.ts';
import { surveyFile } from '../recording/import/survey.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';
import { fileSource } from './read-recording.ts';

/** How it can come out: the number the process ends with, and what it means. The highest of several files counts. */
const verifyExits = {
  whole: { code: 0, means: 'each is complete, and unchanged since it was written' },
  differs: { code: 1, means: 'one differs from what was written, was cut, or was never closed' },
  'cannot-read': { code: 2, means: 'a file cannot be read, or is no recording of Wiretone, or none was named' },
} as const;
type VerifyExit = keyof typeof verifyExits;

const usage = `Usage: npm run verify -- file.wiretone.jsonl ...

Says of each recording of Wiretone whether it is what was written, or names the first line that is not.
${Object.values(verifyExits)
  .map(({ code, means }) => `Exits ${code}: ${means}.`)
  .join('\n')}`;

async function verify(file: string): Promise<VerifyExit> {
  const tell = (says: string) => console.log(visible(`${file}: ${says}`));
  const { faults, format, notes, problem, verdict } = await surveyFile(fileSource(file));
  if (problem?.code === 'unreadable_file') {
    tell(`cannot be opened (${/^[A-Z]+\b/.exec(problem.detail)?.[0] ?? problem.detail})`);
    return 'cannot-read';
  }
  if (verdict === null) {
    const is = format === null ? (problem?.detail ?? 'nothing in it can be read') : `it is ${formatTitles[format]}`;
    tell(`no recording of Wiretone, so that nothing in it can be verified: ${is}`);
    return 'cannot-read';
  }
  tell([verdict.says, ...notes].join('; '));
  if (problem?.code === 'recording_from_future') return 'cannot-read';
  return verdict.ok && faults.length === 0 ? 'whole' : 'differs';
}

endQuietlyWhenClosed();
const files = process.argv.slice(2);
const asksHelp = files.includes('--help');
let worst: number = files.length === 0 ? verifyExits['cannot-read'].code : 0;
if (files.length === 0 || asksHelp) console.log(usage);
else for (const file of files) worst = Math.max(worst, verifyExits[await verify(file)].code);
process.exitCode = asksHelp ? 0 : worst;
