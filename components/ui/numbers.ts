/**
 * As `Intl.NumberFormat('en-US')` writes it, which takes 15 ms to load before the page answers, and longer for each number. What rounds to
 * nothing is not negative: no `-0.0`.
 */
function written(value: number, digits: 0 | 1): string {
  const size = Math.abs(value);
  // Beyond this it is no number of ours, and `toFixed` writes it in another way.
  if (!(size < 1e21)) return String(value);
  const plain = (digits === 1 ? toTenths(size) : size).toFixed(digits);
  const end = digits === 0 ? plain.length : plain.length - 2;
  let text = plain;
  for (let at = end - 3; at > 0; at -= 3) text = `${text.slice(0, at)},${text.slice(at)}`;
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/** Of the digits that the number is written with: `0.15`, which is a little less in binary, is 0.2. Above, tenths are not told apart. */
function toTenths(size: number): number {
  return size >= 1e-6 && size < 1e14 ? Math.round(Number(`${size}e1`)) / 10 : size;
}

/** `1,866` */
export function grouped(count: number): string {
  return written(count, 0);
}

/** `1,866 B`; never rounded: bytes are counted, not measured. */
export function bytesText(bytes: number): string {
  return `${written(bytes, 0)} B`;
}

/** Milliseconds with one decimal: `1,982.8`. */
export function msText(ms: number): string {
  return written(ms, 1);
}

/** The same for a narrow column: from 100 s on without the decimal. */
export function shortMsText(ms: number): string {
  return written(ms, Math.abs(ms) >= 100_000 ? 0 : 1);
}

/** A difference with its sign, at most 8 characters up to a day: `+90.0`; from 1,000 up without decimal; from 1,000,000 ms up in `s`. */
export function deltaText(ms: number): string {
  const size = Math.abs(ms);
  const sign = ms <= -0.05 ? '-' : '+';
  // 999,999.5 would be written as a million.
  if (Math.round(size) >= 1_000_000) return `${sign}${Math.round(size / 1000)} s`;
  return `${sign}${written(size, size >= 1000 ? 0 : 1)}`;
}

/** The same without loss: `+1,234,567.8 ms`. */
export function deltaTitle(ms: number): string {
  return `${ms <= -0.05 ? '-' : '+'}${written(Math.abs(ms), 1)} ms`;
}

/** Seconds with two decimals from milliseconds: `3.44 s`. */
export function secondsText(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** `0x01a`, at least three digits. */
export function offsetText(offset: number): string {
  return `0x${offset.toString(16).toUpperCase().padStart(3, '0')}`;
}

/** `0x01A–0x03F`, first and last byte of [start, end); of no bytes, the place. */
export function rangeText({ start, end }: { start: number; end: number }): string {
  return end <= start ? offsetText(start) : `${offsetText(start)}–${offsetText(end - 1)}`;
}
