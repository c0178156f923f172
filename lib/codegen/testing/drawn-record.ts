/** Records written by hand, for tests: what was sent and received, at which millisecond. */
import { readFileSync } from 'node:fs';
import { fromBase64 } from '../../bytes/base64.ts';
import type { Dialect, EventValue } from '../../dialects/dialect.ts';
import type { EntryBody, Masked, Shown } from '../../session/entry.ts';
import { SessionLog } from '../../session/session-log.ts';

export type Line = [t: number, body: EntryBody, masked?: Masked[]];

export function drawnRecord(dialect: Dialect, lines: readonly Line[]): SessionLog {
  const log = new SessionLog({ id: 's', upstream: 'test', dialect: dialect.id, startedAt: 0, via: 'node' });
  for (const [t, body, masked] of lines) log.append(t, body, masked);
  return log;
}

/** The usual beginning: a dial that is answered. `Authorization` holds a masked key, where there is a model. */
export function opened(url: string, model?: string, masked?: Masked[]): Line[] {
  const headers: Shown[] = [{ name: 'Host', value: 'api.example' }];
  if (model !== undefined) {
    const filler = 'key#1......................';
    headers.push({ name: 'Authorization', value: `Bearer ${filler}`, masked: [{ start: 7, end: 7 + filler.length }] });
    if (model !== '') headers.push({ name: 'model', value: model });
  }
  return [
    [0, { kind: 'dial', url, headers, via: 'node' }, masked],
    [10, { kind: 'handshake', status: 101, statusText: '', headers: [] }],
  ];
}

/** A client event as its dialect encodes it; keys are masked. */
export function sent(t: number, dialect: Dialect, event: EventValue): Line {
  const { opcode, bytes, holes } = dialect.encode(event);
  const masked = holes.map((hole): Masked => ({ in: 'bytes', ...hole }));
  return [t, { kind: 'frame', dir: 'sent', opcode, bytes }, masked];
}

export function sentRaw(t: number, opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array): Line {
  return [t, { kind: 'frame', dir: 'sent', opcode, bytes }];
}

/** A server event: encoded as the dialect's own clients would. */
export function came(t: number, dialect: Dialect, event: EventValue): Line {
  const { opcode, bytes } = dialect.encode(event);
  return [t, { kind: 'frame', dir: 'received', opcode, bytes }];
}

export function closed(t: number, by: 'us' | 'peer' | 'network', code = 1000, reason = ''): Line {
  return [t, { kind: 'close', by, code, reason: new TextEncoder().encode(reason), clean: true }];
}

type Captured = { dir: string; t_ms: number; opcode: 'text' | 'binary'; b64: string; headers?: [string, string][] };

/** What the client of a capture did, up to `frames` frames of its first connection; the server's part is left out. */
export function capturedRecord(dialect: Dialect, name: string): SessionLog {
  const file = new URL(`../../dialects/samples/captures/${name}.jsonl`, import.meta.url);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const record = lines.map((line) => JSON.parse(line) as Captured & { conn?: number });
  const upgrade = record.find(({ dir }) => dir === 'upgrade');
  const headers = (upgrade?.headers ?? []).map(([header, value]): Shown => ({ name: header, value }));
  const frames = record.filter(({ dir, conn }) => dir === 'client' && conn === upgrade?.conn);
  return drawnRecord(dialect, [
    [0, { kind: 'dial', url: 'ws://127.0.0.1:9/v1/tts/live', headers, via: 'tap' }],
    ...frames.map(({ opcode, b64 }, at): Line => sentRaw(at, opcode, fromBase64(b64) ?? new Uint8Array(0))),
    closed(frames.length, 'peer'),
  ]);
}
