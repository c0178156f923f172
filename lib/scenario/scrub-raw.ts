/** Secrets in frames written in bytes: at the places where the protocol has them, whatever pieces the frame is written in. */
import type { Node } from 'jsonc-parser';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { concatBytes } from '../bytes/concat.ts';
import { fromHex, toHex } from '../bytes/hex.ts';
import type { Span } from '../bytes/span.ts';
import { decodeUtf8, encodeUtf8 } from '../bytes/utf8.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { literalOf, propertiesOf } from './properties.ts';
import { referencesIn } from './variables.ts';

/** `literal`: it is written `{"$text": ...}`. Null bytes: it is the key. */
type Piece = { start: number; bytes: Uint8Array | null; literal: boolean };

/** What is to stand in place of a payload; `names`: of variables that were at a secret place. */
export type ScrubbedRaw = { node: Node; form: string; text: string; names: string[] };

/** Stands in the frame for the key, so that the dialect finds its place. */
const filler = encodeUtf8('key');

/** `raw`: what stands after `$raw`. The same frame, in pieces, with the key between them. */
export function scrubbedRaw(raw: Node, dialect: Dialect): ScrubbedRaw[] {
  const properties = raw.type === 'object' ? propertiesOf(raw) : [];
  const opcode = properties.find(({ key }) => key === 'opcode')?.value.value;
  if (opcode !== 'text' && opcode !== 'binary') return [];
  return properties.flatMap(({ key: form, value: node }) => {
    const pieces = piecesOf(node, form);
    if (pieces === null) return [];
    const bytes = concatBytes(pieces.map((piece) => piece.bytes ?? filler));
    const keys = pieces.filter((piece) => piece.bytes === null).map(spanOf);
    const secrets = dialect.secretsIn({ dir: 'sent', opcode, bytes }).filter(({ start, end }) => end > start);
    if (secrets.every((secret) => keys.some((key) => within(secret, key)))) return [];
    const names = secrets.flatMap(({ start, end }) => referencesIn(decodeUtf8(bytes, start, end).text));
    const text = `[${pieces.flatMap((piece) => written(piece, form, secrets)).join(', ')}]`;
    return [{ node, form, text, names }];
  });
}

/** Null for what is no payload, or none that can be read before variables are filled. */
function piecesOf(node: Node, form: string): Piece[] | null {
  const made: Piece[] = [];
  let start = 0;
  for (const part of node.type === 'array' ? (node.children ?? []) : [node]) {
    const isKey = part.type === 'object' && propertiesOf(part)[0]?.key === '$key';
    const literal = literalOf(part);
    const text = literal ?? part;
    const bytes = isKey || text.type !== 'string' ? null : bytesOf(form, text.value as string);
    if (bytes === null && !isKey) return null;
    made.push({ start, bytes, literal: literal !== null });
    start += (bytes ?? filler).length;
  }
  return made;
}

/** A piece without the secrets in it. The key stands where a secret begins. */
function written({ start, bytes, literal }: Piece, form: string, secrets: readonly Span[]): string[] {
  const own = spanOf({ start, bytes });
  if (bytes === null) return secrets.some((secret) => overlap(secret, own) && !within(secret, own)) ? [] : [inPlace];
  const out: string[] = [];
  let at = own.start;
  const put = (end: number) => {
    if (end > at) out.push(textOf(form, bytes.subarray(at - start, end - start), literal));
  };
  for (const secret of secrets.filter((each) => overlap(each, own))) {
    put(secret.start);
    if (secret.start >= own.start) out.push(inPlace);
    at = Math.min(secret.end, own.end);
  }
  put(own.end);
  return out;
}

const inPlace = '{"$key": true}';

function spanOf({ start, bytes }: Pick<Piece, 'start' | 'bytes'>): Span {
  return { start, end: start + (bytes ?? filler).length };
}

function within(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function bytesOf(form: string, text: string): Uint8Array | null {
  if (form === 'hex') return fromHex(text);
  if (form === 'base64') return fromBase64(text);
  return form === 'text' ? encodeUtf8(text) : null;
}

/** As it stood there: variables in it are still to be filled, unless it was literal. */
function textOf(form: string, bytes: Uint8Array, literal: boolean): string {
  if (form === 'hex') return `"${toHex(bytes)}"`;
  if (form === 'base64') return `"${toBase64(bytes)}"`;
  const text = JSON.stringify(decodeUtf8(bytes).text);
  return literal ? `{"$text": ${text}}` : text;
}
