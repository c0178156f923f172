/** The keep room: each session of the list goes to its file while it grows, and what was kept is listed, opened, named and deleted. */
import type { Timer } from '../../../clock/clock.ts';
import { problem } from '../../../problem/problem.ts';
import type { KeepAnswer, KeepWish, KeptSession } from '../../rooms/keep-room.ts';
import { isOver } from '../connection-words.ts';
import { type HeldSession, problemWords } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { isSameView, keepView } from './keep-view.ts';
import { deletedWords, gone } from './keep-words.ts';
import { KeptList } from './kept-list.ts';
import { keptRecord } from './kept-record.ts';
import type { KeptWriting } from './kept-writing.ts';
import { openKept } from './open-kept.ts';
import { SessionKeeper } from './session-keeper.ts';
import type { Vault, VaultState } from './vault.ts';
import { WriteQueue } from './write-queue.ts';

/** What is not on the disk is at most so old, and so large, as long as the disk keeps up. */
const flushMs = 250;
const flushBytes = 256 * 1024;
/** The list and the page are told of what grows so often. */
const listMs = 1000;
const retryMs = 5000;
/** A page that was left a moment ago may still hold its files: they are looked for again. */
const lookAgainMs = 2000;
const looksAgain = 3;
/** A file that cannot be written is begun again so often. */
const mostTries = 3;

export class KeepDesk {
  private readonly parts: RoomParts;
  private readonly vault: Vault | null;
  private readonly list: KeptList | null;
  private readonly kept = new Map<HeldSession, KeptWriting>();
  private readonly putOff = new Set<string>();
  /** On tabs when the page before this one was left. */
  private readonly left = new Set<string>();
  /** Of what was deleted last. */
  private tabsOfDeleted: string[] = [];
  private elsewhere: string[] = [];
  private state: VaultState | null = null;
  private opening: string | null = null;
  /** Its tab is being filled from its own file. */
  private filling: string | null = null;
  private tellTimer: Timer | undefined;
  private told: ReturnType<typeof keepView> | null = null;
  private retryTimer: Timer | undefined;
  private readonly queue: WriteQueue;
  private readonly ready: Promise<void>;

  constructor(parts: RoomParts) {
    this.parts = parts;
    const { vault = null, clock } = parts.host;
    this.vault = vault;
    const [writeAll, warn] = [() => this.writeAll(), (thrown: unknown) => this.warn(thrown)];
    this.queue = new WriteQueue(clock, writeAll, warn);
    const told = { changed: () => this.planTelling(), due: () => this.due() };
    this.list = vault === null ? null : new KeptList(clock, vault, told);
    this.ready = this.start().catch(warn);
    if (vault === null) return;
    parts.sessions.watch({
      begun: (held) => this.begun(held),
      grew: (held) => this.grew(held),
      forgotten: (held) => this.forgotten(held),
    });
  }

  async take(wish: KeepWish): Promise<KeepAnswer> {
    const { list, vault } = this;
    if (list === null || vault === null) return null;
    await this.ready;
    switch (wish.op) {
      case 'look':
        await this.look();
        return null;
      case 'open':
        return this.open(wish.id);
      case 'rename':
        return this.rename(wish.id, wish.title);
      case 'note':
        return this.edit(wish.id, { note: wish.note });
      case 'pin':
        return this.edit(wish.id, { pinned: wish.on });
      case 'delete':
        return this.delete(wish.ids);
      case 'undo':
        return this.undo(list);
      case 'later':
        return this.later(wish.id);
      case 'bringBack':
        return this.openAll(list.all().filter(({ id }) => this.left.has(id)));
      case 'leave':
        list.giveUp();
        await this.queue.flush();
        return null;
      case 'flush':
        await this.queue.flush();
        return null;
    }
  }

  private async start(): Promise<void> {
    if (this.vault === null) return;
    this.state = await this.vault.state();
    await this.look();
    this.parts.sessions.countFrom(this.list?.highest() ?? 0);
    this.tell();
    this.lookAgain(looksAgain);
  }

