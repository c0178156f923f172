/**
 * Tells whether a text is the typed key without keeping the key: a SHA-256 under a salt of this page's life, and the length. Both
 * stay in this closure, never in the page's state. Where the browser offers no digest (a page that is not secure), nothing equals.
 */
import { toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { keyCandidates } from '../../scenario/scrub-secrets.ts';

export type KeyCheck = {
  /** From now on this is the key; null for none. */
  remember(key: string | null): void;
  /** The literals of `text` that equal the key, as a test for `scrubSecrets`. */
  prepare(text: string): Promise<(literal: string) => boolean>;
};

/** `salt`: random, of this page. */
export function keyCheck(salt: string): KeyCheck {
  let known: { length: number; digest: Promise<string> } | null = null;
  const digest = async (text: string) =>
    toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', encodeUtf8(`${salt}:${text}`))));
  return {
    remember(key) {
      const able = globalThis.crypto?.subtle !== undefined;
      known = key === null || key === '' || !able ? null : { length: key.length, digest: digest(key) };
    },
    async prepare(text) {
      const now = known;
      const equal = new Set<string>();
      if (now !== null) {
        for (const literal of keyCandidates(text)) {
          if (literal.length === now.length && (await digest(literal)) === (await now.digest)) equal.add(literal);
        }
      }
      return (literal) => equal.has(literal);
    },
  };
}
