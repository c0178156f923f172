/** A server that asks for logins, and an upstream that counts who dials it. For tests only. */
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { UserLimits } from '../../relay/user-limits.ts';
import { hashPassword, readPasswordHash } from '../login/password.ts';
import { readSettings } from '../settings.ts';
import type { TeamUser } from '../team-settings.ts';
import { type Bench, openBench } from './bench.ts';

export const password = 'correct horse battery';
let made: Promise<TeamUser['hash']> | null = null;

/** `closed`: the code that its client closed with. */
export type Dialled = { url: string; headers: IncomingHttpHeaders; closed: Promise<number> };

/** Answers each frame with the same; `dialled` are its visitors. */
export async function countingUpstream() {
  const dialled: Dialled[] = [];
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (ws, { url = '', headers }) => {
    dialled.push({ url, headers, closed: new Promise((done) => ws.once('close', done)) });
    ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary }));
    ws.on('error', () => {});
  });
  await new Promise((done) => server.once('listening', done));
  const flag = `--upstream=mine=ws://127.0.0.1:${(server.address() as AddressInfo).port},dialect=fish,loopback`;
  return {
    dialled,
    flag,
    close() {
      for (const ws of server.clients) ws.terminate();
      server.close();
    },
  };
}

/** `keys`: that the server holds, by upstream. */
export async function openKeyed(
  args: string[],
  keys: Record<string, string>,
  more: Parameters<typeof openBench>[1] = {},
) {
  const settings = readSettings(args, { PORT: '0' }, null);
  settings.heldKeys = new Map(Object.entries(keys));
  return openBench([], { settings, ...more });
}

/** Users ana and bo. */
export async function openTeam(
  args: string[],
  keys: Record<string, string> = {},
  more: Parameters<typeof openBench>[1] = {},
  limits: Partial<UserLimits> = {},
) {
  made ??= hashPassword(password).then((line) => readPasswordHash(line) as TeamUser['hash']);
  const hash = await made;
  const settings = readSettings(['--team', '--public-origin=https://console.example', ...args], { PORT: '0' }, null);
  Object.assign(settings.userLimits, limits);
  settings.users = ['ana', 'bo'].map((name) => ({ name, hash }));
  settings.heldKeys = new Map(Object.entries(keys));
  return openBench([], { settings, ...more });
}

/** A request of the page itself. */
export function ask({ server }: Bench, path: string, { cookie = '', body }: { cookie?: string; body?: unknown } = {}) {
  const headers: Record<string, string> = { Origin: server.address(), ...(cookie === '' ? {} : { Cookie: cookie }) };
  const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  return fetch(`${server.address()}${path}`, { redirect: 'manual', headers, ...sent });
}

/** The cookie of a new login. */
export async function logIn(bench: Bench, how: { code: string } | { name: string; password: string }): Promise<string> {
  const answer = await ask(bench, '/api/login', { body: how });
  if (answer.status !== 204) throw new Error(`not logged in: ${answer.status} ${await answer.text()}`);
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}