  private lookAgain(times: number): void {
    const held = new Set(this.elsewhere);
    if (times === 0 || !this.list?.all().some(({ id, closed, onTab }) => held.has(id) && (!closed || onTab))) return;
    this.parts.host.clock.after(lookAgainMs, () => {
      this.look().then(
        () => this.lookAgain(times - 1),
        (thrown: unknown) => this.warn(thrown),
      );
    });
  }

  private async look(): Promise<void> {
    if (this.vault === null || this.list === null) return;
    await this.list.read(() => this.own());
    this.state = await this.vault.state();
    const held = await this.vault.held();
    const own = this.own();
    this.elsewhere = held.filter((id) => !own.has(id));
    const taken = new Set(held);
    for (const { id, onTab } of this.list.all()) if (onTab && !own.has(id) && !taken.has(id)) this.left.add(id);
    this.tell();
  }

  private own(): Set<string> {
    return new Set([...this.kept.values()].flatMap(({ keeper, replaced }) => [keeper.id, ...replaced]));
  }

  private begun(held: HeldSession): void {
    const { clock, newId, vault } = this.parts.host;
    if (vault === undefined || !held.isKept) return;
    const { head } = held.session.log;
    // Only a name that no file has yet: what was imported may bear the id of a session that is kept.
    const isName = /^[0-9a-f]{32}$/.test(head.id) && this.list?.has(head.id) !== true && !this.own().has(head.id);
    const id = this.filling ?? (isName ? head.id : newId());
    const clocks = this.parts.clocksOf(head.id);
    // The time of an entry that was recorded elsewhere is the record's already.
    const seenMs = (seq: number) => (held.isAdopted ? held.seenMs(seq) : (clocks?.seenAt(seq)?.t ?? null));
    const keeper = new SessionKeeper(held, id, vault, seenMs);
    const [putAt, keptAt] = [clock.now(), clock.wall()];
    this.kept.set(held, { keeper, keptAt, bytes: 0, putAt, tries: 0, replaced: [], before: undefined });
    if (this.filling === null) this.queue.plan(flushMs);
    else keeper.isFilled = false;
    // From now on this page has tabs of its own: those are what the next one brings back.
    for (const one of this.left) if (this.list?.get(one)?.onTab) void this.list.edit(one, { onTab: false });
  }

  private grew(held: HeldSession): void {
    const kept = this.kept.get(held);
    if (kept === undefined || !kept.keeper.hasWork) return;
    const bytes = held.session.receivedBytes + held.session.sentBytes;
    const isMuch = bytes - kept.bytes >= flushBytes;
    this.queue.plan(isMuch || isOver(held.session.connection) ? 0 : flushMs);
  }

  private forgotten(held: HeldSession): void {
    const kept = this.kept.get(held);
    if (kept === undefined) return;
    kept.keeper.isLeft = true;
    this.queue.plan(0);
  }

  private warn(thrown: unknown): void {
    const says = thrown instanceof Error ? thrown.message : String(thrown);
    this.parts.announcer.warn(problemWords(problem('internal', `keeping sessions: ${says}`)));
  }

  private async writeAll(): Promise<void> {
    await this.ready;
    if (this.state?.place === 'memory') return;
    for (const kept of [...this.kept.values()]) await this.writeOne(kept);
    this.planRetry();
    if (this.keepers().some(({ hasWork }) => hasWork)) this.planTelling();
    else this.tell();
  }

