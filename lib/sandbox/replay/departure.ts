/** Where a client did something else than the recording's client did. */
export type Departure = {
  /** Milliseconds since the client came. */
  at: number;
  says: string;
  /** The entry of the recording where another thing stands; null behind its end. */
  expected: number | null;
  /** Wire name of the client's event; null where it was missing, or the connection ended. */
  got: string | null;
};

/** `text differs from byte 12 (entry 5 of the recording)` */
export function departureWords({ says, expected }: Departure): string {
  return expected === null ? says : `${says} (entry ${expected} of the recording)`;
}
