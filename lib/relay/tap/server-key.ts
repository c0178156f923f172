/** A client's request with the server's key in place of its own: where the protocol has its key, in headers and address. Pure. */
import type { Dialect, Template, UpgradePlan } from '../../dialects/dialect.ts';
import { headersOf, rawOf } from './passed-headers.ts';

/** `raw`: headers as Node gives them; `rest`: path and query as the client wrote them, byte for byte but for the key. */
export type Keyed = { raw: string[]; rest: string };

export function withServerKey(raw: readonly string[], rest: string, dialect: Dialect, key: string): Keyed {
  const plan = dialect.upgrade(dialect.paths[0] ?? '/', {});
  return { raw: headersWith(raw, plan, dialect, key), rest: addressWith(rest, plan, key) };
}

function headersWith(raw: readonly string[], plan: UpgradePlan, { secretHeaders }: Dialect, key: string): string[] {
  const placed = plan.headers.filter(({ value }) => holdsKey(value));
  if (placed.length === 0) return [...raw];
  const others = headersOf(raw).filter(({ name }) => !secretHeaders.includes(name.toLowerCase()));
  return rawOf([...others, ...placed.map(({ name, value }) => ({ name, value: filled(value, key) }))]);
}

function addressWith(rest: string, plan: UpgradePlan, key: string): string {
  const placed = plan.query.filter(({ value }) => holdsKey(value));
  if (placed.length === 0) return rest;
  const mark = rest.indexOf('?');
  const path = mark === -1 ? rest : rest.slice(0, mark);
  const names = new Set(placed.map(({ name }) => name.toLowerCase()));
  const others = mark === -1 ? [] : rest.slice(mark + 1).split('&');
  const kept = others.filter((pair) => pair !== '' && !names.has(decoded(pair.split('=')[0] as string).toLowerCase()));
  const ours = placed.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(filled(value, key))}`);
  return `${path}?${[...kept, ...ours].join('&')}`;
}

function holdsKey(template: Template): boolean {
  return template.some((part) => typeof part !== 'string');
}

function filled(template: Template, key: string): string {
  return template.map((part) => (typeof part === 'string' ? part : key)).join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
