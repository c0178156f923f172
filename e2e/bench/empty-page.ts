/** A Next page with one button in it, built as this console is: what the framework alone costs. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../tools/free-port.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the project, so that its packages are found. */
const folder = path.join(root, '.cache', 'empty-page');
const next = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next');

const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'empty-page', private: true, type: 'module' }),
  'next.config.mjs': `export default { turbopack: { root: ${JSON.stringify(root)} }, devIndicators: false };\n`,
  'app/layout.jsx': `export const metadata = { title: 'Empty' };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  'app/page.jsx': `'use client';
export default function Page() {
  return <main><h1>Empty</h1><button type="button" onClick={() => {}}>Nothing</button></main>;
}
`,
};

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const };

/** Builds it, unless it stands there from the same version of the framework. Throws with what the build said. */
function build(): void {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules', 'next', 'package.json'), 'utf8'));
  const stamp = path.join(folder, 'built');
  const of = `${version}\n${Object.values(files).join('\n')}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === of) return;
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [next, 'build'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the empty page could not be built: ${stderr}${stdout}`);
  writeFileSync(stamp, of);
}

export type EmptyPage = { address: string; close(): Promise<void> };

/** Serves it on a port of its own; resolves once it answers. */
export async function openEmptyPage(): Promise<EmptyPage> {
  build();
  const port = await freePort();
  const args = [next, 'start', '-H', '127.0.0.1', '-p', String(port)];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `http://127.0.0.1:${port}/`;
  const answers = () =>
    fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
  for (let tries = 0; !(await answers()); tries++) {
    if (child.exitCode !== null || tries > 300) throw new Error('the empty page is not served');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    address,
    async close() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
