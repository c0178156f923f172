/** One item of `_webSocketMessages`, as Chromium introduced it and others write it too. */
import type { Opcode } from '../../session/entry.ts';
import type { FoundMessage } from './found.ts';
import { own, payload, said, uncutWords } from './own-value.ts';

const opcodes: ReadonlyMap<number, Opcode | 'close'> = new Map([
  [1, 'text'],
  [2, 'binary'],
  [8, 'close'],
  [9, 'ping'],
  [10, 'pong'],
]);

export function harMessage(item: unknown): FoundMessage {
  const [type, opcode] = [own(item, 'type'), own(item, 'opcode')];
  const number = typeof opcode === 'string' && /^\d{1,2}$/.test(opcode) ? Number(opcode) : opcode;
  const op = typeof number === 'number' ? (opcodes.get(number) ?? null) : null;
  const warnings =
    op !== null && number !== opcode ? [`its opcode is the text ${said(opcode)}, taken as ${number}`] : [];
  const dir = type === 'send' ? 'sent' : type === 'receive' ? 'received' : null;
  // Text where the opcode says so; base64 for all else, also for what is not known.
  const data = payload(own(item, 'data'), number === 1 || (op !== 'binary' && isPlain(item)) ? 'text' : 'base64');
  return {
    dir,
    dirSaid: `direction ${said(type)}`,
    ...(type === 'error' ? { words: `the browser reported an error: ${said(own(item, 'data'), uncutWords)}` } : {}),
    op,
    opSaid: opcode === 0 ? 'opcode 0 (a continuation)' : `opcode ${said(opcode)}`,
    bytes: data.bytes,
    dataSaid: data.dataSaid,
    warnings: [...warnings, ...data.warnings],
    time: own(item, 'time'),
    extras: own(item, '_wiretone'),
  };
}

/** Control frames: Chromium writes their data as text when it is text, others as base64. What is no base64 is text. */
function isPlain(item: unknown): boolean {
  const data = own(item, 'data');
  return typeof data === 'string' && payload(data, 'base64').bytes === null;
}
