/** The end of a headless process: what it has to say is written out, then it ends with the code, whatever timers are left. */
import { visible } from '../../bytes/visible.ts';
import { endQuietlyWhenClosed } from '../closed-output.ts';
import { CallError } from './call.ts';
import { exitCodes, type Outcome } from './exit-codes.ts';
import type { Told } from './run-files.ts';

/** Runs `main`. A signal resolves `stop`; a second one ends the process at once. */
export async function endWith(main: (stop: Promise<void>) => Promise<Told>): Promise<void> {
  endQuietlyWhenClosed();
  let signals = 0;
  const stop = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (++signals > 1) process.exit(exitCodes.stopped.code);
        resolve();
      });
  });
  // By itself Node would end with 1, which means something else here.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, giveUp);
  try {
    const { out, code } = await main(stop);
    process.stdout.write(out, () => process.exit(code));
  } catch (error) {
    giveUp(error);
  }
}

function giveUp(error: unknown): void {
  const { text, code } = lastWords(error, process.env);
  process.stderr.write(text, () => process.exit(code));
}

/** Of a mistake of ours the stack says where it is. No key of the environment stands in it. */
export function lastWords(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { text: string; code: number } {
  const outcome: Outcome = error instanceof CallError ? 'bad-call' : 'internal';
  let words = error instanceof Error ? ((outcome === 'internal' ? error.stack : null) ?? error.message) : String(error);
  for (const [name, value] of Object.entries(env))
    if (name.endsWith('_API_KEY') && value) words = words.replaceAll(value, `(${name})`);
  const { code } = exitCodes[outcome];
  // Words of a server may stand in it.
  words = words.split('\n').map(visible).join('\n');
  return { text: `${words}\n${outcome} (exit code ${code})\n`, code };
}
