/** HTTP answers of the sandbox: as JSON on a response, or written by hand on a socket that asked for an upgrade. */
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { UpgradeAnswer } from '../../faults/upgrade-fault.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Refusal } from '../refusal.ts';

/** A bad address: 404 for no route, 400 for a switch; the body is the Problem, with what clients look for beside it. */
export function problemRefusal(problem: Problem): { status: number; body: object } {
  const status = problem.code === 'no_route' ? 404 : 400;
  return { status, body: { message: problem.detail, status, ...problem } };
}

export function answerJson(res: ServerResponse, { status, body }: Refusal | { status: number; body: object }): void {
  const bytes = encodeUtf8(JSON.stringify(body));
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length });
  res.end(bytes);
}

/** Answers an upgrade with this instead of 101, then ends the connection. Headers are ours: they are written as they are. */
export function answerUpgrade(socket: Duplex, answer: UpgradeAnswer): void {
  const { status, statusText, headers, body } = answer;
  const head = [
    `HTTP/1.1 ${status} ${statusText}`,
    ...headers.map(({ name, value }) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.on('error', () => {}); // the client may be gone already
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.end(body);
}

/** The same to a plain request. */
export function answerStruck(res: ServerResponse, { status, statusText, headers, body }: UpgradeAnswer): void {
  for (const { name, value } of headers) res.setHeader(name, value);
  res.writeHead(status, statusText, { 'content-length': body.length });
  res.end(body);
}

/** Refuses an upgrade with status and body, then ends the connection. */
export function refuseUpgrade(socket: Duplex, { status, body }: Refusal | { status: number; body: object }): void {
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'Content-Type: application/json',
    `Content-Length: ${encodeUtf8(text).length}`,
    'Connection: close',
  ];
  socket.on('error', () => {}); // the client may be gone already
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
