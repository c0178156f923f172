/** The timestamp extension (type -1). Source: MessagePack specification, "Timestamp extension type". */

/** Or why it cannot be read: `length` is the header's fault, `nanoseconds` the payload's. */
export type Timestamp =
  | { seconds: bigint; nanoseconds: number }
  | { bad: 'length' | 'nanoseconds'; nanoseconds: number };

export const timestampType = -1;
const mostNanoseconds = 999_999_999;
/** The range of JavaScript dates: 100 million days around 1970. */
const mostSeconds = 8_640_000_000_000n;

/** Reads the payload `bytes[body, end)`: 4, 8 or 12 bytes. */
export function readTimestamp(bytes: Uint8Array, body: number, end: number): Timestamp {
  const view = new DataView(bytes.buffer, bytes.byteOffset + body, end - body);
  if (view.byteLength === 4) return { seconds: BigInt(view.getUint32(0)), nanoseconds: 0 };
  if (view.byteLength === 8) {
    const word = view.getBigUint64(0);
    return checked(word & 0x3ffffffffn, Number(word >> 34n));
  }
  if (view.byteLength === 12) return checked(view.getBigInt64(4), view.getUint32(0));
  return { bad: 'length', nanoseconds: 0 };
}

function checked(seconds: bigint, nanoseconds: number): Timestamp {
  return nanoseconds > mostNanoseconds ? { bad: 'nanoseconds', nanoseconds } : { seconds, nanoseconds };
}

/** False where no date can be shown for it. */
export function isDate(seconds: bigint, nanoseconds: number): boolean {
  return seconds >= -mostSeconds && (seconds < mostSeconds || (seconds === mostSeconds && nanoseconds === 0));
}

/** `2018-01-02T03:04:05.678901234Z`; beyond the range of dates the bare figures: `-9223372036854775808 s + 5 ns`. */
export function timestampWords(seconds: bigint, nanoseconds: number): string {
  if (!isDate(seconds, nanoseconds)) return `${seconds} s + ${nanoseconds} ns`;
  const date = new Date(Number(seconds) * 1000).toISOString();
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  return date.replace(/\.000Z$/, `${fraction}Z`);
}
