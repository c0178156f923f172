/** Hides what a client's own request says in secret: by the places its protocol names, and those every protocol has. Pure but for the masker. */
import type { Dialect } from '../../dialects/dialect.ts';
import type { Masked, Shown } from '../../session/entry.ts';
import { fillerOf, type Masker } from '../../session/mask.ts';
import type { Header } from '../../transport/dial.ts';

/** Secret in any protocol, whole: behind its scheme, where it has one. */
const alwaysSecret = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key', 'api-key'];
/** `Bearer `, `Basic `, `Token `. */
const scheme = /^[A-Za-z][A-Za-z0-9-]*\s+/;

/** Headers as they are shown; their secrets become known keys first. */
export function shownHeaders(headers: readonly Header[], masker: Masker, dialect: Dialect): Shown[] {
  return headers.map(({ name, value }) => {
    const lower = name.toLowerCase();
    if (!alwaysSecret.includes(lower) && !dialect.secretHeaders.includes(lower))
      return plainHeader(name, value, masker);
    const start = lower.includes('cookie') ? 0 : (scheme.exec(value)?.[0].length ?? 0);
    const secret = value.slice(start);
    if (secret === '') return { name, value };
    const key = masker.know(secret, 'met');
    if (!key.secret) return { name, value };
    const text = value.slice(0, start) + fillerOf(key, secret.length);
    return { name, value: text, masked: [{ start, end: value.length, key: key.handle }] };
  });
}

function plainHeader(name: string, value: string, masker: Masker): Shown {
  const { text, spans } = masker.maskText(value);
  return { name, value: text, ...(spans.length === 0 ? {} : { masked: spans }) };
}

/** An address as it is shown. The values of its secret parameters become known keys first, as they stand and decoded. */
export function shownUrl(url: string, masker: Masker, dialect: Dialect): { url: string; masked: Masked[] } {
  const masked: Masked[] = [];
  let out = url;
  const query = url.indexOf('?');
  for (let at = query + 1; query !== -1 && at <= url.length; ) {
    const end = endOf(url, at);
    const equals = url.indexOf('=', at);
    if (equals !== -1 && equals < end && dialect.secretQuery.includes(decoded(url.slice(at, equals)).toLowerCase())) {
      const value = url.slice(equals + 1, end);
      const key = value === '' ? null : masker.know(decoded(value), 'met');
      if (key?.secret) {
        if (decoded(value) !== value) masker.know(value, 'met');
        out = out.slice(0, equals + 1) + fillerOf(key, value.length) + out.slice(end);
        masked.push({ in: 'url', start: equals + 1, end, key: key.handle });
      }
    }
    at = end + 1;
  }
  const { text, spans } = masker.maskText(out);
  masked.push(...spans.map((span): Masked => ({ in: 'url', ...span })));
  return { url: text, masked: masked.sort((a, b) => a.start - b.start) };
}

function endOf(url: string, from: number): number {
  for (let at = from; at < url.length; at++) if (url[at] === '&' || url[at] === '#') return at;
  return url.length;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Masks known keys in a body, in place of a copy. */
export function shownBody(
  bytes: Uint8Array,
  masker: Masker,
  where: 'requestBody' | 'responseBody',
): { bytes: Uint8Array; masked: Masked[] } {
  const own = Uint8Array.from(bytes);
  return { bytes: own, masked: masker.mask(own).map((span): Masked => ({ in: where, ...span })) };
}

/** For reasons and details. */
export function shownReason(bytes: Uint8Array, masker: Masker): { reason: Uint8Array; masked: Masked[] } {
  const reason = Uint8Array.from(bytes);
  return { reason, masked: masker.mask(reason).map((span): Masked => ({ in: 'reason', ...span })) };
}
