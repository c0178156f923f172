/** nginx and Caddy, where they are installed, with the lines of the documents: on a port of their own, without TLS. */
import { spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';
import { readmeBlock } from './readme.ts';

export type ProxyName = 'nginx' | 'caddy';
export type RunningProxy = { port: number; close(): Promise<void> };

export const documented = (name: ProxyName): string => readmeBlock(name, 'lib/server/README.md');

/** Where the program is; null where it is not installed. */
export function programOf(name: ProxyName): string | null {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const folder of folders) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this one.
    }
  }
  return null;
}

/** The documented lines with this port in place of TLS on 443, and the console's in place of 4820. */
export function proxyConfig(
  name: ProxyName,
  { port, consolePort, folder }: Record<'port' | 'consolePort', number> & { folder: string },
): string {
  const lines = documented(name).replace('127.0.0.1:4820', `127.0.0.1:${consolePort}`);
  if (name === 'caddy') {
    const site = lines.replace(/^console\.example \{/m, `http://console.example:${port} {\n  bind 127.0.0.1`);
    return `{\n  admin off\n  auto_https off\n}\n${site}`;
  }
  const server = lines.replace('listen 443 ssl;', `listen 127.0.0.1:${port};`).replace(/^.*ssl_certificate.*\n/gm, '');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (of) => `${of}_temp_path ${folder}/${of};`,
  );
  return [
    'daemon off;',
    'master_process off;',
    `pid ${folder}/pid;`,
    'error_log stderr;',
    'events { worker_connections 256; }',
    'http {',
    'access_log off;',
    ...temporary,
    server,
    '}',
    '',
  ].join('\n');
}

/** Runs a program that ends with the input of this shell: also when whoever holds the other end is killed. */
const guard = [
  'exec 3<&0; "$@" </dev/null 3<&- & child=$!',
  '(cat <&3; kill -9 $child) >/dev/null 2>&1 & exec 3<&-; wait $child',
].join('\n');

/** Throws with what it said when it does not come up. */
export async function startProxy(name: ProxyName, program: string, consolePort: number): Promise<RunningProxy> {
  const folder = mkdtempSync(path.join(tmpdir(), `wiretone-${name}-`));
  const port = await freePort();
  const file = path.join(folder, name === 'nginx' ? 'nginx.conf' : 'Caddyfile');
  writeFileSync(file, proxyConfig(name, { port, consolePort, folder }));
  const args =
    name === 'nginx' ? ['-p', folder, '-c', file, '-e', 'stderr'] : ['run', '--config', file, '--adapter', 'caddyfile'];
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  // Whoever starts it may be killed: its input ends with its parent, and the proxy with that.
  const guarded = ['-c', guard, 'guard', program, ...args];
  const child = spawn('sh', guarded, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for (const until = performance.now() + 15_000; ; ) {
    const answers = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answers) break;
    if (child.exitCode !== null || performance.now() > until) {
      child.stdin.end();
      throw new Error(`${name} does not come up:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  return {
    port,
    async close() {
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
