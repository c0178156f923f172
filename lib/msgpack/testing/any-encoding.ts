/** Writes values in any form the specification allows, not only the shortest: `form` is drawn by the test. */
import { toHex } from '../../bytes/hex.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';

/** A value as `readBack` gives it, beside its bytes. */
export type Written = { bytes: readonly number[]; value: unknown };

const big = (size: number, value: number | bigint) =>
  Array.from({ length: size }, (_, i) => Number((BigInt(value) >> BigInt(8 * (size - 1 - i))) & 0xffn));

/** Header and length: the short form where it fits, or one of the `wider` ones: `[header, bytes of length]`. */
function sized(length: number, short: readonly [number, number], wider: readonly [number, number][], form: number) {
  const forms = [
    ...(length < short[1] ? [[short[0] + length]] : []),
    ...wider.filter(([, size]) => length < 2 ** (8 * size)).map(([header, size]) => [header, ...big(size, length)]),
  ];
  return forms[form % forms.length] as number[];
}

export function writtenText(text: string, form: number): Written {
  const payload = [...encodeUtf8(text)];
  const wider: [number, number][] = [
    [0xd9, 1],
    [0xda, 2],
    [0xdb, 4],
  ];
  return { bytes: [...sized(payload.length, [0xa0, 32], wider, form), ...payload], value: text };
}

export function writtenBin(payload: Uint8Array, form: number): Written {
  const wider: [number, number][] = [
    [0xc4, 1],
    [0xc5, 2],
    [0xc6, 4],
  ];
  return { bytes: [...sized(payload.length, [0, 0], wider, form), ...payload], value: { bin: toHex(payload) } };
}

/** Any type but that of the timestamp, which has forms of its own. */
export function writtenExt(type: number, payload: Uint8Array, form: number): Written {
  const fixed = [1, 2, 4, 8, 16].indexOf(payload.length);
  const wider: [number, number][] = [
    [0xc7, 1],
    [0xc8, 2],
    [0xc9, 4],
  ];
  const head = fixed !== -1 && form % 4 === 0 ? [0xd4 + fixed] : sized(payload.length, [0, 0], wider, form);
  return { bytes: [...head, type & 0xff, ...payload], value: { ext: type, hex: toHex(payload) } };
}

/** Whole numbers from -2^63 to 2^64 - 1. */
export function writtenInteger(value: bigint, form: number): Written {
  const forms: number[][] = [];
  if (value >= 0 && value < 128) forms.push([Number(value)]);
  if (value < 0 && value >= -32) forms.push([Number(value) + 256]);
  [1, 2, 4, 8].forEach((size, i) => {
    const bits = BigInt(size * 8);
    if (value >= 0 && value < 1n << bits) forms.push([0xcc + i, ...big(size, value)]);
    if (value >= -(1n << (bits - 1n)) && value < 1n << (bits - 1n)) forms.push([0xd0 + i, ...big(size, value)]);
  });
  return { bytes: forms[form % forms.length] as number[], value };
}

export function writtenFloat(value: number, form: number): Written {
  const view = new DataView(new ArrayBuffer(8));
  const narrow = Object.is(Math.fround(value), value) && form % 2 === 0;
  if (narrow) view.setFloat32(0, value);
  else view.setFloat64(0, value);
  return { bytes: [narrow ? 0xca : 0xcb, ...new Uint8Array(view.buffer, 0, narrow ? 4 : 8)], value };
}

export function writtenPlain(value: boolean | null): Written {
  return { bytes: [value === null ? 0xc0 : value ? 0xc3 : 0xc2], value };
}

export function writtenArray(items: readonly Written[], form: number): Written {
  const wider: [number, number][] = [
    [0xdc, 2],
    [0xdd, 4],
  ];
  const head = sized(items.length, [0x90, 16], wider, form);
  return {
    bytes: [...head, ...items.flatMap((item) => item.bytes)],
    value: { items: items.map((item) => item.value) },
  };
}

/** Keys may be of any kind, and doubled. */
export function writtenMap(pairs: readonly (readonly [Written, Written])[], form: number): Written {
  const wider: [number, number][] = [
    [0xde, 2],
    [0xdf, 4],
  ];
  const head = sized(pairs.length, [0x80, 16], wider, form);
  return {
    bytes: [...head, ...pairs.flatMap(([key, value]) => [...key.bytes, ...value.bytes])],
    value: pairs.map(([key, value]) => [key.value, value.value]),
  };
}
