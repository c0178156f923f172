/** Looks for a port that can be had. */
import { createServer } from 'node:net';

/** The first free port after `taken`, or null when the next hundred are all taken. */
export async function freePortAfter(taken: number, host: string): Promise<number | null> {
  for (let port = taken + 1; port <= Math.min(taken + 100, 65_535); port++) if (await isFree(port, host)) return port;
  return null;
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
