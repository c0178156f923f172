/** Programs of others that can stand where a tap does, where this machine has them. Theirs are figures to look at, not goals. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import { join } from 'node:path';

export const peers = ['nginx', 'mitmproxy'] as const;
export type Peer = (typeof peers)[number];
export type RunningPeer = { name: Peer; port: number; lead: ''; stop(): void };

const programs: Record<Peer, string> = { nginx: 'nginx', mitmproxy: 'mitmdump' };

/** As its manual has a WebSocket passed on. */
const nginxConf = (folder: string, port: number, upstream: number) => `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((one) => `${one}_temp_path ${folder}/${one};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://127.0.0.1:${upstream};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection "upgrade";
      proxy_buffering off;
    }
  }
}`;

/** Those of them that are here, in front of `upstream`; the others are left out. */
export async function startPeers(upstream: number): Promise<RunningPeer[]> {
  const started = await Promise.all(peers.map((name) => start(name, upstream)));
  return started.filter((one) => one !== null);
}

/** Of each peer what `say` tells of it, or that it is not here. */
export function peerWords(say: (name: Peer) => string | null): string {
  return peers.map((name) => `${name} ${say(name) ?? 'not here'}`).join(', ');
}

function isHere(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function start(name: Peer, upstream: number): Promise<RunningPeer | null> {
  if (!isHere(programs[name])) return null;
  const folder = mkdtempSync(join(os.tmpdir(), `wiretone-${name}-`));
  const port = await freePort();
  const child = spawn(programs[name], argsOf(name, folder, port, upstream), { stdio: 'ignore' });
  const end = () => void child.kill();
  // However the bench ends, it leaves none behind.
  process.once('exit', end);
  const stop = () => {
    process.removeListener('exit', end);
    const clear = () => rmSync(folder, { recursive: true, force: true });
    // One that could not be started has ended already.
    if (child.exitCode !== null || child.pid === undefined) clear();
    else child.once('exit', clear);
    end();
  };
  if (await listens(child, port)) return { name, port, lead: '', stop };
  stop();
  return null;
}

function argsOf(name: Peer, folder: string, port: number, upstream: number): string[] {
  if (name === 'nginx') {
    writeFileSync(join(folder, 'nginx.conf'), nginxConf(folder, port, upstream));
    return ['-p', folder, '-c', join(folder, 'nginx.conf')];
  }
  const mode = `reverse:http://127.0.0.1:${upstream}`;
  return [
    '--quiet',
    '--mode',
    mode,
    '-p',
    String(port),
    '--set',
    'listen_host=127.0.0.1',
    '--set',
    `confdir=${folder}`,
  ];
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until somebody takes connections there, as long as the child runs, and 20 s at most. */
async function listens(child: ChildProcess, port: number): Promise<boolean> {
  let isOver = false;
  child.once('exit', () => {
    isOver = true;
  });
  child.once('error', () => {
    isOver = true;
  });
  for (let tries = 0; tries < 200 && !isOver; tries++) {
    const socket = net.connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
