/** Typed-array columns that grow when full: short ones double, long ones take an eighth more, so that little of them stands empty. */
const longLength = 1 << 16;

/** Entries of the next larger column. */
export function grownLength(length: number): number {
  return length < longLength ? length * 2 : length + (length >> 3);
}

export function growFloat64(from: Float64Array): Float64Array<ArrayBuffer> {
  const to = new Float64Array(grownLength(from.length));
  to.set(from);
  return to;
}
export function growUint32(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(grownLength(from.length));
  to.set(from);
  return to;
}
export function growInt16(from: Int16Array): Int16Array<ArrayBuffer> {
  const to = new Int16Array(grownLength(from.length));
  to.set(from);
  return to;
}
export function growUint8(from: Uint8Array): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(grownLength(from.length));
  to.set(from);
  return to;
}
