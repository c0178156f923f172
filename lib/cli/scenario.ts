/** `npm run scenario -- file.jsonc...`: scenarios in a terminal, by the engine that runs them in the page. */
import { realClock } from '../clock/real.ts';
import { endWith } from './headless/process-end.ts';
import { runFiles } from './headless/run-files.ts';

void endWith(async (stop) => {
  const args = process.argv.slice(2);
  const say = (text: string) => void process.stdout.write(text);
  const warn = (text: string) => void process.stderr.write(text);
  return runFiles(args, { clock: realClock, folder: process.cwd(), env: process.env, stop, say, warn });
});
