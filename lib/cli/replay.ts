/** `npm run replay -- file`: a recording as a server, for clients that know nothing of it. */
import { realClock } from '../clock/real.ts';
import { endWith } from './headless/process-end.ts';
import { runReplay } from './replay/run-replay.ts';
import { whenOrphaned } from './when-orphaned.ts';

if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => process.kill(process.pid, 'SIGTERM'));
void endWith((stop) => {
  const say = (text: string) => void process.stdout.write(text);
  return runReplay(process.argv.slice(2), { clock: realClock, stop, say });
});
