import { realClock } from '../clock/real.ts';

/** Runs `end` when the process that started this one is gone: npm that gets a signal ends its shell and itself, and leaves what runs in the shell behind. */
export function whenOrphaned(end: () => void): void {
  const parent = process.ppid;
  const look = () => {
    if (process.ppid === parent) realClock.after(500, look);
    else end();
  };
  realClock.after(500, look);
}
