/** Reads HAR (the format of browsers' network panels, version 1.2) as a stream: what is not of a WebSocket is passed over. */
import { fromBase64 } from '../../bytes/base64.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { isoMs } from './file-time.ts';
import type { FoundSink, FoundUpgrade, NameValue } from './found.ts';
import { harMessage } from './har-message.ts';
import { type JsonPath, jsonWalk } from './json-walk.ts';
import { own, ownNumber, ownText, said } from './own-value.ts';
import type { TextReader } from './text-reader.ts';

/** Fields of an entry and of its request and response that say something of a socket. */
const entryFields = ['startedDateTime', '_resourceType', '_webSocketClose', 'timings'];
/** Of what our own export adds; its other entries are taken one by one. */
const ownFields = ['version', 'session', 'entries', 'redacted', 'from'];
const sideFields = ['url', 'headers', 'status', 'statusText', 'content', '_error', '_failureText'];
/** What is kept of a refusal's body. */
const mostBody = 64 * 1024;

type HarEntry = { fields: Map<string, unknown>; others: unknown[]; messages: number; hasList: boolean };

export function harReader(sink: FoundSink, markBytes: number): TextReader {
  let at = -1;
  let entry: HarEntry = empty();
  let [requestless, plain, cutMessages] = [0, 0, 0];
  let hasEntries = false;

  const leave = () => {
    const found = upgradeOf(entry);
    const isSocket = entry.hasList || isSocketLike(entry, found);
    if (isSocket) {
      sink.upgrade(at, found);
      const file = ownText(entry.fields.get('response.content'), '_file');
      if (file !== null && !entry.hasList) {
        sink.note(
          `the messages of ${said(bareAddress(found.url))} are not in this file but in ${said(file)} beside it: open that`,
        );
      }
      tellClose(sink, at, entry);
    } else if (found.url === null) requestless++;
    else plain++;
    entry = empty();
    at = -1;
  };
  const walk = jsonWalk(
    {
      wants(path) {
        if (path[0] !== 'log') return false;
        if (path.length === 2) return path[1] === 'version' || path[1] === 'creator';
        if (path[1] !== 'entries' || typeof path[2] !== 'number') return false;
        hasEntries = true;
        at = path[2];
        if (path.length === 4) return entryFields.includes(path[3] as string);
        if (path[3] === '_wiretone')
          return path.length === 5 ? ownFields.includes(path[4] as string) : path[4] === 'others';
        if (path.length !== 5) return false;
        if (path[3] === '_webSocketMessages') return typeof path[4] === 'number';
        return (path[3] === 'request' || path[3] === 'response') && sideFields.includes(path[4] as string);
      },
      value(path, value) {
        if (path.length === 2) return noteLog(path, value, sink);
        if (path[3] === '_wiretone' && path.length === 6) entry.others.push(value);
        else if (path[3] === '_webSocketMessages') {
          // Our own export writes what belongs to the messages before them.
          if (entry.messages === 0 && entry.fields.has('_wiretone.session')) sink.upgrade(at, upgradeOf(entry));
          entry.messages++;
          entry.hasList = true;
          sink.message(at, harMessage(value));
        } else entry.fields.set(path.slice(3).join('.'), value);
      },
      left(path) {
        if (path[0] !== 'log' || path[1] !== 'entries') return;
        if (path.length === 2) hasEntries = true;
        if (path.length === 4 && path[3] === '_webSocketMessages') {
          at = path[2] as number;
          entry.hasList = true;
        }
        if (path.length !== 3) return;
        at = path[2] as number;
        leave();
      },
    },
    markBytes,
  );
  return {
    push: (piece) => walk.push(piece),
    end() {
      const { problem: broken, trailingAt } = walk.end();
      // An entry that the file ends in: a socket as far as it goes, when it had come that far.
      if (at !== -1 && (entry.hasList || isSocketLike(entry, upgradeOf(entry)))) {
        cutMessages = entry.messages;
        leave();
        sink.note(`the last socket is cut: ${counted(cutMessages, 'message')} of it could be read`);
      }
      if (requestless > 0) sink.passed(`${counted(requestless, 'entry', 'entries')} without request skipped`);
      if (plain > 0) sink.passed(`${counted(plain, 'entry', 'entries')} of plain HTTP skipped`);
      if (trailingAt !== -1) sink.passed(`something follows the JSON text, at byte ${grouped(trailingAt)}: not read`);
      if (broken !== null) return broken;
      return hasEntries ? null : noEntries();
    },
  };
}

