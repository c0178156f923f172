/** Numbers as the product writes them: whole thousands grouped by commas, a unit behind. Without Intl, which is slow per row. */

/** `1836` -> `1,836`; fractions and very large numbers keep their usual form. */
export function grouped(value: number | bigint): string {
  const text = String(value);
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}

/** `3 values`, `1 value`, `0 bytes`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(value)} ${value === 1 ? singular : plural}`;
}
