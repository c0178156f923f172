import { toBase64 } from '@/lib/bytes/base64.ts';
import { decodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { problemLine } from '@/lib/problem/problem.ts';
import { grouped } from '../ui/numbers.ts';
import { jsonText } from './json-text.ts';

const whole = Number.POSITIVE_INFINITY;

/** An entry as JSON text for the clipboard: a frame's values where they can be read, else what the log knows of it. */
export function entryJson(detail: EntryDetail): string {
  if (detail.tree !== null && detail.bytes !== null) return jsonText(detail.tree, detail.bytes, whole).text;
  return plainJson(detail, whole);
}

function plainJson({ seq, t, kind, dir, opcode, bytes, facts, problems }: EntryDetail, mostBytes: number): string {
  const entry = {
    seq,
    t,
    kind,
    ...(dir === null ? {} : { dir, opcode }),
    ...(bytes === null ? {} : { bytes: base64Of(bytes, mostBytes) }),
    ...(facts.length === 0 ? {} : { facts: facts.map(({ name, value }) => [name, value]) }),
    ...(problems.length === 0 ? {} : { problems: problems.map(problemLine) }),
  };
  return JSON.stringify(entry, null, 2);
}

function base64Of(bytes: Uint8Array, most: number): string {
  if (bytes.length <= most) return toBase64(bytes);
  return `${toBase64(bytes.subarray(0, most))}… (the first ${most} of ${grouped(bytes.length)} bytes)`;
}

/** Of a byte string that is longer: so many bytes are shown at first, a multiple of three for base64. */
const firstBytes = 48;
/** Each line is an element of the page. */
const mostLines = 20_000;

type Shown = { text: string; what: string; cut: boolean };

/**
 * What the tab As text shows, and a sentence on what it is: text frames as their text, others as JSON; cut at `limit` characters, and
 * where the lines are too many. Byte strings are cut short unless `allBytes`.
 */
export function rawText(detail: EntryDetail, limit = 40_000, allBytes = false): Shown {
  const { text, what, cut } = wholeText(detail, limit, allBytes ? whole : firstBytes);
  const lines = text.split('\n', mostLines).join('\n');
  return { text: lines, what, cut: cut || lines.length < text.length };
}

function wholeText(detail: EntryDetail, limit: number, mostBytes: number): Shown {
  const { bytes, tree, opcode } = detail;
  if (bytes !== null && opcode === 'text') {
    const { text, badAt } = decodeUtf8(bytes.subarray(0, limit));
    const what = 'The text of the frame, as it crossed the wire';
    const isGood = badAt < 0 || bytes.length > limit;
    return { text, what: isGood ? `${what}.` : `${what}; byte ${badAt} is not UTF-8.`, cut: bytes.length > limit };
  }
  if (bytes !== null && tree !== null) {
    const { text, cut } = jsonText(tree, bytes, limit, 0, mostBytes);
    return {
      text: text.slice(0, limit),
      what: 'What the frame says, decoded from MessagePack and written as JSON; byte strings as {"$bin": base64}.',
      cut: cut || text.length > limit,
    };
  }
  const text = plainJson(detail, mostBytes);
  const isShort = bytes !== null && bytes.length > mostBytes;
  const what =
    bytes === null
      ? 'What the log knows of this entry, written as JSON.'
      : 'The frame is not decoded: what the log knows of it, written as JSON, its bytes as base64.';
  return { text: text.slice(0, limit), what, cut: isShort || text.length > limit };
}
