/** `npm run diff -- a b`: what differs between two recorded sessions. Exits 0 when nothing does, 1 when something does, 2 unread. */
import { realClock } from '../clock/real.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';
import { diffExits, diffFiles } from './headless/diff-files.ts';

endQuietlyWhenClosed();
const say = (text: string) => void process.stdout.write(text);
const warn = (text: string) => void process.stderr.write(text);
process.exitCode = diffExits[await diffFiles(process.argv.slice(2), realClock, say, warn)].code;
