/** Builds pages and server into `.next` and `dist`. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, stop } from 'esbuild';
import { withoutKeys } from '../server/held-keys.ts';
import { fingerprint, project, stampBuild } from './project.ts';

/** Rejects with a sentence when a step fails; what the tools say goes to the terminal. */
export async function makeBuild(): Promise<void> {
  const of = fingerprint();
  rmSync(join(project, 'dist'), { recursive: true, force: true });
  await buildPages();
  await build({
    absWorkingDir: project,
    entryPoints: { main: 'lib/server/main.ts', 'voice-worker': 'lib/sandbox/node/voice-worker.ts' },
    outdir: 'dist/server',
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  await stop();
  stampBuild(of);
}

function buildPages(): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: project,
    stdio: 'inherit',
    env: { ...withoutKeys(process.env), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The pages could not be built.'));
    });
  });
}
