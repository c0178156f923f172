/** Runs the server as a child process: signals go down, the exit code comes up, and neither outlives the other. */
import { spawn } from 'node:child_process';
import { project } from './project.ts';
import { whenOrphaned } from './when-orphaned.ts';

export function runServer(args: readonly string[], environment: 'production' | 'development'): void {
  // The channel tells the child when we are gone, even when no signal could.
  const child = spawn(process.execPath, args, {
    cwd: project,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: environment, NEXT_TELEMETRY_DISABLED: '1' },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => child.kill('SIGTERM'));
  child.once('error', () => process.exit(1));
  child.once('exit', (code) => process.exit(code ?? 1));
}
