/** An upgrade plan with its key: once as it goes out, once as it is shown. Pure. */
import type { Template, UpgradePlan } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { Masked, Shown } from '../session/entry.ts';
import { fillerOf, type KnownKey } from '../session/mask.ts';
import type { DialPlan } from './dial.ts';

export type Rendered = { plan: DialPlan; url: string; masked: Masked[]; headers: Shown[] };

// Set by the connection itself, or able to change whom we talk to (RFC 6455 section 4.1, RFC 9110 section 7.6.1).
const reserved =
  /^(host|connection|upgrade|cookie|origin|transfer-encoding|content-length|keep-alive|te|trailer|sec-websocket-.*|proxy-.*)$/i;
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Fills the plan. A header that may not be set, or a value that would break the request, is a Problem. */
export function renderUpgrade(base: string, plan: UpgradePlan, key: KnownKey | null): Rendered | Problem {
  const headers: { name: string; value: string }[] = [];
  const shownHeaders: Shown[] = [];
  for (const { name, value } of plan.headers) {
    const real = fill(value, key, (text) => text);
    if (!token.test(name) || reserved.test(name))
      return problem('header_refused', `"${name}" is set by the connection.`);
    if (!isHeaderValue(real.text))
      return problem('header_refused', `The value of "${name}" holds a control character.`);
    headers.push({ name, value: real.text });
    shownHeaders.push({ name, value: real.shown, ...(real.spans.length > 0 ? { masked: real.spans } : {}) });
  }
  let url = `${base}${plan.path}`;
  let shown = url;
  const masked: Masked[] = [];
  plan.query.forEach(({ name, value }, index) => {
    const lead = `${index === 0 ? '?' : '&'}${encodeURIComponent(name)}=`;
    const real = fill(value, key, encodeURIComponent);
    for (const { start, end, key: handle } of real.spans)
      masked.push({
        in: 'url',
        start: shown.length + lead.length + start,
        end: shown.length + lead.length + end,
        key: handle,
      });
    url += lead + real.text;
    shown += lead + real.shown;
  });
  return { plan: { url, headers, protocols: plan.protocols }, url: shown, masked, headers: shownHeaders };
}

type Filled = { text: string; shown: string; spans: { start: number; end: number; key: string }[] };

function fill(template: Template, key: KnownKey | null, escaped: (text: string) => string): Filled {
  const filled: Filled = { text: '', shown: '', spans: [] };
  for (const part of template) {
    if (typeof part === 'string') {
      filled.text += escaped(part);
      filled.shown += escaped(part);
      continue;
    }
    if (key === null) continue;
    const secret = escaped(key.value);
    const filler = key.secret ? fillerOf(key, secret.length) : secret;
    if (key.secret)
      filled.spans.push({ start: filled.shown.length, end: filled.shown.length + filler.length, key: key.handle });
    filled.text += secret;
    filled.shown += filler;
  }
  return filled;
}

/** Visible characters, space and tab (RFC 9110 section 5.5), as Latin-1. */
function isHeaderValue(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit < 32 && unit !== 9) || unit === 127 || unit > 255) return false;
  }
  return true;
}
