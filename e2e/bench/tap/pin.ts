/** Who runs on which processor while short times are compared. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';

/**
 * Keeps the loop of this process on the first processor, and the loops of others (by process number) on the last, or on the first too,
 * until the work is done. Left to itself the system moves them about, and a step from one processor to another takes several
 * times as long as one within a processor: what is compared would be chance. Where there is no `taskset`, it is.
 */
export async function onProcessors<T>(
  where: 'apart' | 'together',
  others: readonly number[],
  work: () => Promise<T>,
): Promise<T> {
  const last = os.cpus().length - 1;
  put(process.pid, '0');
  for (const pid of others) put(pid, where === 'apart' ? String(last) : '0');
  try {
    return await work();
  } finally {
    for (const pid of [process.pid, ...others]) put(pid, `0-${last}`);
  }
}

function put(pid: number, processors: string): void {
  try {
    execFileSync('taskset', ['-cp', processors, String(pid)], { stdio: 'ignore' });
  } catch {
    // Not here.
  }
}
