/** A small JSON body of a request; how long it may take is `late-body.ts`'s to say. */
import type { IncomingMessage } from 'node:http';

export const mostBodyBytes = 4096;

/** Null for what is no JSON. Rejects when the client goes away. */
export async function readSmallJson(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    size += (piece as Buffer).length;
    if (size > mostBodyBytes) {
      // A browser reads the answer when it has sent everything.
      request.resume();
      return 'too large';
    }
    pieces.push(piece as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return null;
  }
}
