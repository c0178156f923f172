/** Reads the page's text commands. Pages may be older than the server, or not ours at all: nothing is taken on trust. */
import type { Command } from './wire.ts';

const session = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{32}$/.test(value);
const text = (value: unknown, most: number): value is string => typeof value === 'string' && value.length <= most;
const count = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const optional = (value: unknown, check: (v: unknown) => boolean) => value === undefined || check(value);

function isRecord(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= 64 && entries.every(([name, v]) => text(name, 200) && text(v, 2000));
}

const mostRules = 256;
const longestDelayMs = 3_600_000;

type Loose = {
  [name in
    | 'request'
    | 'value'
    | 'session'
    | 'upstream'
    | 'options'
    | 'path'
    | 'key'
    | 'switches'
    | 'code'
    | 'reason'
    | 'seq'
    | 'at'
    | 'why'
    | 'ms'
    | 'faults'
    | 'rules'
    | 'held'
    | 'act'
    | 'delayMs']?: unknown;
};

const checks: { [Op in Command['op']]: (c: Loose) => boolean } = {
  key: (c) => count(c.request) && text(c.upstream, 200) && text(c.value, 8192),
  open: (c) =>
    session(c.session) &&
    text(c.upstream, 200) &&
    isRecord(c.options) &&
    optional(c.path, (v) => text(v, 2000)) &&
    optional(c.key, (v) => text(v, 40)) &&
    optional(c.switches, isRecord) &&
    optional(c.faults, (v) => text(v, 2000)),
  close: (c) => session(c.session) && count(c.code) && text(c.reason, 1000),
  ack: (c) => session(c.session) && count(c.seq),
  resume: (c) => session(c.session) && count(c.seq),
  ping: (c) => typeof c.at === 'number',
  absent: (c) => session(c.session) && (c.why === 'hidden' || c.why === 'still') && count(c.ms),
  taps: () => true,
  // What each of them says is for the rules to judge.
  rules: (c) => Array.isArray(c.rules) && c.rules.length <= mostRules,
  release: (c) =>
    session(c.session) &&
    count(c.held) &&
    (c.act === 'pass' || c.act === 'drop' || c.act === 'duplicate') &&
    optional(c.delayMs, (v) => count(v) && v <= longestDelayMs),
};

/** The command, or null for anything that is none. */
export function readCommand(json: string): Command | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const command = value as Record<string, unknown>;
  const { op } = command;
  if (typeof op !== 'string' || !Object.hasOwn(checks, op)) return null;
  return checks[op as Command['op']](command as Loose) ? (value as Command) : null;
}
