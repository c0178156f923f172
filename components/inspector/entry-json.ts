import { toBase64 } from '@/lib/bytes/base64.ts';
import { decodeUtf8 } from '@/lib/bytes/utf8.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { problemLine } from '@/lib/problem/problem.ts';
import { jsonText } from './json-text.ts';

const whole = Number.POSITIVE_INFINITY;

/** An entry as JSON text for the clipboard: a frame's values where they can be read, else what the log knows of it. */
export function entryJson(detail: EntryDetail): string {
  if (detail.tree !== null && detail.bytes !== null) return jsonText(detail.tree, detail.bytes, whole).text;
  const { seq, t, kind, dir, opcode, bytes, facts, problems } = detail;
  const entry = {
    seq,
    t,
    kind,
    ...(dir === null ? {} : { dir, opcode }),
    ...(bytes === null ? {} : { bytes: toBase64(bytes) }),
    ...(facts.length === 0 ? {} : { facts: facts.map(({ name, value }) => [name, value]) }),
    ...(problems.length === 0 ? {} : { problems: problems.map(problemLine) }),
  };
  return JSON.stringify(entry, null, 2);
}

/** What the Raw tab shows: text frames as their text, others as JSON; cut at `limit` characters. */
export function rawText(detail: EntryDetail, limit = 40_000): { text: string; what: string; cut: boolean } {
  const { bytes, tree, opcode } = detail;
  if (bytes !== null && opcode === 'text') {
    const { text, badAt } = decodeUtf8(bytes.subarray(0, limit));
    const what = badAt < 0 || bytes.length > limit ? 'Text as it came' : `Text as it came; byte ${badAt} is not UTF-8`;
    return { text, what, cut: bytes.length > limit };
  }
  if (bytes !== null && tree !== null) {
    const { text, cut } = jsonText(tree, bytes, limit);
    return {
      text: text.slice(0, limit),
      what: 'Its values as JSON, bytes as {"$bin": base64}',
      cut: cut || text.length > limit,
    };
  }
  const text = entryJson(detail);
  return { text: text.slice(0, limit), what: 'The entry as JSON', cut: text.length > limit };
}
