/** The list of kept sessions as this page knows it: read, changed, and put back. What is deleted waits for a while in case it is missed. */
import type { Clock, Timer } from '../../../clock/clock.ts';
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { Vault } from './vault.ts';

/** Undo is offered for so long. */
export const undoMs = 10_000;

export class KeptList {
  private readonly records = new Map<string, KeptSession>();
  private readonly going = new Map<string, KeptSession>();
  /** Nobody can have them back; the disk still has them. */
  private readonly leaving = new Set<string>();
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
    for (const record of found)
      if (!known.has(record.id) && !this.going.has(record.id)) this.records.set(record.id, record);
    this.told.changed();
  }

  /** Of those deleted too, while they can come back. */
  get(id: string): KeptSession | undefined {
    return this.records.get(id) ?? this.going.get(id);
  }
  has(id: string): boolean {
    return this.records.has(id) || this.going.has(id) || this.leaving.has(id);
  }
  isDeleted(id: string): boolean {
    return this.going.has(id) || this.leaving.has(id);
  }

  /** The newest first. */
  all(): KeptSession[] {
    return [...this.records.values()].sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
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
    (this.going.has(record.id) ? this.going : this.records).set(record.id, record);
    this.told.changed();
    await this.vault.put([record]);
  }

  /** Changes what the user may change; false for one that is not there. */
  async edit(id: string, part: Partial<Pick<KeptSession, 'title' | 'note' | 'pinned'>>): Promise<boolean> {
    const record = this.records.get(id);
    if (record === undefined) return false;
    await this.put({ ...record, ...part });
    return true;
  }

  /** They leave the list now and the disk later. One deletion at a time can be undone: the one before is carried out. */
  delete(ids: readonly string[]): void {
    this.giveUp();
    for (const id of ids) {
      const record = this.records.get(id);
      if (record === undefined) continue;
      this.records.delete(id);
      this.going.set(id, record);
    }
    this.timer = this.clock.after(undoMs, () => this.giveUp());
    this.told.changed();
  }

  undo(): void {
    this.clock.cancel(this.timer);
    for (const [id, record] of this.going) this.records.set(id, record);
    this.going.clear();
    this.told.changed();
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

  get deleted(): number {
    return this.going.size;
  }

  private giveUp(): void {
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
