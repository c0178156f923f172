/** A process of ours under test: its output in files, its end awaited. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Started = {
  child: ChildProcess;
  /** Everything it has printed so far, on both streams. */
  output(): string;
  /** Resolves when a GET of `url` is answered with 200; throws with the output when it ends or `ms` pass before. */
  answers(url: string, ms: number): Promise<void>;
  /** Resolves with its exit code; throws after `ms`. */
  ended(ms: number): Promise<number | null>;
  /** Asks it to end (SIGTERM), insists after 10 seconds, and resolves with its exit code. */
  stop(): Promise<number | null>;
};

/**
 * Starts a TypeScript main of the project through tsx. Output goes to `<name>.out` and `<name>.err` in `folder`.
 * The key of the run is kept out of its environment.
 */
export function startProcess(
  main: string,
  args: readonly string[],
  env: Record<string, string>,
  name: string,
  { cwd = root, folder = path.join(root, '.cache', 'e2e') } = {},
): Started {
  const files = ['out', 'err'].map((end) => path.join(folder, `${name}.${end}`));
  const [out, err] = files.map((file) => openSync(file, 'w'));
  const { WIRETONE_TEST_KEY: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd,
    stdio: ['ignore', out, err],
    env: { ...inherited, ...env },
  });
  for (const file of [out, err]) if (file !== undefined) closeSync(file);
  const output = () => files.map((file) => readFileSync(file, 'utf8')).join('');
  const running = () => child.exitCode === null && child.signalCode === null;

  const ended = (ms: number) =>
    new Promise<number | null>((resolve, reject) => {
      if (!running()) return resolve(child.exitCode);
      const limit = setTimeout(() => reject(new Error(`${name} has not ended after ${ms} ms:\n${output()}`)), ms);
      child.once('exit', (code) => {
        clearTimeout(limit);
        resolve(code);
      });
    });

  return {
    child,
    output,
    ended,
    async answers(url, ms) {
      for (const until = performance.now() + ms; performance.now() < until; ) {
        if (!running()) throw new Error(`${name} ended with ${child.exitCode}:\n${output()}`);
        const ok = await fetch(url).then(
          (response) => response.ok,
          () => false,
        );
        if (ok) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`${name} does not answer at ${url} after ${ms} ms:\n${output()}`);
    },
    async stop() {
      if (running()) child.kill('SIGTERM');
      return ended(10_000).catch(async () => {
        child.kill('SIGKILL');
        return ended(5_000);
      });
    },
  };
}
