/**
 * The taps of one server: each connection's record, and the pages that read it. Every page that wants taps gets every one, as a session of
 * its own; what no page has taken is kept for the next that comes, within bounds.
 */
import type { Clock } from '../../clock/clock.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { SessionHead } from '../../session/entry.ts';
import type { Masker } from '../../session/mask.ts';
import type { SessionOwner } from '../paged-session.ts';
import { SleepWatch } from '../sleep-watch.ts';
import type { TapNotice } from '../wire.ts';
import type { Inflate } from './message-inflater.ts';
import { defaultTapLimits, type TapLimits } from './tap-limits.ts';
import type { TapAsk, TapDesk } from './tap-record.ts';
import { TapSession } from './tap-session.ts';
import { openTurns } from './tap-turns.ts';
import { TapView } from './tap-view.ts';

export type TapHubOptions = {
  clock: Clock;
  /** Knows the keys of this launch, and those met in taps. */
  masker: Masker;
  dialects: readonly Dialect[];
  /** A session id: 32 hex characters. */
  newId: () => string;
  limits?: Partial<TapLimits>;
  /** Of a key that is the server's own. */
  isHeld?: (key: string) => boolean;
  /** Reads compressed messages (`node/tap/inflate.ts`); without it they are told, and not read. */
  inflate?: Inflate;
  /** `RuleBoard.waiting`: those entries are kept for pages that come later. */
  waiting?: (session: string) => Iterable<number>;
};

/** A page that gets every tap. */
export type TapAudience = {
  owner: SessionOwner;
  /** Its copy of a tap: attach to it, then say the notice. */
  begun(view: TapView, tap: TapNotice): void;
  /** What is left of it is not kept any more. */
  gone(view: TapView): void;
  /** It is the one to store it from now on. */
  keep(view: TapView): void;
};

export type TapHub = TapDesk & {
  /** Gives the page every tap that it does not have, now and from now on. */
  attend(page: TapAudience): void;
  leave(page: TapAudience): void;
  /** A page's copy by its id, for a page that comes back. */
  view(id: string): TapView | null;
  /** Taps that still hold something. */
  sessions(): number;
  /** Taps that were over and whose record had to go before any page took it, since this was asked for last. */
  newlyForgotten(): number;
  /** Bytes kept in all, to about a MiB for each live tap. */
  keptBytes(): number;
  close(): void;
};

/** A tap looks whether it must make room after so many bytes at most; of many taps each looks sooner. */
const mostSlack = 2 ** 20;

export function createTapHub(options: TapHubOptions): TapHub {
  const hub = new Hub(options);
  return {
    begin: (ask) => hub.begin(ask),
    attend: (page) => hub.attend(page),
    leave: (page) => hub.leave(page),
    view: (id) => hub.views.get(id) ?? null,
    sessions: () => hub.taps.size,
    newlyForgotten: () => hub.newlyForgotten(),
    keptBytes: () => hub.kept,
    close: () => hub.close(),
  };
}

class Hub {
  readonly taps = new Set<TapSession>();
  readonly views = new Map<string, TapView>();
  kept = 0;
  private forgotten = 0;
  private isTrimming = false;
  private readonly pages = new Set<TapAudience>();
  private readonly options: TapHubOptions;
  private readonly limits: TapLimits;
  private readonly parts: TapSession['parts'];
  private readonly sleep: SleepWatch;

  constructor(options: TapHubOptions) {
    this.options = options;
    this.limits = { ...defaultTapLimits, ...options.limits };
    const { clock, masker, inflate, waiting, isHeld } = options;
    this.sleep = new SleepWatch(
      clock,
      () => [...this.taps].some(({ hasEnded }) => !hasEnded),
      (ms) => {
        for (const tap of this.taps) tap.slept(ms);
      },
    );
    this.parts = {
      clock,
      masker,
      limits: this.limits,
      turns: openTurns(clock),
      ...(inflate === undefined ? {} : { inflate }),
      ...(waiting === undefined ? {} : { waiting }),
      ...(isHeld === undefined ? {} : { isHeld }),
      room: () => this.room(),
      grew: (bytes) => this.grew(bytes),
      moved: (tap) => {
        if (tap.isDone) this.drop(tap);
      },
      left: (tap, view) => {
        if (view !== null) this.views.delete(view.head.id);
        if (view?.keeps) this.passOn(tap);
        if (tap.hasEnded) this.bound();
      },
    };
  }

