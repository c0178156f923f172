/** Pings and pongs of one connection: listed one by one up to a rate, then counted. */
import type { Clock, Timer } from '../clock/clock.ts';

export type PingCount = {
  /** True when this ping is to be listed; else it is counted, and `summary` tells how many once the second is over. */
  list(): boolean;
  stop(): void;
};

export function openPingCount(clock: Clock, listed: number, summary: (more: number) => void): PingCount {
  let inSecond = 0;
  let timer: Timer | undefined;
  const end = () => {
    timer = undefined;
    const more = inSecond - listed;
    inSecond = 0;
    if (more > 0) summary(more);
  };
  return {
    list() {
      timer ??= clock.after(1000, end);
      inSecond++;
      return inSecond <= listed;
    },
    stop() {
      clock.cancel(timer);
      if (timer !== undefined) end();
    },
  };
}
