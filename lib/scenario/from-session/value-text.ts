/** An event's value as the text of a step. */
import { toBase64 } from '../../bytes/base64.ts';
import { toHex } from '../../bytes/hex.ts';
import type { Value } from '../../codegen/script.ts';
import { textValue } from '../raw-text.ts';

const longestLine = 100;
/** Up to here bytes can be read with the eye. */
const mostHexBytes = 32;

/** On one line where that is short enough. Null where a key stands in the middle of a text: only a whole text can be the key. */
export function valueText(value: Value, indent = ''): string | null {
  switch (value.is) {
    case 'text':
      return textOf(value.pieces);
    case 'bytes':
      return value.bytes.length <= mostHexBytes
        ? `{ "$hex": "${toHex(value.bytes, ' ')}" }`
        : `{ "$bin": "${toBase64(value.bytes)}" }`;
    case 'number':
    case 'plain':
      return JSON.stringify(value.value);
    case 'list': {
      return joined('[', ']', '', indent, (inner) => value.items.map((item) => valueText(item, inner)));
    }
    case 'map':
      return joined('{', '}', ' ', indent, (inner) =>
        value.entries.map(([name, item]) => {
          const text = valueText(item, inner);
          return text === null ? null : `${JSON.stringify(name)}: ${text}`;
        }),
      );
  }
}

function textOf(pieces: Extract<Value, { is: 'text' }>['pieces']): string | null {
  const [only] = pieces;
  if (only === undefined) return '""';
  if (pieces.length > 1) return null;
  return typeof only === 'string' ? textValue(only) : '{ "$key": true }';
}

function joined(
  open: string,
  close: string,
  blank: string,
  indent: string,
  parts: (inner: string) => readonly (string | null)[],
): string | null {
  const inner = `${indent}  `;
  const texts = parts(inner);
  if (texts.includes(null)) return null;
  if (texts.length === 0) return `${open}${close}`;
  const line = `${open}${blank}${texts.join(', ')}${blank}${close}`;
  if (!line.includes('\n') && indent.length + line.length <= longestLine) return line;
  return `${open}\n${texts.map((text) => inner + text).join(',\n')}\n${indent}${close}`;
}
