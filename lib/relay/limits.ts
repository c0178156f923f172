/** Limits of the relay: between server and page. Those of one connection stand in `lib/transport/limits.ts`. */
export type RelayLimits = {
  /** Bytes a page has not acknowledged: above `creditHigh` the upstream is not read any more, below `creditLow` it is again. */
  creditHigh: number;
  creditLow: number;
  /** Bytes kept of a session whose page takes nothing; what comes beyond is counted, not kept. */
  tailBytes: number;
  /** A batch leaves after this long, or at this size, whichever is first. */
  batchMs: number;
  batchBytes: number;
  /** Of all taps together, not acknowledged by one page: beyond it each has a batch under way, and no more. */
  tapBytes: number;
  /** A page that lost its link may come back within this. */
  resumeMs: number;
  /** Bytes sent by a page and not taken by its upstreams, all together: beyond it the page's link is closed with 1013. */
  upBytes: number;
  /** Sessions one page may have that are open, or over and not acknowledged: room for a scenario's hundred, and for those before them. */
  sessions: number;
  /** Marks about a hidden or sleeping page that one session takes. */
  absencesPerMinute: number;
};

export const defaultRelayLimits: RelayLimits = {
  creditHigh: 4 * 2 ** 20,
  creditLow: 2 ** 20,
  tailBytes: 64 * 2 ** 20,
  batchMs: 8,
  batchBytes: 64_000,
  tapBytes: 16 * 2 ** 20,
  resumeMs: 30_000,
  upBytes: 64 * 2 ** 20,
  sessions: 256,
  absencesPerMinute: 6,
};
