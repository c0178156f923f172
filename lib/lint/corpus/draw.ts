/**
 * Sessions drawn as lines, each with the exact rules it trips. A drawing begins with a good upgrade and `101` unless its first
 * line is `dial`. Lines, 10 ms apart:
 *
 *     dial /path | Header: value | ...     the upgrade, answered with 101; `dial - ...` for one that was not answered
 *     > start {"format": "pcm"}            request fields beside the usual ones; `> start` alone for the usual ones
 *     > text "Hello. "    > flush    > stop    > {"event": ...}    > hex 81a5    > string {"a":1}
 *     < audio mp3 400 {"time": 1}          a head of that container and this many bytes in all; `hex:..` for bytes
 *     < finish    < finish error "why"     < {"event": ...}    < hex ..    < ping
 *     wait 15000                           time passes, second by second
 *     close us 1000    close peer 1000    close network 1006
 *     mark relay what it says
 */
import { fromBase64 } from '../../bytes/base64.ts';
import { fromHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import type { EventValue } from '../../dialects/dialect.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { CloseEntry, EntryBody, MarkEntry, Shown } from '../../session/entry.ts';

export type Case = {
  name: string;
  /** Ids of all rules that fire, in order; empty for none. */
  trips: string;
  lines: string;
};
/** A line's moment and entry; null for time that passes. */
export type Step = { t: number; body: EntryBody | null };

const usual = { text: '', format: 'mp3', latency: 'balanced' };
const goodDial = 'dial /v1/tts/live | Authorization: Bearer key#1............... | model: s2-pro';

export function stepsOf(lines: string): Step[] {
  const given = lines
    .trim()
    .split('\n')
    .map((line) => line.trim());
  const steps: Step[] = [];
  let t = 0;
  const add = (body: EntryBody) => {
    t += 10;
    steps.push({ t, body });
  };
  for (const line of given[0]?.startsWith('dial ') ? given : [goodDial, ...given]) {
    const [word = '', ...rest] = line.split(' ');
    if (word === 'dial') for (const body of dialled(line.slice(5))) add(body);
    else if (word === 'wait') {
      const until = t + Number(rest[0]);
      for (; t + 1000 <= until; steps.push({ t, body: null })) t += 1000;
      t = until;
    } else add(bodyOf(word, rest));
  }
  return steps;
}

function dialled(line: string): EntryBody[] {
  const [address = '', ...pairs] = line.split(' | ');
  const headers: Shown[] = pairs.map((pair) => {
    const colon = pair.indexOf(':');
    return { name: pair.slice(0, colon), value: pair.slice(colon + 1).trim() };
  });
  const path = address.replace(/^- /, '');
  const dial: EntryBody = { kind: 'dial', url: `wss://drawn.test${path}`, headers, via: 'relay' };
  if (address.startsWith('- ')) return [dial];
  return [dial, { kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers: [] }];
}

function bodyOf(word: string, rest: readonly string[]): EntryBody {
  if (word === 'close') {
    const by = rest[0] as CloseEntry['by'];
    return { kind: 'close', by, code: Number(rest[1]), reason: new Uint8Array(0), clean: by !== 'network' };
  }
  if (word === 'mark') return { kind: 'mark', by: rest[0] as MarkEntry['by'], says: rest.slice(1).join(' ') };
  if (word !== '>' && word !== '<') throw new Error(`cannot draw ${word}`);
  const dir = word === '>' ? 'sent' : 'received';
  const [what = '', ...more] = rest;
  if (what === 'string') return { kind: 'frame', dir, opcode: 'text', bytes: encodeUtf8(more.join(' ')) };
  if (what === 'ping') return { kind: 'frame', dir, opcode: 'ping', bytes: new Uint8Array(0) };
  return { kind: 'frame', dir, opcode: 'binary', bytes: bytesOf(what, more, rest.join(' ')) };
}

function bytesOf(what: string, more: readonly string[], line: string): Uint8Array {
  const text = more.join(' ');
  if (what === 'hex') return fromHex(text) as Uint8Array;
  if (what.startsWith('{')) return encodeMsgpack(asValue(JSON.parse(line)) as EventValue);
  if (what === 'start') {
    const request = asValue(text === '' ? {} : JSON.parse(text)) as Record<string, EventValue>;
    return encodeMsgpack({ event: 'start', request: { ...usual, ...request } });
  }
  if (what === 'text') return encodeMsgpack({ event: 'text', text: JSON.parse(text) as string });
  if (what === 'audio') {
    const [kind = 'mp3', size = '64', ...fields] = more;
    const other = fields.length === 0 ? {} : (JSON.parse(fields.join(' ')) as Record<string, EventValue>);
    return encodeMsgpack({ event: 'audio', audio: audioOf(kind, Number(size)), ...other });
  }
  if (what === 'finish' && more.length > 1) {
    return encodeMsgpack({ event: 'finish', reason: 'error', message: JSON.parse(more.slice(1).join(' ')) as string });
  }
  if (what === 'finish') return encodeMsgpack({ event: 'finish', reason: more[0] ?? 'stop' });
  return encodeMsgpack({ event: what });
}

/** How each container begins, of what the server sends by default. */
const heads: Readonly<Record<string, string>> = {
  mp3: '49443304000000000023',
  frame: 'fffb90c400000000',
  opus: '4f67675300020000000000000000010000000000000000000000011300',
  wav: '5249464624ffffff57415645666d7420100000000100010044ac000088580100020010006461746100ffffff',
  pcm: '1000f0ff2000e0ff',
};

/** `mp3`, `opus`, ... or `hex:5249..`; filled up with a byte that means nothing. */
function audioOf(kind: string, size: number): Uint8Array {
  const head = fromHex(kind.startsWith('hex:') ? kind.slice(4) : (heads[kind] as string)) as Uint8Array;
  const bytes = new Uint8Array(size).fill(0x05);
  bytes.set(head.subarray(0, size));
  return bytes;
}

function asValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asValue);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bin' in value) return fromBase64(value.$bin as string);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, asValue(item)]));
}
