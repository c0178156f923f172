import type { CloseEntry } from './entry.ts';

/** Codes a close frame may carry (RFC 6455 section 7.4): 1004, 1005, 1006 and 1015 never stand on the wire. */
export function isCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
}

/** 1000 and 1001 say that all is well; so does 1005, a close frame without a code. */
export function isNormalClose({ by, code }: Pick<CloseEntry, 'by' | 'code'>): boolean {
  return by !== 'network' && (code === 1000 || code === 1001 || code === 1005);
}
