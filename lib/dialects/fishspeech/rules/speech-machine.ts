/** Watches one session of fishspeech.live: who waited for what, what was announced, answered and done. */
import { fieldOf } from '../../../bytes/node-field.ts';
import type { NodeTable } from '../../../bytes/node-table.ts';
import { counted } from '../../../bytes/quantity.ts';
import { inspectJson } from '../../../json/inspect.ts';
import type { DialEntry, Entry, FrameEntry } from '../../../session/entry.ts';
import type { Reading } from '../../dialect.ts';
import { quoted, shortened } from '../../phrase.ts';
import type { Reported, Reporter, RuleMachine } from '../../rule.ts';
import { queryToken, sameToken, strayHeaders } from './dial-checks.ts';
import { clientEventFound, type Found, serverEventFound } from './event-checks.ts';
import { onceEach } from './once.ts';

/** How long `stopped` may take (B11). */
const stopAnswerMs = 5000;

type Stop = { seq: number; t: number; late: Reported | null };

/** Opens the machine of one connection. */
export function openSpeechMachine(reporter: Reporter): RuleMachine {
  const once = onceEach(reporter);
  /** Undefined: the record holds no dial, so nothing is known of the address. */
  let token: string | null | undefined;
  let connected = false;
  let ready = false;
  let closed = false;
  /** Texts sent and not done, by the entry that sent them. */
  let pending: number[] = [];
  const stops: Stop[] = [];

  const dialled = (seq: number, entry: DialEntry) => {
    token = queryToken(entry.url);
    if (token === null) reporter.report('B01', 'The address has no token in its query.', [{ seq, field: 'token' }]);
    else reporter.report('B03', 'The key stands in the query of the address.', [{ seq, field: 'token' }]);
    const stray = strayHeaders(entry);
    if (stray.length > 0) {
      const says = `${stray.join(' and ')} ${stray.length === 1 ? 'is' : 'are'} not read by this server.`;
      reporter.report(
        'B12',
        says,
        stray.map((field) => ({ seq, field })),
      );
    }
  };

  const tell = (seq: number, all: readonly Found[], event: string) => {
    for (const { rule, severity, says, field, span } of all) {
      const proof = { seq, ...(span === null ? {} : { span }), ...(field === '' ? {} : { field }) };
      once(rule, `${event} ${field}`, says, proof, severity);
    }
  };

  const sent = (seq: number, t: number, { opcode, bytes }: FrameEntry, { event }: Reading) => {
    if (opcode === 'binary' || looksLikeMsgpack(bytes)) {
      const what = looksLikeMsgpack(bytes) ? 'MessagePack' : 'A binary frame';
      once('B04', '', `${what} was sent.`, { seq, span: { start: 0, end: bytes.length } });
      return;
    }
    const table = inspectJson(bytes);
    const all = clientEventFound(table);
    tell(seq, all, event);
    if (event === 'start') {
      compareToken(seq, table);
      if (!connected) once('B05', 'start', 'start was sent before connected had come.', { seq });
    }
    if (event === 'text') {
      if (!ready) once('B05', 'text', 'text was sent before ready had come.', { seq });
      const before = pending[pending.length - 1];
      if (before !== undefined) {
        const says = `A text was sent while the one of entry ${before} was not done.`;
        once('B10', '', says, { seq });
      }
      // A text that cannot be read will not be spoken.
      if (all.length === 0) pending.push(seq);
    }
    if (event === 'stop') {
      pending = [];
      stops.push({ seq, t, late: null });
    }
  };

  const compareToken = (seq: number, table: NodeTable) => {
    const node = fieldOf(table, 'token');
    if (typeof node?.value !== 'string' || node.value === '' || typeof token !== 'string') return;
    if (sameToken(token, node.value)) return;
    const proof = { seq, span: { start: node.start, end: node.end }, field: 'token' };
    once('B02', 'unlike', 'The token of start is not the one of the address.', proof);
  };

  const received = (seq: number, t: number, { opcode, bytes }: FrameEntry, reading: Reading) => {
    if (opcode === 'binary') {
      if (reading.role === 'audio' && reading.problem !== null) {
        const says = `${counted(bytes.length, 'byte')} of sound came with no audio event before.`;
        once('B08', '', says, { seq, span: { start: 0, end: bytes.length } });
      }
      return;
    }
    const table = inspectJson(bytes);
    const { event } = reading;
    tell(seq, serverEventFound(table), event);
    if (event === 'connected') connected = true;
    if (event === 'ready') ready = true;
    if (event === 'done') pending.shift();
    if (event === 'stopped') {
      pending = [];
      const stop = stops.shift();
      // Time may have been told ahead of an entry that was still on its way.
      if (stop !== undefined && t - stop.t <= stopAnswerMs) stop.late?.withdraw();
    }
    if (event === 'error') {
      pending = [];
      const message = textOf(table, 'message') ?? '';
      const text = textOf(table, 'text');
      const about = text === undefined ? '' : `, for ${quoted(text)}`;
      const says =
        message === '' ? `The server sent an error without a message${about}.` : `${shortened(message, 200)}${about}`;
      once('B13', `${message} ${text ?? ''}`, says, { seq, span: { start: 0, end: bytes.length } });
    }
  };

  const time = (t: number) => {
    if (closed) return;
    for (const stop of stops) {
      if (stop.late !== null || t - stop.t <= stopAnswerMs) continue;
      stop.late = reporter.report('B11', 'stopped has not come 5 seconds after stop.', [{ seq: stop.seq }]);
    }
  };

  return {
    entry(entry: Entry, reading: Reading | null) {
      const { seq, t } = entry;
      // An answer is judged by its own time, not by the clock's.
      if (reading?.event !== 'stopped' || t - (stops[0]?.t ?? t) > stopAnswerMs) time(t);
      if (entry.kind === 'dial') dialled(seq, entry);
      else if (entry.kind === 'frame' && reading !== null && reading.role !== 'control') {
        if (entry.dir === 'sent') sent(seq, t, entry, reading);
        else received(seq, t, entry, reading);
      } else if (entry.kind === 'close') {
        closed = true;
        if (entry.by === 'us' && pending.length > 0) {
          const says = `The client closed while ${counted(pending.length, 'text')} had no done.`;
          reporter.report('B09', says, [{ seq }, ...pending.slice(0, 20).map((one) => ({ seq: one }))]);
        }
      }
    },
    time,
    end() {},
  };
}

/** A fixmap, map16 or map32 at the front: no JSON text begins so, and no UTF-8 either except by accident. */
function looksLikeMsgpack(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return (first >= 0x80 && first <= 0x8f) || first === 0xde || first === 0xdf;
}

function textOf(table: NodeTable, name: string): string | undefined {
  const value = fieldOf(table, name)?.value;
  return typeof value === 'string' ? value : undefined;
}