  begin(ask: TapAsk): TapSession {
    const dialect = this.options.dialects.find(({ id }) => id === ask.upstream.dialect);
    if (dialect === undefined) throw new Error(`no dialect "${ask.upstream.dialect}"`);
    const tap = new TapSession(this.options.newId(), ask, dialect, this.parts);
    this.taps.add(tap);
    this.sleep.wake();
    for (const page of [...this.pages]) this.give(tap, page);
    return tap;
  }

  attend(page: TapAudience): void {
    this.pages.add(page);
    for (const tap of [...this.taps]) if (!tap.views.some((view) => view.isOf(page.owner))) this.give(tap, page);
  }

  leave(page: TapAudience): void {
    this.pages.delete(page);
  }

  newlyForgotten(): number {
    const { forgotten } = this;
    this.forgotten = 0;
    return forgotten;
  }

  close(): void {
    this.pages.clear();
    this.sleep.stop();
    for (const tap of [...this.taps]) this.drop(tap);
  }

  private give(tap: TapSession, page: TapAudience): void {
    const { upstream, name, kind } = tap.ask;
    const head: SessionHead = {
      id: this.options.newId(),
      upstream: upstream.id,
      dialect: upstream.dialect,
      startedAt: tap.startedWall,
      via: 'tap',
    };
    // One whose page is away may never be stored: it may have been loaded anew.
    const keeps = !tap.views.some((view) => view.keeps && view.isRead);
    const view = new TapView(head, tap, keeps);
    this.views.set(head.id, view);
    tap.views.push(view);
    page.begun(view, { name, kind, keeps });
  }

  /** Who stored it is gone: another page that reads it does. */
  private passOn(tap: TapSession): void {
    const heir = tap.views.find((view) => view.isRead);
    if (heir === undefined || tap.views.some((view) => view.keeps && view.isRead)) return;
    heir.keeps = true;
    for (const page of this.pages) if (heir.isOf(page.owner)) page.keep(heir);
  }

  private room(): { most: number; slack: number } {
    const { allBytes, tailBytes } = this.limits;
    const most = this.kept <= allBytes ? tailBytes : Math.min(tailBytes, allBytes / this.taps.size);
    return { most, slack: Math.min(mostSlack, this.over / this.taps.size) };
  }

  /** By so much all of them together may be beyond what they may keep before those that are quiet make room as well. */
  private get over(): number {
    return this.limits.allBytes / 8;
  }

  private grew(bytes: number): void {
    this.kept += bytes;
    if (bytes <= 0 || this.isTrimming || this.kept <= this.limits.allBytes + this.over) return;
    // Until each has its share and no more: it takes a while until there is so much again.
    this.isTrimming = true;
    const share = this.limits.allBytes / this.taps.size;
    for (const tap of this.taps) if (tap.keptBytes > share) tap.trim();
    this.isTrimming = false;
  }

  /** Of those that are over, the oldest make room. */
  private bound(): void {
    const over = [...this.taps].filter((tap) => tap.hasEnded);
    const untaken = over.filter((tap) => tap.views.length === 0);
    const taken = over.filter((tap) => tap.views.length > 0);
    let bytes = over.reduce((sum, tap) => sum + tap.keptBytes, 0);
    const left = { untaken: untaken.length, taken: taken.length };
    for (const tap of [...untaken, ...taken]) {
      const which = tap.views.length === 0 ? 'untaken' : 'taken';
      const isTooMany = left[which] > (which === 'untaken' ? this.limits.endedTaps : this.limits.endedTaken);
      if (!isTooMany && bytes <= this.limits.endedBytes) continue;
      bytes -= tap.keptBytes;
      left[which]--;
      // Pages that have it are told at once.
      if (tap.views.length === 0) this.forgotten++;
      this.drop(tap);
    }
  }

  private drop(tap: TapSession): void {
    this.taps.delete(tap);
    this.sleep.rest();
    const isDone = tap.isDone;
    for (const view of tap.forget()) {
      this.views.delete(view.head.id);
      const owner = view.leave();
      if (isDone || owner === null) continue;
      for (const page of this.pages) if (page.owner === owner) page.gone(view);
    }
  }
}
