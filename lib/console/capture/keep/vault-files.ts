/** The vault over any disk: encodes what comes, writes it behind what is there, and loses nothing when there is no space. */
import { ByteSink } from '../../../bytes/byte-sink.ts';
import { concatBytes } from '../../../bytes/concat.ts';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import type { RecordingHeader } from '../../../recording/recording-header.ts';
import { recordingReader } from '../../../recording/recording-reader.ts';
import { type RecordingWriter, recordingWriter } from '../../../recording/recording-writer.ts';
import { decodeBatch } from '../../../relay/batch.ts';
import type { Entry, SessionHead } from '../../../session/entry.ts';
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { FilePlace, FileStore, Holds, StoredFile, Written } from './vault.ts';

const mostHeaderBytes = 16_384;
const mostEndBytes = 160;
const nothing = new Uint8Array(0);

type Open = {
  header: RecordingHeader;
  file: StoredFile | null;
  writer: RecordingWriter;
  /** Bytes on the disk that are the file; a piece that did not fit may stand behind them. */
  size: number;
  waiting: Uint8Array<ArrayBuffer>;
  /** Where it stood before its last line. */
  beforeEnd: FilePlace | null;
};

export class VaultFiles {
  private readonly open = new Map<string, Open>();
  private readonly store: FileStore;
  private readonly holds: Holds;

  constructor(store: FileStore, holds: Holds) {
    this.store = store;
    this.holds = holds;
  }

  async begin(id: string, header: RecordingHeader): Promise<Written> {
    if (this.open.has(id) || !(await this.holds.take(id))) return taken(id);
    try {
      const file = await this.store.create(nameOf(id));
      if (file === null) {
        this.holds.drop(id);
        return taken(id);
      }
      const writer = await recordingWriter(header);
      const one: Open = { header, file, writer, size: 0, waiting: encode(writer.header()), beforeEnd: null };
      this.open.set(id, one);
      const begun = await flush(one);
      // A file without its first line is none.
      if (!begun.ok) await this.remove([id]);
      return begun;
    } catch (thrown) {
      await this.release(id);
      return refusal(thrown);
    }
  }

  async write(id: string, batch: Uint8Array, seen: Float64Array): Promise<Written> {
    return this.on(id, async (one) => {
      if (batch.length > 0) {
        await this.reopen(id, one);
        const lines = linesOf(one.writer, batch, seen);
        one.waiting = one.waiting.length === 0 ? lines : concatBytes([one.waiting, lines]);
      }
      return flush(one);
    });
  }

  async end(id: string): Promise<Written> {
    return this.on(id, async (one) => {
      if (one.beforeEnd !== null) return flush(one);
      const before = { bytes: one.size, ...one.writer.place() };
      one.waiting = encode(one.writer.end());
      const written = await flush(one);
      one.beforeEnd = before;
      if (written.ok) await this.shut(one);
      return written;
    });
  }

  async goOn(id: string, header: RecordingHeader, at: FilePlace): Promise<Written> {
    if (this.open.has(id) || !(await this.holds.take(id))) return taken(id);
    try {
      const file = await this.store.open(nameOf(id));
      if (file === null) throw new Error('it is gone');
      await file.truncate(at.bytes);
      const writer = await recordingWriter(header, at);
      this.open.set(id, { header, file, writer, size: at.bytes, waiting: nothing, beforeEnd: null });
      return { ok: true, sizeBytes: at.bytes };
    } catch (thrown) {
      this.holds.drop(id);
      return refusal(thrown);
    }
  }

  async release(id: string): Promise<void> {
    const one = this.open.get(id);
    this.open.delete(id);
    if (one !== undefined) await this.shut(one).catch(() => {});
    this.holds.drop(id);
  }

  read(id: string): Promise<Blob | null> {
    return this.store.read(nameOf(id)).catch(() => null);
  }

  /** Answers those that are gone: what another page holds stays. */
  async remove(ids: readonly string[]): Promise<string[]> {
    const gone: string[] = [];
    for (const id of ids) {
      if (!this.open.has(id) && !(await this.holds.take(id))) continue;
      const one = this.open.get(id);
      this.open.delete(id);
      if (one !== undefined) await this.shut(one).catch(() => {});
      await this.store.remove(nameOf(id)).catch(() => {});
      this.holds.drop(id);
      gone.push(id);
    }
    return gone;
  }

  /** As the list has them, but for those that were ended since it was written: a page may go between its file and the list. */
  async asTheyAre(records: readonly KeptSession[]): Promise<KeptSession[]> {
    const held = new Set(await this.holds.taken());
    const looked = records.map(async (record) => {
      if (record.closed || held.has(record.id)) return record;
      const file = await this.read(record.id);
      const entries = file === null ? null : await entriesOfWhole(file);
      return entries === null ? record : { ...record, entries, closed: true };
    });
    return Promise.all(looked);
  }

