/** The text a frame carries, for counting and for telling texts apart. */
import { fieldOf } from '../bytes/node-field.ts';
import { utf8Length } from '../bytes/utf8.ts';
import type { Dialect, Reading } from '../dialects/dialect.ts';
import type { FrameEntry } from '../session/entry.ts';

export type FrameText = { text: string; bytes: number; characters: number };

/**
 * The field `text` of an event, or of its `request` (`start` may bring the first text along); null where there is none. Bytes are
 * UTF-8, the unit of the bill; characters are code points.
 */
export function frameText(dialect: Dialect, frame: FrameEntry, reading: Reading): FrameText | null {
  const table = dialect.inspect(frame, reading);
  if (table === null) return null;
  const holder = reading.role === 'config' ? fieldOf(table, 'request')?.id : 0;
  const text = holder === undefined ? undefined : fieldOf(table, 'text', holder)?.value;
  if (typeof text !== 'string') return null;
  return { text, bytes: utf8Length(text), characters: codePoints(text) };
}

function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i + 1 < text.length; i++) {
    const pair = (text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00;
    if (!pair) continue;
    count--;
    i++;
  }
  return count;
}
