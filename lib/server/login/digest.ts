import { createHash } from 'node:crypto';

/** SHA-256: secrets are kept and compared as digests of equal length, so that the time taken tells nothing of the value. */
export function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
