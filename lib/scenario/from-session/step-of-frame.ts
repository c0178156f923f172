/** A frame that was sent as the step that sends it again: an event where that gives the very same bytes, else `$raw`. */
import { toHex } from '../../bytes/hex.ts';
import { sameBytes } from '../../bytes/same-bytes.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { visible } from '../../bytes/visible.ts';
import { KeyNumbers } from '../../codegen/key-numbers.ts';
import { sendStep } from '../../codegen/read-script.ts';
import type { SendStep } from '../../codegen/script.ts';
import { type Dialect, type Encoded, KeyRef, type Reading, ValueProblem } from '../../dialects/dialect.ts';
import { isCloseCode } from '../../session/close-code.ts';
import type { CloseEntry, Entry } from '../../session/entry.ts';
import { toEventValue } from '../event-value.ts';
import { parseScenario } from '../parse-scenario.ts';
import { commentLine, type RawPiece, rawStepText, textValue } from '../raw-text.ts';
import { valueText } from './value-text.ts';

/**
 * For "resend" and "edit and resend": the text of one step, comments in front where it is `$raw`. A frame that was received becomes
 * the step that would send its bytes. Masked places become `{"$key": true}`. Null for entries that cannot be sent.
 */
export function stepOfFrame(entry: Entry, reading: Reading, dialect: Dialect): string | null {
  if (entry.kind === 'close') return closeStep(entry);
  if (entry.kind !== 'frame') return null;
  return stepOfSend(sendStep({ ...entry, dir: 'sent' }, reading, dialect, new KeyNumbers()), dialect);
}

/** The same for a frame of a session that has been read already. */
export function stepOfSend(send: SendStep, dialect: Dialect): string {
  if (send.opcode === 'ping') return pingStep(send.bytes);
  return eventStep(send, dialect) ?? rawStep(send, send.opcode);
}

/** Null where the frame cannot be said as an event, or would be encoded to other bytes. */
function eventStep({ value, bytes, opcode, holes }: SendStep, dialect: Dialect): string | null {
  const text = value === null ? null : valueText(value);
  if (text === null || value?.is !== 'map' || holes.some(({ part }) => part.key > 0)) return null;
  const { steps, problems } = parseScenario(`[${text}]`);
  const [step] = steps;
  if (step?.kind !== 'event' || problems.length > 0) return null;
  const filler = holes[0]?.part.filler ?? '';
  const made = toEventValue(step, { files: new Map(), key: new KeyRef(filler, filler.length) });
  const again = made.ok ? encoded(dialect, made.value) : null;
  return again !== null && again.opcode === opcode && sameBytes(again.bytes, bytes) ? text : null;
}

function encoded(dialect: Dialect, value: Parameters<Dialect['encode']>[0]): Encoded | null {
  try {
    return dialect.encode(value);
  } catch (thrown) {
    if (thrown instanceof ValueProblem) return null;
    throw thrown;
  }
}

function rawStep({ bytes, holes, meaning }: SendStep, opcode: 'text' | 'binary'): string {
  const pieces: RawPiece[] = [];
  let at = 0;
  for (const { start, end } of holes) {
    if (start > at) pieces.push(bytes.subarray(at, start));
    pieces.push('key');
    at = end;
  }
  if (at < bytes.length || pieces.length === 0) pieces.push(bytes.subarray(at));
  const more = holes.some(({ part }) => part.key > 0)
    ? ['Another key stood here: {"$key": true} is the one typed.']
    : [];
  return rawStepText(opcode, pieces, [meaning, ...more]);
}

function pingStep(bytes: Uint8Array): string {
  const { text, badAt } = decodeUtf8(bytes);
  const plain = badAt === -1 && visible(text) === text;
  return `{ "$ping": ${plain ? textValue(text) : `{ "hex": "${toHex(bytes, ' ')}" }`} }`;
}

/** Codes that no close frame carries (1005, 1006) stand for a close without one, or for none: 1000 is sent instead, and it is said. */
export function closeStep({ code, reason }: Pick<CloseEntry, 'code' | 'reason'>): string {
  const sendable = isCloseCode(code);
  const { text } = decodeUtf8(reason);
  const fields = [`"code": ${sendable ? code : 1000}`, ...(text === '' ? [] : [`"reason": ${textValue(text)}`])];
  const step = `{ "$close": { ${fields.join(', ')} } }`;
  return sendable ? step : `${commentLine(`Recorded as ${code}, which no close frame carries.`)}\n${step}`;
}
