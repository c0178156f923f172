/**
 * Waiting by the turns of this process's own loop. A process that stood still for a while (a busy machine, work of its own) has what it
 * waits for in its sockets: time by the clock would give up before they are read.
 */
const turnMs = 25;

/** Calls `then` once, after `ms` of turns; returns what takes it back. */
export function inTurns(ms: number, then: () => void): () => void {
  let left = Math.max(1, Math.ceil(ms / turnMs));
  const timer = setInterval(() => {
    if (--left > 0) return;
    clearInterval(timer);
    then();
  }, turnMs);
  return () => clearInterval(timer);
}

/** Whether it became so within `ms` of turns. */
export function until(isSo: () => boolean, ms: number): Promise<boolean> {
  if (isSo()) return Promise.resolve(true);
  return new Promise((resolve) => {
    let left = Math.ceil(ms / turnMs);
    const timer = setInterval(() => {
      const is = isSo();
      if (!is && --left > 0) return;
      clearInterval(timer);
      resolve(is);
    }, turnMs);
  });
}