  private async writeOne(kept: KeptWriting): Promise<void> {
    const { keeper } = kept;
    const { session } = keeper.held;
    kept.bytes = session.receivedBytes + session.sentBytes;
    const length = session.log.length;
    const before = keeper.isClosed;
    let isNew = keeper.sizeBytes === 0;
    // As far as it had come: who sends without end is not waited for.
    while (keeper.hasWork && keeper.stuck === null && session.log.length - keeper.waiting <= length) {
      const written = await keeper.step();
      if (!written.ok && written.why === 'taken') keeper.startAgain(this.parts.host.newId(), kept.tries++ < mostTries);
      else if (isNew && written.ok) {
        isNew = false;
        await this.put(kept);
      }
      if (keeper.isClosed) break;
    }
    if (keeper.isClosed !== before || this.parts.host.clock.now() - kept.putAt >= listMs) await this.put(kept);
    if (keeper.isClosed && !before) this.state = (await this.vault?.state()) ?? this.state;
    if (keeper.isClosed && kept.replaced.length > 0) await this.list?.drop(kept.replaced.splice(0));
    if (!keeper.isLeft || keeper.hasWork) return;
    this.kept.delete(keeper.held);
    await this.put(kept);
    await this.vault?.release(keeper.id);
  }

  /** Those that are stuck try again, all at once, as long as there are any. */
  private planRetry(): void {
    if (this.retryTimer !== undefined || this.keepers().every(({ stuck }) => stuck === null)) return;
    this.retryTimer = this.parts.host.clock.after(retryMs, () => {
      this.retryTimer = undefined;
      this.freed();
    });
  }

  private freed(): void {
    void this.queue.write(() => this.tryAgain());
    void this.queue.flush();
  }

  private async tryAgain(): Promise<void> {
    for (const kept of this.kept.values()) {
      const { keeper } = kept;
      if (keeper.stuck === 'full' || keeper.isUnread) await keeper.step();
      else if (keeper.stuck === 'failed' && kept.tries++ < mostTries) {
        kept.replaced.push(keeper.id);
        kept.before = this.list?.leave(keeper.id);
        await this.vault?.release(keeper.id);
        keeper.startAgain(this.parts.host.newId());
      }
    }
  }

  /** What was deleted goes from the disk between two pieces: who still has some of it for its file lets go first. */
  private due(): void {
    void this.queue.write(async () => {
      const ids = new Set(this.list?.leavers());
      const besides: string[] = [];
      for (const { keeper, replaced } of [...this.kept.values()]) {
        if (!ids.has(keeper.id)) continue;
        this.kept.delete(keeper.held);
        besides.push(...replaced);
      }
      await this.list?.carryOut(besides);
      this.state = (await this.vault?.state()) ?? this.state;
    });
    this.freed();
  }

  private async put(kept: KeptWriting): Promise<void> {
    const { keeper, before } = kept;
    kept.putAt = this.parts.host.clock.now();
    await this.list?.put(keptRecord(keeper, this.list.get(keeper.id) ?? before, kept.keptAt));
  }

  private async open(id: string): Promise<KeepAnswer> {
    const own = this.keeperOf(id);
    if (own?.isLeft === false) {
      this.parts.sessions.lookAt(own.held);
      return null;
    }
    if (this.opening !== null) return problem('kept_elsewhere', 'another one is being read');
    this.opening = id;
    try {
      // Its tab was closed a moment ago: its file is being written to its end.
      if (own !== undefined) await this.queue.flush();
      const answer = await this.openFile(id);
      // The note above the panes shows no answer, and does not offer in vain what cannot be opened.
      if (answer !== null) this.parts.announcer.warn(problemWords(answer));
      if (answer?.code !== 'kept_elsewhere') this.putOff.add(id);
      if (answer?.code === 'kept_unreadable') await this.list?.edit(id, { putOff: true });
      if (answer === null) this.left.delete(id);
      return answer;
    } finally {
      this.opening = null;
      this.tell();
    }
  }

