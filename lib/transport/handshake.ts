/** The answer to an upgrade as an entry: status, headers, body, times, and what a refusal means here. Pure. */
import type { Dialect } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { HandshakeEntry, Masked, Shown } from '../session/entry.ts';
import type { Masker } from '../session/mask.ts';
import type { Answer, Header } from './dial.ts';

/**
 * Headers with known secrets masked. `planned` are those whose key places are known; a value at one of the dialect's
 * `secret` names that we did not fill ourselves is masked whole.
 */
export function maskedHeaders(
  headers: readonly Header[],
  masker: Masker,
  planned: readonly Shown[] = [],
  secret: readonly string[] = [],
): Shown[] {
  return headers.map(({ name, value }) => {
    const own = planned.find((p) => p.name.toLowerCase() === name.toLowerCase());
    if (own !== undefined) return own;
    if (secret.includes(name.toLowerCase())) masker.know(value.replace(/^\S+\s+/, ''), 'met');
    const { text, spans } = masker.maskText(value);
    return { name, value: text, ...(spans.length > 0 ? { masked: spans } : {}) };
  });
}

/** 101 or refusal. `body` is masked in place. */
export function upgradeEntry(
  answer: Answer & { body?: Uint8Array; bodyCut?: boolean },
  masker: Masker,
  dialect: Dialect,
): { body: HandshakeEntry; masked: Masked[] } {
  const { status, timings, body, bodyCut } = answer;
  const headers = maskedHeaders(answer.headers, masker);
  const masked = (body === undefined ? [] : masker.mask(body)).map((span): Masked => ({ in: 'body', ...span }));
  const why = body === undefined ? null : refusalOf(status, headers, body, dialect);
  return {
    body: {
      kind: 'handshake',
      status,
      statusText: masker.scrub(answer.statusText),
      headers,
      ...(body === undefined ? {} : { body }),
      ...(bodyCut ? { bodyCut } : {}),
      timings,
      ...(why === null ? {} : { problem: why }),
    },
    masked,
  };
}

function refusalOf(status: number, headers: readonly Shown[], body: Uint8Array, dialect: Dialect): Problem {
  const to = headers.find((h) => h.name.toLowerCase() === 'location')?.value;
  if (status >= 300 && status < 400 && to !== undefined) return problem('redirected', `${status}, to ${to}`);
  return dialect.refusal(status, body);
}
