/** Which rule acts on a frame: one connection's counts, and a reader that follows what its client sees. */
import { nodeAtPath } from '../../bytes/node-path.ts';
import type { Dialect, FrameLike, Reader, Reading } from '../../dialects/dialect.ts';
import { isFor, type TapRule } from './rules.ts';

export type Matcher = {
  /** The rule that acts on it. Once for each frame, in order. `rules` keep their identity as long as they are not edited: counts of `nth` go by it. */
  match(frame: FrameLike, rules: readonly TapRule[]): TapRule | null;
};

export function openMatcher(dialect: Dialect, upstream: string, name: string): Matcher {
  const reader: Reader = dialect.openReader();
  const counts = new WeakMap<TapRule, number>();
  return {
    match(frame, rules) {
      const reading = reader.read(frame);
      const valueAt = fieldsOf(dialect, frame, reading);
      let acting: TapRule | null = null;
      for (const rule of rules) {
        if (!isFor(rule, upstream, name) || !fits(rule, frame, reading, valueAt)) continue;
        const count = (counts.get(rule) ?? 0) + 1;
        counts.set(rule, count);
        if (acting === null && (rule.nth === undefined || rule.nth === count)) acting = rule;
      }
      return acting;
    },
  };
}

function fits(rule: TapRule, frame: FrameLike, reading: Reading, valueAt: (path: string) => string | null): boolean {
  if (rule.dir !== 'both' && rule.dir !== frame.dir) return false;
  const control = frame.opcode === 'ping' || frame.opcode === 'pong';
  if (rule.kind === undefined ? control : rule.kind !== reading.event) return false;
  if (rule.field === undefined) return true;
  const { path, is, part } = rule.field;
  const value = valueAt(path);
  return value !== null && (part === true ? value.includes(is) : value === is);
}

/** The values of a message as text; it is decoded once, however many rules ask. */
function fieldsOf(dialect: Dialect, frame: FrameLike, reading: Reading): (path: string) => string | null {
  let table: ReturnType<Dialect['inspect']> | undefined;
  return (path) => {
    if (table === undefined) table = dialect.inspect(frame, reading);
    const node = table === null ? null : nodeAtPath(table, path);
    return node === null || node.value === undefined ? null : String(node.value);
  };
}
