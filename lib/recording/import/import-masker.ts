/**
 * Takes keys out of a file that was recorded elsewhere, wherever the place says that it is one: headers, parameters of the address,
 * fields of the dialect. A value met there is looked for in everything else. What looks like a secret and stands anywhere is not of
 * this: see `../redact`.
 */
import { decodeUtf8, encodeUtf8, utf8Length } from '../../bytes/utf8.ts';
import type { Dialect, FrameLike } from '../../dialects/dialect.ts';
import type { Masked, Shown } from '../../session/entry.ts';
import { fillerOf, type MaskedSpan, Masker } from '../../session/mask.ts';
import { isSecretName } from '../redact/secret-names.ts';
import type { NameValue } from './found.ts';

/** Headers that name the kind of secret first: `Bearer ...`. Of others the whole value is one. */
const withScheme = new Set(['authorization', 'proxy-authorization']);

/** Masked before the file was written: `key#1...`, or stars for a short one. */
const filler = /^(?:((?:key|secret)(?:#\d+)?)\.*|\*+)$/;

/**
 * So many values are looked for everywhere; further ones are masked where they stand. Each new one makes the search anew: a file may
 * hold one in every line.
 */
const mostKnown = 100;

export class ImportMasker {
  private readonly masker = new Masker();
  private readonly dialect: Dialect;
  /** Values that came after those that are looked for. */
  private more = 0;
  /** Places masked so far, those that came masked too. */
  places = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  headers(list: readonly NameValue[]): Shown[] {
    return list.map(({ name, value }) => {
      const plain = name.toLowerCase();
      const isSecret = isSecretName(name, 'header') || this.dialect.secretHeaders.includes(plain);
      const from = withScheme.has(plain) ? (/^\S+\s+/.exec(value)?.[0].length ?? 0) : 0;
      const { text, spans } = this.text(value, isSecret ? [{ start: from, end: value.length }] : []);
      return { name, value: text, ...(spans.length === 0 ? {} : { masked: spans }) };
    });
  }

  url(url: string): { url: string; masked: Masked[] } {
    const places: { start: number; end: number }[] = [];
    const query = url.indexOf('?');
    const end = url.indexOf('#', Math.max(query, 0)) === -1 ? url.length : url.indexOf('#', Math.max(query, 0));
    for (let at = query + 1; query !== -1 && at < end; ) {
      const and = url.indexOf('&', at);
      const next = and === -1 || and > end ? end : and;
      const parameter = url.slice(at, next);
      const equals = parameter.indexOf('=');
      const name = decoded(equals === -1 ? parameter : parameter.slice(0, equals)).toLowerCase();
      const isSecret = isSecretName(name, 'parameter') || this.dialect.secretQuery.includes(name);
      if (isSecret && equals !== -1 && equals + 1 < parameter.length)
        places.push({ start: at + equals + 1, end: next });
      at = next + 1;
    }
    const user = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:([^/?#@]+)@/i.exec(url);
    if (user?.[1] !== undefined)
      places.unshift({ start: user[0].length - 1 - user[1].length, end: user[0].length - 1 });
    const { text, spans } = this.text(url, places);
    return { url: text, masked: spans.map((span) => ({ in: 'url', ...span })) };
  }

  /** Overwrites what is secret in the bytes of a frame. */
  frame(frame: FrameLike): Masked[] {
    const { bytes } = frame;
    const spans: MaskedSpan[] = [];
    let last = 0;
    for (const { start, end } of [...this.dialect.secretsIn(frame)].sort((a, b) => a.start - b.start)) {
      if (end <= start || start < last) continue;
      last = end;
      const text = decodeUtf8(bytes, start, end).text;
      const key = this.fillingOf(text, end - start);
      if (key === null) continue;
      bytes.set(encodeUtf8(key.text).subarray(0, end - start), start);
      spans.push({ start, end, key: key.handle });
    }
    spans.push(...this.masker.mask(bytes));
    this.places += spans.length;
    return spans.sort((a, b) => a.start - b.start).map((span) => ({ in: 'bytes', ...span }));
  }

  /** Overwrites known keys in bytes that are no frame. */
  bytes(bytes: Uint8Array, place: Masked['in']): Masked[] {
    const spans = this.masker.mask(bytes);
    this.places += spans.length;
    return spans.map((span) => ({ in: place, ...span }));
  }

  /** Words without any known key. */
  scrub(text: string): string {
    return this.masker.scrub(text);
  }

  private text(text: string, places: readonly { start: number; end: number }[]): { text: string; spans: MaskedSpan[] } {
    const out: string[] = [];
    const spans: MaskedSpan[] = [];
    let done = 0;
    for (const { start, end } of places) {
      const key = start < end ? this.fillingOf(text.slice(start, end), end - start) : null;
      if (key === null) continue;
      out.push(text.slice(done, start), key.text);
      done = end;
      spans.push({ start, end, key: key.handle });
    }
    const more = this.masker.maskText(out.join('') + text.slice(done));
    spans.push(...more.spans);
    this.places += spans.length;
    return { text: more.text, spans: spans.sort((a, b) => a.start - b.start) };
  }

  /** What is to stand in the place of a secret; null for the words the sandbox listens to, which are none. */
  private fillingOf(value: string, length: number): { text: string; handle: string } | null {
    const masked = filler.exec(value);
    if (masked !== null) return { text: value, handle: masked[1] ?? 'key#1' };
    if (this.masker.size >= mostKnown && this.masker.byValueOf(value) === undefined) {
      const handle = `key#${mostKnown + ++this.more}`;
      return { text: fillerOf({ handle, value, length: utf8Length(value), secret: true }, length), handle };
    }
    const key = this.masker.know(value, 'met');
    if (!key.secret) return null;
    const plain = decoded(value);
    if (plain !== value) this.masker.know(plain, 'met');
    return { text: fillerOf(key, length), handle: key.handle };
  }
}

/** A parameter's name or value without its escapes; itself where they are none. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
