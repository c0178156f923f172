/** Reads a list of rules as it came from a page: nothing is taken on trust. */
import { fromBase64 } from '../../bytes/base64.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import { areHoles } from '../send.ts';
import { ruleActs, type TapRule } from './rules.ts';

export const mostRules = 100;
export const longestDelayMs = 3_600_000;
const mostReplacementBytes = 2 ** 20;

/** What is wrong with a value, in words; null for nothing. */
type Check = (value: unknown) => string | null;

const text =
  (most: number, least = 1): Check =>
  (value) =>
    typeof value === 'string' && value.length >= least && value.length <= most
      ? null
      : `must be a text of ${least} to ${most} characters`;
const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value as string) ? null : `must be one of ${values.join(', ')}`;
const whole =
  (least: number, most: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? null
      : `must be a whole number from ${least} to ${most}`;
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? null : check(value);

const checks: { [Name in keyof Required<TapRule>]: Check } = {
  id: text(64),
  on: flag,
  upstream: text(60),
  name: optional(text(40, 0)),
  dir: oneOf(['sent', 'received', 'both']),
  kind: optional(text(64)),
  field: optional((value) => (isObject(value) ? null : 'must have a path and a value')),
  nth: optional(whole(1, 1e9)),
  act: oneOf(ruleActs),
  delayMs: optional(whole(0, longestDelayMs)),
  replacement: optional((value) => (isObject(value) ? null : 'must have an opcode and bytes')),
  overtake: optional(flag),
};

const parts: Record<'field' | 'replacement', Record<string, Check>> = {
  field: { path: text(200), is: text(4096, 0), part: optional(flag) },
  replacement: { opcode: oneOf(['text', 'binary']), bytes: base64, holes: optional(holeList) },
};

/** The rules, each with its known fields only; or what is wrong with the first that is not one, `at.field` naming the place (`[2].nth`). */
export function readRules(value: unknown): TapRule[] | Problem {
  if (!Array.isArray(value)) return bad('rules', 'must be a list');
  if (value.length > mostRules) return bad('rules', `are ${value.length}, the most are ${mostRules}`);
  const ids = new Set<string>();
  const rules: TapRule[] = [];
  for (const [index, item] of value.entries()) {
    const fault = isObject(item) ? faultOf(item) : { field: '', why: 'must be an object' };
    if (fault !== null) return bad(`[${index}]${fault.field === '' ? '' : `.${fault.field}`}`, fault.why);
    const rule = pick(item as Record<string, unknown>, Object.keys(checks)) as TapRule;
    if (ids.has(rule.id)) return bad(`[${index}].id`, 'is that of a rule before it');
    ids.add(rule.id);
    rules.push(rule);
  }
  return rules;
}

function faultOf(item: Record<string, unknown>): { field: string; why: string } | null {
  for (const [field, check] of Object.entries(checks)) {
    const why = check(item[field]);
    if (why !== null) return { field, why };
  }
  for (const [outer, inner] of Object.entries(parts)) {
    const value = item[outer] as Record<string, unknown> | undefined;
    if (value === undefined) continue;
    for (const [name, check] of Object.entries(inner)) {
      const why = check(value[name]);
      if (why !== null) return { field: `${outer}.${name}`, why };
    }
  }
  if (item.act === 'delay' && item.delayMs === undefined) return { field: 'delayMs', why: 'is missing: how long' };
  if (item.act === 'replace' && item.replacement === undefined)
    return { field: 'replacement', why: 'is missing: what goes on instead' };
  const { replacement } = item as Partial<TapRule>;
  if (replacement === undefined) return null;
  const size = fromBase64(replacement.bytes)?.length ?? 0;
  return (replacement.holes?.at(-1)?.end ?? 0) > size
    ? { field: 'replacement.holes', why: 'must lie within the bytes' }
    : null;
}

function base64(value: unknown): string | null {
  if (typeof value !== 'string') return 'must be base64';
  if (value.length > (mostReplacementBytes * 4) / 3 + 4) return `must be at most ${mostReplacementBytes} bytes`;
  return fromBase64(value) === null ? 'must be base64' : null;
}

function holeList(value: unknown): string | null {
  return isHoles(value) ? null : 'must be a list of start, end and key, one behind the other';
}

/** Where they lie in the bytes is seen when these are there. */
function isHoles(value: unknown): boolean {
  if (!Array.isArray(value) || value.length > 64) return false;
  return areHoles(value, Number.MAX_SAFE_INTEGER) && value.every(({ key }) => key.length <= 40);
}

function pick(from: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const name of names) {
    const value = from[name];
    const inner = Object.hasOwn(parts, name) ? Object.keys(parts[name as keyof typeof parts]) : null;
    if (value !== undefined) picked[name] = inner === null ? value : pick(value as Record<string, unknown>, inner);
  }
  return picked;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(field: string, why: string): Problem {
  return problem('bad_rule', `${field} ${why}.`, { field });
}
