/** Limits of one connection. A limit reached is a mark or a Problem in the record; nothing is cut in silence. */
export type Limits = {
  /** Name look-up, TCP, TLS and upgrade together, absolute: a server that drips bytes does not move it. */
  connectMs: number;
  /** From our close frame to the peer's, and from that to the end of its socket. */
  closeAckMs: number;
  /** Nothing came after the upgrade: a mark, never a close. */
  firstFrameMs: number;
  /** Nothing went either way: a mark, never a close. */
  idleMs: number;
  /** A long session: a mark; a close only with `closes`. */
  sessionMs: number;
  /** Open and silent for so long after the peer said that it has finished, or failed: a mark; a close only with `closes`. */
  afterDoneMs: number;
  /** The two above end the connection: where many share one server. On one's own machine sockets are kept for hours on purpose. */
  closes: boolean;
  /** Largest message in bytes, and most fragments of one. */
  maxPayload: number;
  maxFragments: number;
  /** Body of a refused upgrade: bytes kept, and how long to wait for them. */
  bodyBytes: number;
  bodyMs: number;
  /** Pings listed one by one in a second; the rest is counted in one mark. */
  pingsListed: number;
  /** Pongs not yet written: at this many the connection ends. */
  pongsWaiting: number;
};

export const defaultLimits: Limits = {
  connectMs: 10_000,
  closeAckMs: 3_000,
  firstFrameMs: 10_000,
  idleMs: 60_000,
  sessionMs: 30 * 60_000,
  afterDoneMs: 10_000,
  closes: false,
  maxPayload: 32 * 2 ** 20,
  maxFragments: 4096,
  bodyBytes: 64 * 1024,
  bodyMs: 5_000,
  pingsListed: 100,
  pongsWaiting: 60,
};

/** The mark of a peer that kept its socket open after our close frame. */
export const noCloseAckWords = (ms: number) => `no answer to our close within ${ms} ms: the socket was cut`;

/** Where many share one server, every connection comes to an end. */
export const teamLimits: Limits = { ...defaultLimits, closes: true };
