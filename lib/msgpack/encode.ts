/** Values to MessagePack. The library only ever encodes here: reading is `inspect`, which shows what the library hides. */
import { encode } from '@msgpack/msgpack';

/**
 * Encodes as the known clients do: integers of up to 32 bits in their shortest form, other numbers as float64, `Uint8Array` as bin,
 * `bigint` as 64-bit integer, `undefined` as nil, keys in the order of the object. Throws for what has no MessagePack form
 * (functions, symbols) and for values nested more than 128 deep.
 * Source: MessagePack specification; protocol reference A2.
 */
export function encodeMsgpack(value: unknown): Uint8Array<ArrayBuffer> {
  return encode(value, { useBigInt64: true, maxDepth: 128 });
}
