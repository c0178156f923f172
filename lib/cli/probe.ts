/** `npm run probe -- [name...]`: asks a server what the documents leave open. */
import { realClock } from '../clock/real.ts';
import { endWith } from './headless/process-end.ts';
import { runProbes } from './headless/run-probes.ts';

void endWith(async (stop) => {
  const args = process.argv.slice(2);
  const say = (text: string) => void process.stdout.write(text);
  return runProbes(args, { clock: realClock, folder: process.cwd(), env: process.env, stop, say });
});
