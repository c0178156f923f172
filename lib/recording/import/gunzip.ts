/** Inflates a stream of gzip (RFC 1952) within limits: a small file cannot become a large memory. */
import { grouped } from '../../bytes/quantity.ts';
import { type Problem, problem } from '../../problem/problem.ts';

/** One byte of deflate makes at most 1032: what one piece can become is bounded by its length. */
const pieceBytes = 4096;
/** Traffic as text seldom packs better than 30 to 1; what is small anyway may. */
const mostRatio = 100;
const freeBytes = 64 * 1024 * 1024;
const mostBytes = 8 * 1024 * 1024 * 1024;

/** Yields what the packed pieces become. `failed` is told at most once, and then nothing more is yielded. */
export async function* gunzip(
  pieces: AsyncIterable<Uint8Array>,
  failed: (why: Problem) => void,
): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let packed = 0;
  let unpacked = 0;
  const feeding = feed(pieces, writer, (bytes) => {
    packed += bytes;
  });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      unpacked += value.length;
      if (unpacked > mostBytes || unpacked > Math.max(freeBytes, packed * mostRatio)) {
        const says = `${grouped(packed)} packed bytes have become more than ${grouped(Math.min(unpacked, mostBytes))}`;
        failed(problem('limit_reached', `${says}: no recording packs so well`, undefined, bombHint));
        return;
      }
      yield value;
    }
  } catch {
    // Browsers read the first of several members (`cat a.gz b.gz`), Node all of them.
    failed(
      problem(
        'broken_file',
        `the gzip data is damaged, was cut, or has more behind its end, after ${grouped(unpacked)} unpacked bytes`,
      ),
    );
  } finally {
    await Promise.allSettled([reader.cancel(), writer.abort(), feeding]);
  }
}

const bombHint = 'Unpack the file by other means, look at it, and open what it holds.';

async function feed(
  pieces: AsyncIterable<Uint8Array>,
  writer: WritableStreamDefaultWriter<BufferSource>,
  fed: (bytes: number) => void,
): Promise<void> {
  try {
    for await (const piece of pieces) {
      for (let at = 0; at < piece.length; at += pieceBytes) {
        const part = piece.slice(at, at + pieceBytes);
        fed(part.length);
        await writer.write(part);
      }
    }
    await writer.close();
  } catch {
    // The reading side has met the same fault, or went away.
  }
}
