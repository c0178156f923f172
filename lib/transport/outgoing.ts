/** One frame to be sent: filled with its keys for the wire, masked for the record. */
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { Dialect, Hole } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { FrameEntry, Masked } from '../session/entry.ts';
import { fillerOf, type KnownKey, type Masker } from '../session/mask.ts';

/** The word sandboxes listen to, as a hole's key: what is sent where no key was typed. */
export const sandboxKey: KnownKey = { handle: 'sandbox', value: 'sandbox', length: 7, secret: false };

export type Outgoing = { wire: Uint8Array; shown: Uint8Array; masked: Masked[] };

/**
 * `bytes` hold a filler in each hole and become the shown bytes. A value found at one of the dialect's secret positions becomes
 * a known key before anything is written down.
 */
export function prepareOutgoing(
  bytes: Uint8Array,
  opcode: FrameEntry['opcode'],
  holes: readonly Hole[],
  dialect: Dialect,
  masker: Masker,
): Outgoing | Problem {
  const wire = Uint8Array.from(bytes);
  const masked: Masked[] = [];
  const hide = (start: number, end: number, key: KnownKey) => {
    bytes.set(encodeUtf8(fillerOf(key, end - start)).subarray(0, end - start), start);
    if (key.secret) masked.push({ in: 'bytes', start, end, key: key.handle });
  };
  for (const { start, end, key: handle } of holes) {
    const key = handle === sandboxKey.handle ? sandboxKey : masker.byHandleOf(handle);
    if (key === undefined)
      return problem('key_needed', `The server does not know ${handle} any more: type the key again.`);
    if (end - start !== key.length)
      return problem('bad_value', `The place for ${handle} has ${end - start} bytes, the key has ${key.length}.`);
    // The place was laid out for the key's plain bytes: inside JSON these two would need an escape.
    if (opcode === 'text' && /["\\]/.test(key.value))
      return problem(
        'bad_value',
        `${handle} holds a quotation mark or backslash and cannot stand in JSON text as it is.`,
      );
    wire.set(encodeUtf8(key.value), start);
    hide(start, end, key);
  }
  for (const { start, end } of dialect.secretsIn({ dir: 'sent', opcode, bytes: wire })) {
    if (end <= start || masked.some((m) => m.start < end && start < m.end)) continue;
    const text = decodeUtf8(wire, start, end).text;
    const key = masker.know(text, 'met');
    const value = opcode === 'text' ? unescaped(text) : text;
    if (value !== text) masker.know(value, 'met');
    hide(start, end, key);
  }
  for (const span of masker.mask(bytes)) masked.push({ in: 'bytes', ...span });
  masked.sort((a, b) => a.start - b.start);
  return { wire, shown: bytes, masked };
}

/** The value of a JSON string's inner text; the text itself when it is none. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    return text;
  }
}
