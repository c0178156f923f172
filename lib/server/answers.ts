/** Short answers: refusals, JSON, and the raw form an upgrade needs. */
import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';
import type { Problem } from '../problem/problem.ts';

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(text);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(value));
}

export function answerProblem(response: ServerResponse, status: number, why: Problem): void {
  answerJson(response, status, { error: why });
}

/** Answers an upgrade with a status and ends its socket, at the latest 100 ms later. */
export function refuseUpgrade(socket: Duplex, status: number, text: string, clock: Clock): void {
  const body = Buffer.from(text);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Length: ${body.length}\r\n\r\n${text}`,
  );
  const cut = clock.after(100, () => socket.destroy());
  socket.once('close', () => clock.cancel(cut));
}
