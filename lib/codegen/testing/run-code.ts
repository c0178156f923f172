/** Runs generated programs in processes of their own: for tests. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'esbuild';

const root = fileURLToPath(new URL('../../../', import.meta.url));
export const python = '/usr/bin/python3';

export type Ran = { code: number | null; out: string; errors: string; audioHash: string; audioBytes: number };

/** Types are taken out, nothing else is changed; packages are the project's own. */
export async function runScript(text: string, env: Record<string, string>): Promise<Ran> {
  const { code } = await transform(text, { loader: 'ts', format: 'esm', target: 'node20' });
  return inFolder((folder) => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    writeFileSync(join(folder, 'session.mjs'), code);
    return run(process.execPath, [join(folder, 'session.mjs')], folder, env);
  });
}

export function runPython(text: string, env: Record<string, string>): Promise<Ran> {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'session.py'), text);
    return run(python, [join(folder, 'session.py')], folder, env);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'take-home-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(command: string, args: string[], folder: string, env: Record<string, string>): Promise<Ran> {
  const audio = join(folder, 'sound');
  const ran = await spawned(command, args, { AUDIO_FILE: audio, ...env });
  const bytes = existsSync(audio) ? readFileSync(audio) : Buffer.alloc(0);
  return { ...ran, audioHash: createHash('sha256').update(bytes).digest('hex'), audioBytes: bytes.length };
}

/** `input` goes to its standard input. Nothing of this process's environment but the path is passed on. */
export function spawned(
  command: string,
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): Promise<{ code: number | null; out: string; errors: string; bytes: Buffer }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      env: { PATH: process.env.PATH ?? '', ...env } as unknown as NodeJS.ProcessEnv,
      timeout: 60_000,
    });
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => out.push(part));
    child.stderr.on('data', (part: Buffer) => errors.push(part));
    child.on('error', fail);
    child.on('close', (code) => {
      const bytes = Buffer.concat(out);
      done({ code, out: bytes.toString(), errors: Buffer.concat(errors).toString(), bytes });
    });
    child.stdin.end(input);
  });
}

/** Whether this machine's Python runs what `lines` import. */
export async function pythonHas(lines: string): Promise<boolean> {
  if (!existsSync(python)) return false;
  return (await spawned(python, ['-c', lines])).code === 0;
}
