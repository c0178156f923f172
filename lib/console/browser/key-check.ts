/**
 * Tells whether a text is a typed key without keeping the key: a SHA-256 under a salt of this page's life, and the length. Both
 * stay in this closure, never in the page's state. Where the browser offers no digest (a page that is not secure) it is computed here.
 */
import { toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { keyCandidates } from '../../scenario/scrub-secrets.ts';

export type KeyCheck = {
  /** From now on this is the key of the upstream; null for none. */
  remember(upstream: string, key: string | null): void;
  /** The literals of `text` that equal a key, of whichever upstream, as a test for `scrubSecrets`. */
  prepare(text: string): Promise<(literal: string) => boolean>;
};

/** `salt`: random, of this page. */
export function keyCheck(salt: string): KeyCheck {
  const known = new Map<string, { length: number; digest: Promise<string> }>();
  const digest = async (text: string) => {
    const salted = encodeUtf8(`${salt}:${text}`);
    if (globalThis.crypto?.subtle !== undefined)
      return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', salted)));
    const { sha256 } = await import('../../bytes/sha256.ts');
    return (await sha256())(salted);
  };
  return {
    remember(upstream, key) {
      if (key === null || key === '') known.delete(upstream);
      else known.set(upstream, { length: key.length, digest: digest(key) });
    },
    async prepare(text) {
      const equal = new Set<string>();
      for (const one of [...known.values()]) {
        for (const literal of keyCandidates(text)) {
          if (literal.length === one.length && (await digest(literal)) === (await one.digest)) equal.add(literal);
        }
      }
      return (literal) => equal.has(literal);
    },
  };
}
