/** The list of kept sessions as this page knows it: read, changed, and put back. What is deleted waits for a while in case it is missed. */
import type { Clock, Timer } from '../../../clock/clock.ts';
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { Vault } from './vault.ts';

/** Undo is offered for so long. */
export const undoMs = 60_000;
/** What another page deleted is its own for as long, and a little longer. */
const leftMs = undoMs + 5000;

export class KeptList {
  private readonly records = new Map<string, KeptSession>();
  private readonly going = new Map<string, KeptSession>();
  /** Nobody can have them back; the disk still has them. */
  private readonly leaving = new Set<string>();
  /** Deleted by another page, or by one that was left. */
  private readonly gone = new Set<string>();
  private timer: Timer | undefined;
  private readonly clock: Clock;
  private readonly vault: Vault;
  private readonly told: { changed: () => void; due: () => void };

  /** `due`: something is to go from the disk (`carryOut`). */
  constructor(clock: Clock, vault: Vault, told: { changed: () => void; due: () => void }) {
    this.clock = clock;
    this.vault = vault;
    this.told = told;
  }

  /** Reads what the disk has; `own` are the page's, of which it knows more than the disk. */
  async read(own: () => ReadonlySet<string>): Promise<void> {
    // Sessions begin, end and go while it is read: what was found of those is old.
    const before = new Set([...own(), ...this.leaving]);
    const found = await this.vault.list();
    const known = new Set([...before, ...own(), ...this.leaving]);
    for (const id of this.records.keys()) if (!known.has(id)) this.records.delete(id);
    for (const record of found) {
      if (known.has(record.id) || this.going.has(record.id)) continue;
      if (record.deletedAt !== undefined) this.sweep(record.id, record.deletedAt);
      else if (this.records.set(record.id, record)) this.gone.delete(record.id);
    }
    this.told.changed();
  }

  /** Of those deleted too, while they can come back. */
  get(id: string): KeptSession | undefined {
    return this.records.get(id) ?? this.going.get(id);
  }
  has(id: string): boolean {
    return this.records.has(id) || this.isDeleted(id) || this.gone.has(id);
  }
  isDeleted(id: string): boolean {
    return this.going.has(id) || this.leaving.has(id);
  }

  /** What was recorded or opened last comes first. */
  all(): KeptSession[] {
    const lastOf = ({ keptAt, startedAt }: KeptSession) => keptAt ?? startedAt;
    const order = (a: KeptSession, b: KeptSession) => lastOf(b) - lastOf(a) || b.startedAt - a.startedAt;
    return [...this.records.values()].sort((a, b) => order(a, b) || (a.id < b.id ? -1 : 1));
  }

  /** The largest number at the end of a title: those of new sessions come behind it. */
  highest(): number {
    let most = 0;
    for (const { title, upstream } of this.records.values()) {
      const number = title.startsWith(`${upstream} `) ? /^\d{1,9}/.exec(title.slice(upstream.length + 1)) : null;
      most = Math.max(most, Number(number?.[0] ?? 0));
    }
    return most;
  }

  async put(record: KeptSession): Promise<void> {
    if (this.leaving.has(record.id)) return;
    const gone = this.going.get(record.id);
    const one = gone === undefined ? record : { ...record, deletedAt: gone.deletedAt };
    (gone === undefined ? this.records : this.going).set(record.id, one);
    this.told.changed();
    await this.vault.put([one]);
  }

  /** Changes a part of what is said of it; false for one that is not there. */
  async edit(id: string, part: Partial<KeptSession>): Promise<boolean> {
    const record = this.records.get(id);
    if (record === undefined) return false;
    await this.put({ ...record, ...part });
    return true;
  }

  /** They leave the list now and the disk later. One deletion at a time can be undone: the one before is carried out. */
  delete(ids: readonly string[]): void {
    this.giveUp();
    const deletedAt = this.clock.wall();
    for (const id of ids) {
      const record = this.records.get(id);
      if (record === undefined) continue;
      this.records.delete(id);
      this.going.set(id, { ...record, deletedAt });
    }
    this.timer = this.clock.after(undoMs, () => this.giveUp());
    this.told.changed();
    // On the disk too: a page that is left now deletes them all the same.
    void this.vault.put(this.deleted);
  }

  undo(): void {
    this.clock.cancel(this.timer);
    const back = this.deleted.map(({ deletedAt: _, ...record }) => record);
    for (const record of back) this.records.set(record.id, record);
    this.going.clear();
    this.told.changed();
    if (back.length > 0) void this.vault.put(back);
  }

  /** It is not shown any more, though its file is there: answers what was said of it. */
  leave(id: string): KeptSession | undefined {
    const record = this.records.get(id);
    this.records.delete(id);
    this.told.changed();
    return record;
  }

  /** Files that have another one in their place. */
  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.records.delete(id);
    this.told.changed();
    await this.vault.remove(ids);
  }

  /** Those that can still come back. */
  get deleted(): KeptSession[] {
    return [...this.going.values()];
  }

  /** Its page may still take it back, or is gone: that is seen when its time is over. */
  private sweep(id: string, deletedAt: number): void {
    this.records.delete(id);
    if (this.gone.has(id)) return;
    this.gone.add(id);
    const ms = Math.min(Math.max(deletedAt + leftMs - this.clock.wall(), 0), leftMs);
    this.clock.after(ms, async () => {
      const found = (await this.vault.list()).find((record) => record.id === id);
      if (!this.gone.delete(id) || found?.deletedAt === undefined) return;
      this.leaving.add(id);
      this.told.due();
    });
  }

  /** Nobody can undo it any more. */
  giveUp(): void {
    this.clock.cancel(this.timer);
    if (this.going.size === 0) return;
    for (const id of this.going.keys()) this.leaving.add(id);
    this.going.clear();
    this.told.changed();
    this.told.due();
  }

  /** What can not be had back, and is on the disk still. */
  leavers(): string[] {
    return [...this.leaving];
  }

  /** Takes from the disk what cannot be had back, and `besides`. Nobody may write to them any more. */
  async carryOut(besides: readonly string[]): Promise<void> {
    const ids = this.leavers();
    await this.vault.remove([...ids, ...besides]);
    for (const id of ids) this.leaving.delete(id);
    this.told.changed();
  }
}
