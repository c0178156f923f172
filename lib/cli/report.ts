/** `npm run report -- recording`: one HTML file of a recorded session. Exits as `reportExits` says. */
import { realClock } from '../clock/real.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';
import { reportExits, reportFile } from './headless/report-file.ts';

endQuietlyWhenClosed();
const say = (text: string) => void process.stdout.write(text);
const warn = (text: string) => void process.stderr.write(text);
const exit = await reportFile(process.argv.slice(2), { clock: realClock, folder: process.cwd(), say, warn });
process.exitCode = reportExits[exit].code;
