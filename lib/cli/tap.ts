/** `npm run tap -- --upstream id`: a tap without a page, for a real client and for jobs that watch one. */
import { realClock } from '../clock/real.ts';
import { endWith } from './headless/process-end.ts';
import { runTap } from './tap/run-tap.ts';
import { whenOrphaned } from './when-orphaned.ts';

if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => process.kill(process.pid, 'SIGTERM'));
void endWith(async (stop) => {
  const say = (text: string) => void process.stdout.write(text);
  const { err = '', ...told } = await runTap(process.argv.slice(2), {
    clock: realClock,
    folder: process.cwd(),
    stop,
    say,
  });
  if (err !== '') await new Promise((resolve) => process.stderr.write(err, resolve));
  return told;
});
