/** Sessions drawn as lines, for tests: `> text Hello`, `< audio 8 x14`, `< finish @120`, `open`, `close 1000 bye`, `lost`, `mark says`. */
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { problem } from '../../problem/problem.ts';
import type { EntryBody, SessionHead } from '../../session/entry.ts';
import type { Row } from '../state.ts';
import { CapturedSession } from './captured-session.ts';

export const drawnHead: SessionHead = {
  id: '0'.repeat(32),
  upstream: 'sandbox-fish',
  dialect: 'fish',
  startedAt: 0,
  via: 'relay',
};

/** The entries of a drawing, 10 ms apart unless `@ms` says when; `x3` repeats a line. */
export function drawnEntries(drawing: string): { t: number; body: EntryBody }[] {
  const entries: { t: number; body: EntryBody }[] = [];
  let t = 0;
  for (const line of drawing.trim() === '' ? [] : drawing.trim().split('\n')) {
    const at = / @(\d+)$/.exec(line);
    const words = line
      .replace(/ @\d+$/, '')
      .trim()
      .split(' ');
    const times = /^x(\d+)$/.exec(words[words.length - 1] ?? '');
    if (times !== null) words.pop();
    for (let i = 0; i < Number(times?.[1] ?? 1); i++) {
      t = at === null ? t + 10 : Number(at[1]);
      entries.push({ t, body: bodyOf(words) });
    }
  }
  return entries;
}

export function drawnSession(drawing: string): CapturedSession {
  const session = new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn');
  for (const { t, body } of drawnEntries(drawing)) session.append(t, body);
  return session;
}

/** Rows as lines: `3 < audio 14 frames, 672 B`, unfolded rows with `|` before them. */
export function drawRows(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    const arrow = row.dir === null ? '-' : row.dir === 'sent' ? '>' : '<';
    const fold =
      row.fold === null ? '' : row.fold.open ? ` [-${row.fold.count}]` : ` [+${row.fold.count}..${row.fold.last}]`;
    return `${row.inFold ? '| ' : ''}${row.seq} ${arrow} ${row.kind}${fold}`;
  });
}

function bodyOf(words: readonly string[]): EntryBody {
  const [first = '', second = '', ...rest] = words;
  if (first === '>' || first === '<') return frame(first === '>' ? 'sent' : 'received', second, rest.join(' '));
  const says = words.slice(1).join(' ');
  if (first === 'dial') return { kind: 'dial', url: 'wss://drawn/v1/tts/live', headers: [], via: 'relay' };
  if (first === 'open') return { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [] };
  if (first === 'refused') {
    const why = problem('refused', 'Invalid Token');
    return { kind: 'handshake', status: Number(second), statusText: rest.join(' '), headers: [], problem: why };
  }
  if (first === 'close') {
    return { kind: 'close', by: 'peer', code: Number(second), reason: encodeUtf8(rest.join(' ')), clean: true };
  }
  if (first === 'lost') return { kind: 'close', by: 'network', code: 1006, reason: new Uint8Array(0), clean: false };
  if (first === 'failure') return { kind: 'failure', problem: problem('unreachable', says) };
  return { kind: 'mark', by: 'limit', says };
}

function frame(dir: 'sent' | 'received', event: string, rest: string): EntryBody {
  const binary = (bytes: Uint8Array): EntryBody => ({ kind: 'frame', dir, opcode: 'binary', bytes });
  if (event === 'ping' || event === 'pong') return { kind: 'frame', dir, opcode: event, bytes: new Uint8Array(0) };
  if (event === 'broken') return binary(Uint8Array.of(0xc1));
  if (event === 'start') {
    return binary(encodeMsgpack({ event, request: { text: '', format: 'pcm', sample_rate: 8000 } }));
  }
  if (event === 'text') return binary(encodeMsgpack({ event, text: rest }));
  // Half a full wave of samples, so that there is something to see.
  if (event === 'audio')
    return binary(encodeMsgpack({ event, audio: new Uint8Array(Number(rest)).fill(0x40), time: 1 }));
  if (event === 'log') return binary(encodeMsgpack({ event, message: rest }));
  if (event === 'finish') return binary(encodeMsgpack({ event, reason: rest === '' ? 'stop' : rest, time: 1 }));
  return binary(encodeMsgpack({ event }));
}
