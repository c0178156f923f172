/** One MessagePack map with entries replaced or left out; all others keep their bytes. */
import { concatBytes } from '../../bytes/concat.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import { type Peek, peekEvent } from '../../msgpack/peek.ts';
import { scalarAt } from '../../msgpack/scalar.ts';

/** `change` answers bytes of a new value, null to leave the entry out, undefined to keep it. Null for what is no whole map. */
export function editMap(
  bytes: Uint8Array,
  change: (key: unknown, valueAt: number) => Uint8Array | null | undefined,
): Uint8Array | null {
  const peek = peekEvent(bytes);
  if (!peek.map || peek.problem !== null) return null;
  const parts: Uint8Array[] = [];
  let entries = 0;
  for (let i = 0; i < peek.fields.length; i += 3) {
    const [key, value, end] = place(peek, i);
    const next = change(scalarAt(bytes, key, 80), value);
    if (next === null) continue;
    entries++;
    parts.push(bytes.subarray(key, value), next ?? bytes.subarray(value, end));
  }
  if (entries > 0xffff) return null;
  const head = entries < 16 ? [0x80 | entries] : [0xde, entries >> 8, entries & 0xff];
  return concatBytes([Uint8Array.from(head), ...parts]);
}

/** Value bytes of a bin. */
export function binOf(audio: Uint8Array): Uint8Array {
  return encodeMsgpack(audio);
}

function place(peek: Peek, i: number): [number, number, number] {
  return [peek.fields[i] as number, peek.fields[i + 1] as number, peek.fields[i + 2] as number];
}
