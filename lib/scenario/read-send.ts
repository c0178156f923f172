/** What is sent without being one event: `$tokens`, `$raw`, `$ping`, `$close`. */
import type { Node } from 'jsonc-parser';
import { fromBase64 } from '../bytes/base64.ts';
import { concatBytes } from '../bytes/concat.ts';
import { fromHex } from '../bytes/hex.ts';
import { encodeUtf8, utf8Length } from '../bytes/utf8.ts';
import { isCloseCode } from '../session/close-code.ts';
import { Misfit } from './misfit.ts';
import { namedValues, propertiesOf } from './properties.ts';
import type { StepReading } from './read-step.ts';
import { readValue } from './read-value.ts';
import type { StepBody, TokensLike } from './step.ts';
import { tokensLikes } from './tokens/cut-tokens.ts';

const mostPerSecond = 1000;
const defaultPerSecond = 20;
/** RFC 6455 section 5.5: payload of a control frame; a close frame spends two bytes of it on its code. */
const mostControlBytes = 125;

/** Here the directive does not stand alone: `like` and `perSecond` are beside it. */
export function readTokens(node: Node, reading: StepReading): StepBody {
  const names = ['$tokens', 'like', 'perSecond'] as const;
  const given = namedValues(node, names, '{"$tokens": "a long text", "like": "openai"}');
  const value = readValue(given.$tokens as Node, reading);
  const like = given.like === undefined ? 'openai' : readValue(given.like, reading).value;
  if (!isLike(like)) throw new Misfit('bad_step', `one of ${tokensLikes.join(', ')} is expected`, given.like ?? node);
  const perSecond = given.perSecond === undefined ? defaultPerSecond : readValue(given.perSecond, reading).value;
  if (typeof perSecond !== 'number' || perSecond < 0 || perSecond > mostPerSecond) {
    const says = `a number from 0 (as fast as they go) to ${mostPerSecond} is expected`;
    throw new Misfit('bad_step', says, given.perSecond ?? node);
  }
  const tokens = { kind: 'tokens' as const, like, perSecond, node: value };
  if (value.type === 'string') return { ...tokens, text: value.value as string };
  const file = value.type === 'object' ? propertiesOf(value)[0] : undefined;
  if (file?.key !== '$file') throw new Misfit('bad_step', 'a text or {"$file": "name"} is expected', value);
  return { ...tokens, text: '', from: file.value.value as string };
}

function isLike(value: unknown): value is TokensLike {
  return tokensLikes.some((each) => each === value);
}

export function readRaw(node: Node): StepBody {
  const forms = ['hex', 'text', 'base64'] as const;
  const example = '{"opcode": "binary", "hex": "81 a5"}';
  const { opcode, ...given } = namedValues(node, ['opcode', ...forms], example);
  if (opcode?.value !== 'text' && opcode?.value !== 'binary')
    throw new Misfit('bad_step', '"opcode" is "text" or "binary"', opcode ?? node);
  const form = forms.filter((each) => given[each] !== undefined);
  const only = form[0];
  if (only === undefined || form.length > 1)
    throw new Misfit('bad_step', '"hex", "text" or "base64" is expected, one of them', node);
  const written = given[only] as Node;
  const parts = written.type === 'array' ? (written.children ?? []) : [written];
  const pieces = parts.map((part) => (isKey(part) ? ('key' as const) : bytesOf(part, only)));
  const bytes = concatBytes(pieces.filter((piece) => piece !== 'key'));
  const raw = { kind: 'raw' as const, opcode: opcode.value as 'text' | 'binary', bytes };
  return pieces.includes('key') ? { ...raw, pieces } : raw;
}

function isKey(node: Node): boolean {
  return node.type === 'object' && propertiesOf(node)[0]?.key === '$key';
}

function bytesOf(node: Node, form: 'hex' | 'text' | 'base64'): Uint8Array {
  const text = node.type === 'string' ? (node.value as string) : null;
  const bytes =
    text === null ? null : form === 'hex' ? fromHex(text) : form === 'base64' ? fromBase64(text) : encodeUtf8(text);
  if (bytes !== null) return bytes;
  const what = { hex: 'pairs of hexadecimal digits', base64: 'padded base64 text', text: 'a text' }[form];
  throw new Misfit('bad_value', `"${form}" holds ${what}, or a list of such and of {"$key": true}`, node);
}

export function readPing(node: Node): StepBody {
  const bytes =
    node.type === 'string'
      ? encodeUtf8(node.value as string)
      : bytesOf(namedValues(node, ['hex'], '{"hex": "01 02"}, or a text').hex ?? node, 'hex');
  if (bytes.length > mostControlBytes)
    throw new Misfit('bad_value', `a ping carries at most ${mostControlBytes} bytes, these are ${bytes.length}`, node);
  return { kind: 'ping', bytes };
}

export function readClose(node: Node): StepBody {
  const { code, reason } = namedValues(node, ['code', 'reason'], '{"code": 1000, "reason": "done"}');
  if (code !== undefined && !(code.type === 'number' && isCloseCode(code.value as number)))
    throw new Misfit('bad_value', 'a close code is expected: 1000-1003, 1007-1014 or 3000-4999', code);
  if (reason !== undefined && !(reason.type === 'string' && utf8Length(reason.value as string) <= mostControlBytes - 2))
    throw new Misfit('bad_value', `a text of at most ${mostControlBytes - 2} bytes is expected`, reason);
  return { kind: 'close', code: (code?.value as number) ?? 1000, reason: (reason?.value as string) ?? '' };
}
