/** Reads lines as a test server writes them about its clients: upgrade, frames in both directions, refusal and close, by connection. */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Opcode } from '../../session/entry.ts';
import type { FoundSink, FoundUpgrade, NameValue } from './found.ts';
import { type LineObject, type LineVerdict, linesReader } from './lines-reader.ts';
import { own, ownNumber, ownText, payload, said, textBytes } from './own-value.ts';
import type { TextReader } from './text-reader.ts';

const opcodes: readonly Opcode[] = ['text', 'binary', 'ping', 'pong'];
const mostConnections = 1000;

export function capturesReader(sink: FoundSink): TextReader {
  const upgrades = new Map<number, FoundUpgrade>();
  return linesReader(sink, (line) => {
    const conn = own(line, 'conn');
    if (conn !== undefined && !Number.isSafeInteger(conn)) return `connection ${said(conn)} is no whole number`;
    const socket = typeof conn === 'number' ? conn : 0;
    const known = upgrades.get(socket);
    if (known === undefined && upgrades.size === mostConnections) return 'its connection is one too many';
    const upgrade = known ?? noUpgrade();
    const change = (found: FoundUpgrade): null => {
      upgrades.set(socket, found);
      sink.upgrade(socket, found);
      return null;
    };
    const dir = own(line, 'dir');
    const time = own(line, 't_ms');
    if (dir === 'upgrade') return change({ ...upgrade, ...requestOf(line), time });
    if (dir === 'open') return change({ ...upgrade, answer: openOf(line), answerTime: time });
    if (dir === 'reject') return change({ ...upgrade, answer: rejectOf(line), answerTime: time });
    return frame(sink, socket, line, dir);
  });
}

function frame(sink: FoundSink, socket: number, line: LineObject, dir: unknown): LineVerdict {
  const time = own(line, 't_ms');
  if (dir === 'close') {
    const reason = ownText(line, 'reason') ?? '';
    sink.message(socket, {
      ...{ dir: null, dirSaid: '', op: 'close', opSaid: '', dataSaid: '', warnings: [], time },
      bytes: textBytes(reason).bytes,
      code: ownNumber(line, 'code') ?? 1005,
    });
    return null;
  }
  const op = opcodes.find((opcode) => opcode === own(line, 'opcode')) ?? null;
  sink.message(socket, {
    dir: dir === 'client' ? 'sent' : dir === 'server' ? 'received' : null,
    dirSaid: `direction ${said(dir)}`,
    op,
    opSaid: `opcode ${said(own(line, 'opcode'))}`,
    ...payload(own(line, 'b64'), 'base64'),
    time,
  });
  return null;
}

function noUpgrade(): FoundUpgrade {
  return { url: null, headers: [], startedAt: null, answer: null, answeredMs: null, failure: null, extras: undefined };
}

function requestOf(line: LineObject): { url: string | null; headers: NameValue[] } {
  const list = own(line, 'headers');
  const headers = (Array.isArray(list) ? list : []).flatMap((pair) => {
    const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return typeof name === 'string' && typeof value === 'string' ? [{ name, value }] : [];
  });
  const path = ownText(line, 'url');
  const host = headers.find(({ name }) => name.toLowerCase() === 'host')?.value;
  return { url: path === null ? null : host === undefined ? path : `ws://${host}${path}`, headers };
}

function openOf(line: LineObject): NonNullable<FoundUpgrade['answer']> {
  const headers = [
    { name: 'Sec-WebSocket-Extensions', value: ownText(line, 'extensions') ?? '' },
    { name: 'Sec-WebSocket-Protocol', value: ownText(line, 'protocol') ?? '' },
  ].filter(({ value }) => value !== '');
  return { status: 101, statusText: '', headers, body: null };
}

function rejectOf(line: LineObject): NonNullable<FoundUpgrade['answer']> {
  const body = own(line, 'body');
  const text = typeof body === 'string' ? body : body === undefined ? null : JSON.stringify(body);
  const status = own(line, 'status');
  return {
    status:
      Number.isInteger(status) && (status as number) >= 100 && (status as number) <= 999 ? (status as number) : 400,
    statusText: '',
    headers: [],
    body: text === null ? null : encodeUtf8(text),
  };
}