  /** Records for files that the list does not know: there was no space for its line, or it was lost. */
  async strays(known: ReadonlySet<string>): Promise<KeptSession[]> {
    const found: KeptSession[] = [];
    for (const name of await this.store.names()) {
      const id = name.slice(0, -nameOf('').length);
      if (!/^[0-9a-f]{32}$/.test(id) || name !== nameOf(id) || known.has(id) || this.open.has(id)) continue;
      const file = await this.read(id);
      const record = file === null ? null : await strayRecord(id, file);
      if (record !== null) found.push(record);
    }
    return found;
  }

  private async on(id: string, act: (one: Open) => Promise<Written>): Promise<Written> {
    const one = this.open.get(id);
    if (one === undefined) return refusal(new Error('it is not open'));
    try {
      return await act(one);
    } catch (thrown) {
      return refusal(thrown);
    }
  }

  /** Entries came behind the last line: it goes, and comes back behind them. */
  private async reopen(id: string, one: Open): Promise<void> {
    if (one.beforeEnd === null) return;
    one.file ??= await this.store.open(nameOf(id));
    if (one.file === null) throw new Error('it is gone');
    await one.file.truncate(one.beforeEnd.bytes);
    one.writer = await recordingWriter(one.header, one.beforeEnd);
    one.size = one.beforeEnd.bytes;
    one.waiting = nothing;
    one.beforeEnd = null;
  }

  /** A file that is whole needs no handle: other pages may read it. */
  private async shut(one: Open): Promise<void> {
    const { file } = one;
    one.file = null;
    await file?.close();
  }
}

/** What the last line says of their number; null where it is none. */
async function entriesOfWhole(file: Blob): Promise<number | null> {
  const tail = await file.slice(-mostEndBytes).text();
  const end = /\n\{"end":true,"entries":(\d+),"h":"[0-9a-f]{64}"\}\n$/.exec(tail);
  return end === null ? null : Number(end[1]);
}

/** As much as its first line and its last one say. */
async function strayRecord(id: string, file: Blob): Promise<KeptSession | null> {
  let head: SessionHead | null = null;
  const reader = await recordingReader({
    header: ({ session }) => {
      head = session;
    },
    entry: () => {},
  });
  reader.push(await file.slice(0, mostHeaderBytes).text());
  if (head === null) return null;
  const { upstream, dialect, startedAt } = head as SessionHead;
  const about = { title: `${upstream}, found`, note: '', pinned: false, upstream, dialect, startedAt, ended: '' };
  const findings = { error: 0, warning: 0, info: 0 };
  const entries = await entriesOfWhole(file);
  const whole = { entries: entries ?? 0, closed: entries !== null };
  return { id, ...about, ...whole, durationMs: 0, frames: 0, findings, sizeBytes: file.size };
}

async function flush(one: Open): Promise<Written> {
  const { file, waiting } = one;
  if (waiting.length === 0) return { ok: true, sizeBytes: one.size };
  if (file === null) throw new Error('it is closed');
  let written: number;
  try {
    written = await file.write(waiting, one.size);
  } catch (thrown) {
    return refusal(thrown);
  }
  // What came through of it stays unread behind the end: the next try writes over it. Not `<`: Chromium's private windows answer
  // with a number out of the blue when they are full.
  if (written !== waiting.length) return { ok: false, why: 'full', detail: 'the browser took only a part of it' };
  one.size += waiting.length;
  one.waiting = nothing;
  return { ok: true, sizeBytes: one.size };
}

function linesOf(writer: RecordingWriter, batch: Uint8Array, seen: Float64Array): Uint8Array<ArrayBuffer> {
  const lines = new ByteSink(batch.length * 2);
  let at = 0;
  for (const { seq, t, body, masked } of decodeBatch(batch)) {
    const ms = seen[at++] ?? Number.NaN;
    const entry = { seq, t, ...(masked === undefined ? {} : { masked }), ...body } as Entry;
    writer.put(lines, entry, Number.isNaN(ms) ? null : ms);
  }
  return lines.bytes();
}

/** Names of files, as the list of downloads would have them. */
export function nameOf(id: string): string {
  return `${id}.wiretone.jsonl`;
}

const encode = (text: string) => encodeUtf8(text) as Uint8Array<ArrayBuffer>;

function taken(id: string): Written {
  return { ok: false, why: 'taken', detail: `a session ${id} is kept already` };
}

function refusal(thrown: unknown): Written {
  const { name, message } = thrown instanceof Error ? thrown : { name: '', message: String(thrown) };
  const isFull = name === 'QuotaExceededError' || /\b(quota|no space)\b/i.test(message);
  return { ok: false, why: isFull ? 'full' : 'failed', detail: message };
}
