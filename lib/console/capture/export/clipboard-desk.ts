/** What of a session goes on the clipboard, without its secrets. */
import { type Timer, wait } from '../../../clock/clock.ts';
import type { Redactor } from '../../../recording/redact/redactor.ts';
import type { LookedAt } from '../../rooms/export-room.ts';
import type { EntryDetail } from '../../state.ts';
import { isOver } from '../connection-words.ts';
import { detailOf } from '../entry-detail.ts';
import type { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { SessionSecrets } from './session-secrets.ts';

/** So long a session is looked through in one go for a copy, and when nothing else is to be done. */
const sliceMs = 10;
const restSliceMs = 4;
/** Between two slices while a connection is live: most of the time is its own. */
const liveRestMs = 16;
/** What comes faster than this in such a rest (some 3,000 a second) is a flood: it has the thread, but for a slice now and then. */
const floodEntries = 48;
const floodRestMs = 500;
/** So long a copy waits for what is left; then it is told how far it is, and may go on. */
const waitMs = 200;

/**
 * A secret is known everywhere once it was met anywhere, so a session is looked through before anything of it is copied: ahead of the
 * wish where there is time, entry by entry, so that the copy itself has one entry to look at.
 */
export class ClipboardDesk {
  private readonly secrets = new WeakMap<HeldSession, SessionSecrets>();
  private readonly parts: RoomParts;
  private isIdle = false;
  /** Entries of all sessions when the last slice was planned, and when that was. */
  private seen: { entries: number; atMs: number } | null = null;
  private timer: Timer | undefined;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  /** `isIdle`: nothing of the sessions waits to be sorted or judged. Learns until told otherwise. */
  idle(isIdle: boolean): void {
    this.isIdle = isIdle;
    if (isIdle && this.parts.host.learnsSecrets === true) this.plan();
  }

  /** `last`: the entries there were when it was wished for first; what came later is not waited for. 0: nothing is. */
  async detail(
    held: HeldSession,
    seq: number,
    last?: number,
  ): Promise<{ shown: EntryDetail; removed: number } | LookedAt> {
    const known = await this.known(held, last ? Math.max(last, seq) : last);
    if ('of' in known) return known;
    // What it names itself is taken out wherever else it stands in it.
    if (last === 0) known.learn(held.session.log.entry(seq));
    const { entry, removed } = known.entry(held.session.log.entry(seq));
    const detail = detailOf(held.session, seq, entry);
    if (removed.length === 0) return { shown: detail, removed: 0 };
    // What was said of the entry as it was read may quote it.
    const problems = detail.problems.map(({ at, ...each }) => ({
      ...each,
      detail: known.words(each.detail),
      hint: known.words(each.hint),
      ...(at === undefined ? {} : { at: at.field === undefined ? at : { ...at, field: known.words(at.field) } }),
    }));
    return { shown: { ...detail, kind: known.words(detail.kind), problems }, removed: removed.length };
  }

  async words(held: HeldSession, words: string, last?: number): Promise<{ words: string } | LookedAt> {
    const known = await this.known(held, last);
    return 'of' in known ? known : { words: known.text(words) };
  }

  private async known(held: HeldSession, last = held.session.log.length): Promise<Redactor | LookedAt> {
    const { clock } = this.parts.host;
    const secrets = this.secretsOf(held);
    if (last === 0) return secrets.redactor;
    const of = Math.min(last, held.session.log.length);
    const until = clock.now() + waitMs;
    while (!secrets.catchUp(clock, clock.now() + sliceMs, of)) {
      if (clock.now() >= until) return { lookedAt: secrets.learnt, of };
      await wait(clock, 0);
    }
    return secrets.redactor;
  }

  private secretsOf(held: HeldSession): SessionSecrets {
    const secrets = this.secrets.get(held) ?? new SessionSecrets(held);
    this.secrets.set(held, secrets);
    return secrets;
  }

  private plan(): void {
    if (this.timer !== undefined || this.next() === null) return;
    const { sessions, host } = this.parts;
    const isLive = [...sessions.all()].some(({ session }) => !isOver(session.connection));
    this.timer = host.clock.after(isLive ? this.restMs() : 0, () => {
      this.timer = undefined;
      if (!this.isIdle) return;
      this.learn();
      this.plan();
    });
  }

  /** How long to leave the thread to what comes. */
  private restMs(): number {
    const { sessions, host } = this.parts;
    let entries = 0;
    for (const { session } of sessions.all()) entries += session.log.length;
    const atMs = host.clock.now();
    const since = this.seen ?? { entries, atMs };
    const rests = Math.max(1, (atMs - since.atMs) / liveRestMs);
    const isFlood = (entries - since.entries) / rests > floodEntries;
    this.seen = { entries, atMs };
    return isFlood ? floodRestMs : liveRestMs;
  }

  private learn(): void {
    const { clock } = this.parts.host;
    try {
      this.next()?.catchUp(clock, clock.now() + restSliceMs);
    } catch {
      // Nobody asked yet: who wants to copy of that session will be told.
    }
  }

  /** The one on show first. */
  private next(): SessionSecrets | null {
    const { sessions, log } = this.parts;
    for (const held of log.active === null ? sessions.all() : [log.active, ...sessions.all()]) {
      const secrets = this.secretsOf(held);
      if (!secrets.done) return secrets;
    }
    return null;
  }
}
