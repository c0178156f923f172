/** A body of a plain HTTP call as facts: text as text, MessagePack decoded, anything else by its size and first bytes. */
import { toHex } from '../../bytes/hex.ts';
import { counted } from '../../bytes/quantity.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { valueIn } from '../../scenario/expect-value.ts';
import type { Shown } from '../../session/entry.ts';
import type { EntryDetail } from '../state.ts';

type Fact = EntryDetail['facts'][number];

/** More of a body is not shown. */
const mostShown = 64 * 1024;
const hexShown = 32;

/** `masked` counts bytes. */
export function bodyFacts(
  name: string,
  bytes: Uint8Array | undefined,
  headers: readonly Shown[] | undefined,
  masked: NonNullable<Fact['masked']>,
): Fact[] {
  if (bytes === undefined || bytes.length === 0) return [];
  const type = headers?.find((header) => header.name.toLowerCase() === 'content-type')?.value ?? '';
  if (/msgpack/i.test(type)) {
    const value = decoded(bytes);
    if (value !== null) return [{ name: `${name} (MessagePack, decoded)`, value }];
  }
  const shown = bytes.subarray(0, mostShown);
  const cut = shown.length < bytes.length ? ` (the first ${mostShown.toLocaleString('en-US')} bytes)` : '';
  const { text, badAt } = decodeUtf8(shown);
  // A cut may fall inside a character.
  const isText = badAt === -1 || (cut !== '' && badAt > shown.length - 4);
  if (!isText || text.includes('\0')) {
    const beginning = toHex(bytes.subarray(0, hexShown)).replace(/../g, '$& ').trim();
    return [{ name, value: `${counted(bytes.length, 'byte')}, beginning ${beginning}` }];
  }
  const fits = masked.length > 0 && text.length === shown.length;
  return [
    { name: `${name}${cut}`, value: text, ...(fits ? { masked: masked.filter(({ end }) => end <= text.length) } : {}) },
  ];
}

function decoded(bytes: Uint8Array): string | null {
  if (bytes.length > mostShown) return null;
  const table = inspectMsgpack(bytes);
  const [root] = table.nodes;
  if (root === undefined || !table.ok) return null;
  return JSON.stringify(valueIn(table, root, bytes), (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
