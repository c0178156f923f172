/** What the Dockerfile does, without Docker: its one script in an empty folder, and then its ENTRYPOINT. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { copySources } from './tools/copy-project.ts';
import { freePort } from './tools/free-port.ts';
import { startProcess } from './tools/process.ts';

const dockerfile = readFileSync(fileURLToPath(new URL('../Dockerfile', import.meta.url)), 'utf8');
const lines = (word: string) =>
  dockerfile
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1));

test('the script of the Dockerfile makes, in an empty folder, a server that runs as the Dockerfile runs it', async () => {
  test.setTimeout(300_000);
  expect(lines('RUN')).toEqual(['sh lib/cli/image.sh']);
  expect(lines('USER')).toEqual(['node']);
  const entry = JSON.parse(lines('ENTRYPOINT')[0] ?? '[]') as string[];
  const folder = mkdtempSync(path.join(tmpdir(), 'wiretone-image-'));
  const project = path.join(folder, 'wiretone');
  mkdirSync(project);
  try {
    copySources(project);
    expect(existsSync(path.join(project, 'node_modules'))).toBe(false);
    const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
    const made = spawnSync('sh', ['lib/cli/image.sh'], { cwd: project, env, encoding: 'utf8', timeout: 280_000 });
    expect(made.status, `${made.stdout}\n${made.stderr}`).toBe(0);
    // Nothing that only tests need.
    expect(existsSync(path.join(project, 'node_modules', 'vitest'))).toBe(false);

    const port = await freePort();
    const settings = { NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) };
    const [command, main = ''] = entry;
    expect(command).toBe('node');
    const args = ['--team', '--public-origin', 'https://console.example'];
    const server = startProcess(main, args, settings, 'image', { cwd: project, folder });
    await server.answers(`http://127.0.0.1:${port}/healthz`, 60_000);
    const check = JSON.parse(/CMD (\[.*\])/.exec(lines('HEALTHCHECK')[0] ?? '')?.[1] ?? '[]') as string[];
    const health = spawnSync(process.execPath, check.slice(1), { env: { ...process.env, PORT: String(port) } });
    expect(health.status).toBe(0);
    expect(server.output()).toContain('https://console.example/login#c=');
    expect(await server.stop()).toBe(0);
    // Nothing is there any more: the check must say so.
    expect(spawnSync(process.execPath, check.slice(1), { env: { ...process.env, PORT: String(port) } }).status).toBe(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
