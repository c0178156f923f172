/** The shapes in which a key can lie about: plain, base64 at each alignment, hex, percent, UTF-16. */
import { randomBytes } from 'node:crypto';

export type SecretForm = { name: string; bytes: Buffer };

/** A fresh key. `+` and `/` make its percent form differ from its plain form; all of it is legal in a header. */
export function randomKey(): string {
  return `wt+${randomBytes(12).toString('hex')}/${randomBytes(6).toString('hex')}`;
}

/** The characters of base64 that depend on `key` alone when `before` bytes stand in front of it. */
function base64At(key: Buffer, before: number, alphabet: 'base64' | 'base64url'): string {
  const text = Buffer.concat([Buffer.alloc(before), key]).toString(alphabet);
  return text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + key.length) * 8) / 6));
}

/** Every form of `key` to search for, without doubles. */
export function secretForms(key: string): SecretForm[] {
  const plain = Buffer.from(key);
  const little = Buffer.from(key, 'utf16le');
  const texts: [string, string][] = [
    ['plain', key],
    ['percent', encodeURIComponent(key)],
    ['percent, every byte', plain.toString('hex').replace(/../g, '%$&')],
    ['hex', plain.toString('hex')],
    ['upper-case hex', plain.toString('hex').toUpperCase()],
  ];
  for (const before of [0, 1, 2]) {
    texts.push([`base64 +${before}`, base64At(plain, before, 'base64')]);
    texts.push([`base64url +${before}`, base64At(plain, before, 'base64url')]);
  }
  const forms = texts.map(([name, text]) => ({ name, bytes: Buffer.from(text) }));
  forms.push({ name: 'UTF-16LE', bytes: little }, { name: 'UTF-16BE', bytes: Buffer.from(little).swap16() });
  return forms.filter((form, i) => forms.findIndex((other) => other.bytes.equals(form.bytes)) === i);
}

/** Names of the forms found in a text or in bytes. */
export function formsIn(hay: string | Buffer, forms: readonly SecretForm[]): string[] {
  const bytes = typeof hay === 'string' ? Buffer.from(hay) : hay;
  return forms.filter((form) => bytes.includes(form.bytes)).map((form) => form.name);
}
