const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** What rounds to nothing is not negative: no `-0.0`. */
function written(format: Intl.NumberFormat, value: number): string {
  const text = format.format(value);
  return /^-[0.]+$/.test(text) ? text.slice(1) : text;
}

/** `1,866` */
export function grouped(count: number): string {
  return written(whole, count);
}

/** `1,866 B`; never rounded: bytes are counted, not measured. */
export function bytesText(bytes: number): string {
  return `${whole.format(bytes)} B`;
}

/** Milliseconds with one decimal: `1,982.8`. */
export function msText(ms: number): string {
  return written(tenth, ms);
}

/** The same for a narrow column: from 100 s on without the decimal. */
export function shortMsText(ms: number): string {
  return written(Math.abs(ms) >= 100_000 ? whole : tenth, ms);
}

/** A difference with its sign, at most 8 characters up to a day: `+90.0`; from 1,000 up without decimal; from 1,000,000 ms up in `s`. */
export function deltaText(ms: number): string {
  const size = Math.abs(ms);
  const sign = ms <= -0.05 ? '-' : '+';
  // 999,999.5 would be written as a million.
  if (Math.round(size) >= 1_000_000) return `${sign}${Math.round(size / 1000)} s`;
  return `${sign}${size >= 1000 ? whole.format(size) : tenth.format(size)}`;
}

/** The same without loss: `+1,234,567.8 ms`. */
export function deltaTitle(ms: number): string {
  return `${ms <= -0.05 ? '-' : '+'}${tenth.format(Math.abs(ms))} ms`;
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