  private async openFile(id: string): Promise<KeepAnswer> {
    const { sessions, page } = this.parts;
    const { list, vault } = this;
    const record = list?.get(id);
    if (record === undefined || vault === null || list?.isDeleted(id)) return gone();
    const own = this.keeperOf(id);
    if (own !== undefined) {
      // It could not be written to its end: what there is of it is here.
      own.isLeft = false;
      sessions.bringBack(own.held);
      return null;
    }
    if ((await vault.held()).includes(id)) return problem('kept_elsewhere', record.title);
    const file = await vault.read(id);
    if (file === null) return gone();
    this.tell();
    const opened = await openKept(record, file, {
      adopt: (head) => {
        this.filling = id;
        const adopted = sessions.adopt(head, record.title);
        this.filling = null;
        return adopted;
      },
      goOn: (header, at) => vault.goOn(id, header, at),
    });
    if ('problem' in opened) return opened.problem;
    const { held, why, written, isClosed } = opened;
    const kept = this.kept.get(held);
    if (kept === undefined) {
      // Its tab was closed while it was read.
      await vault.release(id);
      return null;
    }
    kept.keeper.isWritten(file.size, written, isClosed);
    sessions.lookAt(held);
    await this.put(kept);
    this.queue.plan(0);
    page.touchView();
    return why;
  }

  private async rename(id: string, title: string): Promise<KeepAnswer> {
    const words = title.trim();
    if (words === '') return problem('bad_value', 'a session needs a name');
    const answer = await this.edit(id, { title: words });
    const own = this.keeperOf(id);
    if (answer === null && own !== undefined) own.held.session.title = words;
    this.parts.page.touchView();
    return answer;
  }

  private async edit(id: string, part: Partial<KeptSession>): Promise<KeepAnswer> {
    // Another page may have written more of it since the list was read.
    if (this.keeperOf(id) === undefined) await this.look();
    if (this.elsewhere.includes(id)) return problem('kept_elsewhere', this.list?.get(id)?.title ?? '');
    return (await this.list?.edit(id, part)) ? null : gone();
  }

  private keeperOf(id: string): SessionKeeper | undefined {
    return this.keepers().find((keeper) => keeper.id === id);
  }

  private keepers(): SessionKeeper[] {
    return [...this.kept.values()].map(({ keeper }) => keeper);
  }

  private async later(id: string): Promise<KeepAnswer> {
    this.putOff.add(id);
    this.tell();
    await this.edit(id, { putOff: true });
    return null;
  }

  private async undo(list: KeptList): Promise<KeepAnswer> {
    const tabs = this.tabsOfDeleted.splice(0);
    const back = list.deleted.filter(({ id }) => tabs.includes(id));
    list.undo();
    return this.openAll(back);
  }

  /** `sessions` as the list has them: the last one first. */
  private async openAll(sessions: readonly KeptSession[]): Promise<KeepAnswer> {
    let first: KeepAnswer = null;
    for (const { id } of sessions.toReversed()) first = (await this.open(id)) ?? first;
    return first;
  }

  private async delete(ids: readonly string[]): Promise<KeepAnswer> {
    await this.look();
    const own = this.keepers().filter(({ id }) => ids.includes(id));
    const goesOn = own.find(({ held }) => !isOver(held.session.connection));
    if (goesOn !== undefined) return problem('kept_elsewhere', `${goesOn.held.session.title} is not over`);
    const held = new Set(this.elsewhere);
    this.tabsOfDeleted = own.filter(({ isLeft }) => !isLeft).map(({ id }) => id);
    for (const { held } of own) this.parts.sessions.forget(held.session.log.head.id);
    this.list?.delete(ids.filter((id) => !held.has(id)));
    if (this.list?.deleted.length) this.parts.announcer.say(deletedWords(this.list.deleted));
    return null;
  }

  private planTelling(): void {
    this.tellTimer ??= this.parts.host.clock.after(flushMs, () => this.tell());
  }

  private tell(): void {
    const { clock } = this.parts.host;
    clock.cancel(this.tellTimer);
    this.tellTimer = undefined;
    const { elsewhere, putOff, left, opening } = this;
    const kept = keepView(this.list, this.state, this.keepers(), this.own(), { elsewhere, putOff, left, opening });
    if (isSameView(this.told, kept)) return;
    this.told = kept;
    this.parts.page.say({ kept });
  }
}
