/** Where sessions are kept, as the capture core asks for it: one file a session in the recording's format, and a list of them. */
import type { RecordingHeader } from '../../../recording/recording-header.ts';
import type { KeepPlace, KeptSession } from '../../rooms/keep-room.ts';

/**
 * What became of a piece. `full`: there is no space; the vault holds the piece and writes it first with the next call (an empty piece
 * will do). `taken`: there is a file of this name, or another page holds it. `failed`: the file cannot be written; what it holds stays.
 */
export type Written = { ok: true; sizeBytes: number } | { ok: false; why: 'full' | 'taken' | 'failed'; detail: string };

/** Where a file is gone on with: its intact bytes, and what its last intact line says. */
export type FilePlace = { bytes: number; entries: number; last: string };

export type VaultState = {
  place: KeepPlace;
  usage: { bytes: number; quota: number } | null;
  promised: boolean | null;
};

/**
 * All answers come when the system has it: what they told of is not lost with its page or its browser. With its machine the last tenth of a
 * second is (`flushGapMs`), and what the disk was still at. Nothing rejects for a reason of the disk's.
 */
export type Vault = {
  state(): Promise<VaultState>;
  /** Begins the file `id` and holds it for this page; where that cannot be done nothing is left of it. */
  begin(id: string, header: RecordingHeader): Promise<Written>;
  /**
   * Entries behind those the file has: a relay batch (`relay/batch.ts`), and beside each when the page received it (ms of the session,
   * NaN for none). A file that was ended is opened again: its last line comes behind these.
   */
  write(id: string, batch: Uint8Array, seen: Float64Array): Promise<Written>;
  /** Writes the last line. Only when nothing waits for space. */
  end(id: string): Promise<Written>;
  /** Holds a file of an earlier page and cuts it off behind `at`: `write` and `end` go on there. */
  goOn(id: string, header: RecordingHeader, at: FilePlace): Promise<Written>;
  /** This page is done with the file. */
  release(id: string): Promise<void>;
  read(id: string): Promise<Blob | null>;
  /** Files held by pages that live, this one's too. */
  held(): Promise<string[]>;
  list(): Promise<KeptSession[]>;
  /** False: the list could not be written. */
  put(records: readonly KeptSession[]): Promise<boolean>;
  /** File and record of each, but of none that another page holds. */
  remove(ids: readonly string[]): Promise<void>;
};

/** A file of the browser's, opened for writing. May throw what the disk throws. */
export type StoredFile = {
  /** Writes at this byte, whatever stood behind it; answers how much of it the system has. It goes through to the disk at the store's own pace, and on `close`. */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): number | Promise<number>;
  truncate(size: number): void | Promise<void>;
  close(): void | Promise<void>;
};

/** The disk, as the vault needs it. */
export type FileStore = {
  place: KeepPlace;
  /** Null when there is one of this name already. */
  create(name: string): Promise<StoredFile | null>;
  /** Null when there is none. */
  open(name: string): Promise<StoredFile | null>;
  read(name: string): Promise<Blob | null>;
  remove(name: string): Promise<void>;
  names(): Promise<string[]>;
};

/** Names held by living pages: a page that dies lets go of its own. */
export type Holds = {
  /** False when another page has it. */
  take(name: string): Promise<boolean>;
  drop(name: string): void;
  taken(): Promise<string[]>;
};
