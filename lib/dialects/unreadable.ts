/** Words for a frame that is no event: what it looks like, and where reading stopped. */
import { decodeUtf8 } from '../bytes/utf8.ts';
import { wholeCharactersEnd } from '../bytes/utf8-cut.ts';
import { placeWords } from '../problem/problem.ts';
import type { FrameLike, Reading } from './dialect.ts';
import { byteCount, quoted } from './phrase.ts';

const mostBytes = 400;

/** Plain text; hostile characters are kept. */
export function unreadableWords(frame: FrameLike, reading: Reading): string {
  const { bytes, opcode } = frame;
  if (bytes.length === 0) return 'empty frame (0 B)';
  const found = reading.problem;
  const place = found?.at === undefined || found.at.byte === 0 ? '' : ` (${placeWords(found.at)})`;
  const why = found === null ? byteCount(bytes.length) : `${found.detail}${place}`;
  const looksLikeText = opcode === 'text' || bytes[0] === 0x7b || bytes[0] === 0x5b;
  if (!looksLikeText) return why;
  const end = bytes.length > mostBytes ? wholeCharactersEnd(bytes, 0, mostBytes) : bytes.length;
  return `${why}: ${quoted(decodeUtf8(bytes, 0, end).text)}`;
}