function empty(): HarEntry {
  return { fields: new Map(), others: [], messages: 0, hasList: false };
}

function noEntries(): Problem {
  return problem('not_importable', 'it is JSON, but no HAR: there is no log.entries in it');
}

function noteLog(path: JsonPath, value: unknown, sink: FoundSink): void {
  if (path[1] === 'version' && value !== '1.2' && value !== '1.1') {
    sink.note(`HAR of version ${said(value)}: 1.2 is known here, what else it holds is passed over`);
  }
  if (path[1] === 'creator' && ownText(value, 'name') !== null) {
    sink.creator?.(`${ownText(value, 'name')} ${ownText(value, 'version') ?? ''}`.trim().slice(0, 80));
  }
}

/** Without what may hold a key: nothing has masked it yet. */
function bareAddress(url: string | null): string | undefined {
  return url?.replace(/[?#].*$/s, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}

function isSocketLike({ fields }: HarEntry, found: FoundUpgrade): boolean {
  if (fields.get('_resourceType') === 'websocket') return true;
  return found.url !== null && /^wss?:/i.test(found.url);
}

function upgradeOf({ fields, others }: HarEntry): FoundUpgrade {
  const url = fields.get('request.url');
  const status = fields.get('response.status');
  const failure = fields.get('response._error') ?? fields.get('response._failureText');
  const isAnswered = typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 999;
  const statusText = fields.get('response.statusText');
  return {
    url: typeof url === 'string' ? url : null,
    headers: headersOf(fields.get('request.headers')),
    startedAt: isoMs(fields.get('startedDateTime')),
    answer: isAnswered
      ? {
          status,
          statusText: typeof statusText === 'string' ? statusText : '',
          headers: headersOf(fields.get('response.headers')),
          body: status === 101 ? null : bodyOf(fields.get('response.content')),
        }
      : null,
    answeredMs: answeredMs(fields.get('timings')),
    failure: typeof failure === 'string' ? failure : null,
    extras: fields.has('_wiretone.session')
      ? { ...Object.fromEntries(ownFields.map((name) => [name, fields.get(`_wiretone.${name}`)])), others }
      : undefined,
  };
}

function headersOf(list: unknown): NameValue[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const [name, value] = [ownText(item, 'name'), ownText(item, 'value')];
    return name === null || value === null ? [] : [{ name, value }];
  });
}

function bodyOf(content: unknown): Uint8Array | null {
  const text = ownText(content, 'text');
  if (text === null || text === '') return null;
  const bytes = own(content, 'encoding') === 'base64' ? fromBase64(text) : encodeUtf8(text);
  return bytes?.slice(0, mostBody) ?? null;
}

/** -1 stands for a step that did not happen; a sum is told only where the wait for the answer is known. */
function answeredMs(timings: unknown): number | null {
  const steps = ['blocked', 'dns', 'connect', 'send', 'wait'].map((name) => ownNumber(timings, name) ?? -1);
  if ((steps[4] as number) < 0) return null;
  const sum = steps.reduce((total, ms) => total + Math.max(0, ms), 0);
  return sum > 0 && sum < 600_000 ? sum : null;
}

/** HTTP Toolkit writes the close beside the messages: `aborted`, or its code, reason and time. */
function tellClose(sink: FoundSink, socket: number, { fields }: HarEntry): void {
  const close = fields.get('_webSocketClose');
  if (close === undefined || close === null) return;
  const isAborted = close === 'aborted';
  sink.message(socket, {
    isBeside: true,
    dir: null,
    dirSaid: '',
    op: 'close',
    opSaid: '',
    bytes: encodeUtf8(ownText(close, 'reason') ?? ''),
    dataSaid: '',
    warnings: [],
    time: own(close, 'timestamp'),
    code: isAborted ? 1006 : (ownNumber(close, 'code') ?? 1005),
  });
}
