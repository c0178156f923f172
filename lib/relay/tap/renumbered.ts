/** A record of one session as it stands in another page's copy of it: with other numbers, those it refers to as well. Pure. */
import type { EntryBody } from '../../session/entry.ts';
import { decodeBatch, encodeBatch, encodeRecord } from '../batch.ts';

const anySession = '0'.repeat(32);
/** Where a record has its kind and its number. */
const kindAt = 4;
const flagsAt = 5;
const seqAt = 6;
const frameKind = 2;
const metaFlag = 32;
const markKind = 6;

/** The same record as number `seq`; it itself where that is its number. `numberOf`: what an older number has become; null for none. */
export function renumbered(record: Uint8Array, seq: number, numberOf: (seq: number) => number | null): Uint8Array {
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (view.getUint32(seqAt) === seq) return record;
  const kind = record[kindAt];
  const refers = kind === markKind || (kind === frameKind && ((record[flagsAt] as number) & metaFlag) !== 0);
  if (refers) return referring(record, seq, numberOf);
  const copy = Uint8Array.from(record);
  new DataView(copy.buffer).setUint32(seqAt, seq);
  return copy;
}

function referring(record: Uint8Array, seq: number, numberOf: (seq: number) => number | null): Uint8Array {
  const [read] = decodeBatch(encodeBatch([{ session: anySession, records: [record] }]));
  if (read === undefined) return record;
  const { t, masked } = read;
  return encodeRecord(seq, t, withReferences(read.body, numberOf), masked);
}

function withReferences(body: EntryBody, numberOf: (seq: number) => number | null): EntryBody {
  if (body.kind === 'mark' && body.about !== undefined) {
    const { about, ...rest } = body;
    const now = numberOf(about);
    return now === null ? rest : { ...rest, about: now };
  }
  if (body.kind === 'frame' && body.of !== undefined) {
    const { of, ...rest } = body;
    const now = numberOf(of);
    return now === null ? rest : { ...rest, of: now };
  }
  return body;
}
