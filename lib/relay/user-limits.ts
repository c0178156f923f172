/** What one user may do where many share a server. */
export type UserLimits = {
  /** Sessions, taps and plain calls under way at a time. */
  sessions: number;
  /** Of one of them: how long, and bytes both ways together. */
  sessionMs: number;
  sessionBytes: number;
  /** Begun within a minute. */
  connectsPerMinute: number;
};

export const teamUserLimits: UserLimits = {
  sessions: 4,
  sessionMs: 30 * 60_000,
  sessionBytes: 256 * 2 ** 20,
  connectsPerMinute: 10,
};
