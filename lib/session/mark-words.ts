/** Marks that are read again later: their words are made and understood here, in one place. */

/** Of the recorder: the page was too slow, and the upstream was not read meanwhile. */
export function pausedWords(ms: number): string {
  return `console paused reading for ${ms} ms`;
}

/** Milliseconds, of such a mark; null for any other. */
export function pausedMs(says: string): number | null {
  const found = /^console paused reading for (\d+) ms$/.exec(says);
  return found === null ? null : Number(found[1]);
}

/** Of the player: somebody set its rate by hand, to another one than was asked for. */
export function playerRateWords(setHz: number, askedHz: number): string {
  return `player set to ${setHz} Hz, asked for were ${askedHz} Hz`;
}

/** Both rates, of such a mark; null for any other. */
export function playerRate(says: string): { setHz: number; askedHz: number } | null {
  const found = /^player set to (\d+) Hz, asked for were (\d+) Hz$/.exec(says);
  return found === null ? null : { setHz: Number(found[1]), askedHz: Number(found[2]) };
}
