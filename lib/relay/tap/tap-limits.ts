/** Limits of taps. A tap is never held back for a page: what is beyond them is counted in the record, and not kept. */
export type TapLimits = {
  /** Of one tap: what came and no page has acknowledged. */
  tailBytes: number;
  /** Of all live taps together; beyond it each has its share. */
  allBytes: number;
  /** Sessions that are over and that no page has taken: how many, and how much of them. The oldest goes first. */
  endedTaps: number;
  /** Of those that pages have begun to take: how many. */
  endedTaken: number;
  endedBytes: number;
  /** One message, and its fragments. What is larger crosses the wire all the same, and is not read. */
  maxPayload: number;
  maxFragments: number;
  /** As for connections of a page (`RelayLimits`). */
  creditHigh: number;
  batchBytes: number;
  resumeMs: number;
};

export const defaultTapLimits: TapLimits = {
  tailBytes: 64 * 2 ** 20,
  allBytes: 512 * 2 ** 20,
  endedTaps: 64,
  endedTaken: 1024,
  endedBytes: 256 * 2 ** 20,
  maxPayload: 32 * 2 ** 20,
  maxFragments: 4096,
  creditHigh: 4 * 2 ** 20,
  batchBytes: 64_000,
  resumeMs: 30_000,
};
