/** Which rule acts on a frame: one connection's counts, and a reader that follows what its client sees. */
import { nodeAtPath } from '../../bytes/node-path.ts';
import type { Dialect, FrameLike, Reader, Reading } from '../../dialects/dialect.ts';
import { isFor, type TapRule } from './rules.ts';

export type Matched = { rule: TapRule | null; reading: Reading };

export type Matcher = {
  /** Once for each frame, in order. `rules` keep their identity as long as they are not edited: counts of `nth` go by it. */
  match(frame: FrameLike, rules: readonly TapRule[]): Matched;
};

export function openMatcher(dialect: Dialect, upstream: string, name: string): Matcher {
  const reader: Reader = dialect.openReader();
  const counts = new WeakMap<TapRule, number>();
  return {
    match(frame, rules) {
      const reading = reader.read(frame);
      let acting: TapRule | null = null;
      for (const rule of rules) {
        if (!isFor(rule, upstream, name) || !fits(rule, frame, reading, dialect)) continue;
        const count = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, count);
        if (acting === null && (rule.nth === undefined || rule.nth === count)) acting = rule;
      }
      return { rule: acting, reading };
    },
  };
}

function fits(rule: TapRule, frame: FrameLike, reading: Reading, dialect: Dialect): boolean {
  if (rule.dir !== 'both' && rule.dir !== frame.dir) return false;
  const control = frame.opcode === 'ping' || frame.opcode === 'pong';
  if (rule.kind === undefined ? control : rule.kind !== reading.event) return false;
  return rule.field === undefined || fieldFits(rule.field, frame, reading, dialect);
}

function fieldFits(
  field: NonNullable<TapRule['field']>,
  frame: FrameLike,
  reading: Reading,
  dialect: Dialect,
): boolean {
  const table = dialect.inspect(frame, reading);
  const node = table === null ? null : nodeAtPath(table, field.path);
  if (node === null || node.value === undefined) return false;
  const value = String(node.value);
  return field.part === true ? value.includes(field.is) : value === field.is;
}
