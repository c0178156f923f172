/** Counts what the gate refused and says so in the log: the first of each kind, then at 10, 100, 1000... */
import type { Log } from './log.ts';

export type Refusals = { add(kind: string, status: number, says: string): void; total(): number };

export function countRefusals(log: Log): Refusals {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add(kind, status, says) {
      total++;
      const name = `${kind} refused, ${status}: ${says}`;
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      if (/^10*$/.test(String(count))) log.warn(count === 1 ? name : `${name} (${count} times)`);
    },
    total: () => total,
  };
}
