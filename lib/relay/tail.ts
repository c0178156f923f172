/** The entries of one session that its page has not acknowledged, encoded, in order. Pure. */

export type Tail = {
  /** Keeps a record; its number must be one more than the last. */
  add(seq: number, record: Uint8Array): void;
  /** Forgets everything up to `seq`; numbers not yet given out are ignored. */
  forget(seq: number): void;
  /** Records after `seq`, oldest first, until `most` bytes are reached, and the number of the last of them. */
  after(seq: number, most: number): { records: Uint8Array[]; last: number; bytes: number };
  /** First number still kept; one more than the last when nothing is. */
  first(): number;
  last(): number;
  bytes(): number;
};

const nothing = new Uint8Array(0);

export function openTail(): Tail {
  let records: Uint8Array[] = [];
  let gone = 0;
  let firstSeq = 1;
  let bytes = 0;
  const last = () => firstSeq + records.length - gone - 1;
  return {
    add(seq, record) {
      if (seq !== last() + 1) throw new RangeError(`entry ${seq} after ${last()}`);
      records.push(record);
      bytes += record.length;
    },
    forget(seq) {
      const until = Math.min(seq, last());
      while (firstSeq <= until) {
        bytes -= (records[gone] as Uint8Array).length;
        records[gone] = nothing;
        gone++;
        firstSeq++;
      }
      // The front of the array is dropped now and then, not for every entry.
      if (gone > 1024 && gone * 2 > records.length) {
        records = records.slice(gone);
        gone = 0;
      } else if (gone > 0 && gone === records.length) {
        records = [];
        gone = 0;
      }
    },
    after(seq, most) {
      const from = Math.max(seq + 1, firstSeq);
      const out: Uint8Array[] = [];
      let size = 0;
      for (let at = from; at <= last(); at++) {
        const record = records[gone + at - firstSeq] as Uint8Array;
        if (size >= most) break;
        out.push(record);
        size += record.length;
      }
      return { records: out, last: from + out.length - 1, bytes: size };
    },
    first: () => firstSeq,
    last,
    bytes: () => bytes,
  };
}
