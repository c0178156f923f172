/** The text of a file through the reader of its format. */
import type { Problem } from '../../problem/problem.ts';
import { type ForeignName, foreignReader } from './formats.ts';
import type { FoundSink } from './found.ts';
import type { PlainText } from './plain-text.ts';

export async function readForeign(
  format: ForeignName,
  pieces: AsyncIterable<Uint8Array>,
  sink: FoundSink,
  text: PlainText,
): Promise<Problem | null> {
  const reader = foreignReader(format, sink, text.met.encoding === 'UTF-8' ? text.met.markBytes : 0);
  for await (const piece of pieces) if (!reader.push(piece)) break;
  return reader.end();
}
