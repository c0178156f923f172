/** Where a key stands in a client's frame: `token` of the start event, by position, whatever its value. */
import type { Span } from '../../bytes/span.ts';
import { inspectJson } from '../../json/inspect.ts';
import type { FrameLike } from '../dialect.ts';

const word = new TextEncoder().encode('token');

/** Spans of the text between the quotes; all of them, should the key be doubled. Empty for any other frame. */
export function speechSecrets(frame: FrameLike): Span[] {
  const { bytes } = frame;
  if (frame.dir !== 'sent' || frame.opcode !== 'text' || !mayHold(bytes)) return [];
  const { nodes } = inspectJson(bytes);
  return nodes
    .filter(
      (node) =>
        node.role === 'value' && node.parent === 0 && node.type === 'str' && nodes[node.keyNode]?.value === 'token',
    )
    .map((node) => ({ start: node.start + 1, end: node.cut === true ? node.end : node.end - 1 }));
}

/** A cheap look first: almost no frame has one. An escaped spelling (`\u0074oken`) begins with a backslash. */
function mayHold(bytes: Uint8Array): boolean {
  for (let i = bytes.indexOf(0x74); i !== -1; i = bytes.indexOf(0x74, i + 1)) {
    if (word.every((byte, k) => bytes[i + k] === byte)) return true;
  }
  return bytes.includes(0x5c);
}
