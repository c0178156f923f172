/** The log as the page sees it: which session is on show, where the window stands, what is selected. Makes the `view`. */
import type { Clock } from '../../clock/clock.ts';
import { emptyView, noFilter, noFindings } from '../initial-state.ts';
import type { ToWorker, WorkerState } from '../port.ts';
import type { EntryDetail, Filter, FindingsView, LogView } from '../state.ts';
import { containerSight } from './container-sight.ts';
import { detailOf } from './entry-detail.ts';
import { askedRule } from './entry-filter.ts';
import type { HeldSession } from './held-session.ts';
import { pinnedRows, rowsOf } from './rows.ts';
import { StreamDesk } from './stream-desk.ts';

/** So long the log is sorted and judged in one go before the line is served again. */
const sliceMs = 8;
/** The first look after a new filter: what is found by then is seen with the next update. */
const firstSliceMs = 32;
const sliceEntries = 500;
/** Entries that the rules read in one go: they take far longer over one than sorting it does. */
const judgedEntries = 100;

/** More rows than any screen shows are not made, whatever is asked. */
const mostRows = 400;

export class LogDesk {
  active: HeldSession | null = null;
  selected: number | null = null;
  private filter: Filter = noFilter;
  private from = 0;
  private count = 60;
  private follow = true;
  private paused = false;
  private audioView = false;
  private readonly stream = new StreamDesk();
  /** The last entry there was when the list left its end, or that has been in sight since. */
  private releasedAt = 0;
  private isNewFilter = false;
  /** Last row in sight; -1 when it is not known. */
  private sight = -1;
  /** Which findings the page was told last, and which the filter has seen. */
  private toldFindings = '';
  private filteredFindings = '';
  /** Called when another session came on show. */
  moved: () => void = () => {};

  show(held: HeldSession | null): void {
    if (held === this.active) return;
    this.active?.model.hold(false);
    this.active?.model.playTo(null);
    this.active = held;
    this.stream.forget();
    this.selected = null;
    this.from = 0;
    this.releasedAt = held?.model.reach ?? 0;
    this.sight = -1;
    held?.model.setFilter(this.filter);
    if (this.paused) held?.model.hold(true);
    this.moved();
  }

  /** A wish of the page about the log; others are none of its business. */
  take(message: ToWorker): void {
    if (message.do === 'filter') this.setFilter(message.filter);
    else if (message.do === 'window') this.setWindow(message.from, message.count, message.sight);
    else if (message.do === 'follow') this.setFollow(message.on);
    else if (message.do === 'pause') this.setPaused(message.on);
    else if (message.do === 'fold') this.active?.model.toggleFold(message.seq);
    else if (message.do === 'clear') this.clear();
    else if (message.do === 'show-all') this.active?.model.showAll();
    else if (message.do === 'select') this.select(message.seq);
    else if (message.do === 'select-at') this.selectAt(message.second);
    else if (message.do === 'zero') this.active?.model.toggleZero(message.seq);
    else if (message.do === 'pin') this.active?.model.togglePin(message.seq);
    else if (message.do === 'audio-view') this.audioView = message.on;
    else if (message.do === 'stream') this.stream.look(message.ask);
    else if (message.do === 'select-next') this.selectNext(message.step);
  }

  setFilter(filter: Filter): void {
    this.filter = filter;
    this.isNewFilter = true;
    this.active?.model.setFilter(filter);
  }

  setWindow(from: number, count: number, sight = -1): void {
    this.sight = Math.floor(sight);
    this.from = Math.max(0, Math.floor(from));
    this.count = Math.max(0, Math.min(mostRows, Math.floor(count)));
  }

  setFollow(on: boolean): void {
    if (!on) this.stay();
    if (this.follow && !on) this.releasedAt = this.active?.model.reach ?? 0;
    this.follow = on;
  }

  setPaused(on: boolean): void {
    if (on) this.stay();
    this.paused = on;
    this.active?.model.hold(on);
  }

  /** The window is not at the end any more: it stands where it was, until the page says where. */
  private stay(): void {
    if (this.follow && !this.paused) this.from = this.endFrom();
  }

  private endFrom(): number {
    return Math.max(0, (this.active?.model.index.rowCount ?? 0) - this.count);
  }

  clear(): void {
    this.active?.model.clear();
    this.selected = null;
  }

  select(seq: number | null): void {
    const length = this.active?.session.log.length ?? 0;
    this.selected = seq !== null && seq >= 1 && seq <= length ? seq : null;
  }

  private selectAt(second: number): void {
    const frame = this.active?.track.sound.frameAtSecond(second) ?? null;
    if (frame !== null) this.selected = frame.seq;
  }

  selectNext(step: number): void {
    const next = this.active?.model.neighbour(this.selected, step) ?? null;
    if (next !== null) this.selected = next;
  }

  /** Looks for a few milliseconds at entries not yet sorted into the view, then judges them; false when some are left. */
  catchUp(clock: Clock): boolean {
    const end = clock.now() + (this.isNewFilter ? firstSliceMs : sliceMs);
    this.isNewFilter = false;
    let done = this.slice();
    while (!done && clock.now() < end) done = this.slice();
    const session = this.active?.session;
    return (session === undefined || this.stream.catchUp(session, this.selected, clock, end)) && done;
  }

  private slice(): boolean {
    if (this.active === null) return true;
    const { session, model } = this.active;
    // The rows come first: what the rules think of them may follow.
    if (!model.catchUp(sliceEntries)) return false;
    const judged = session.findings.catchUp(judgedEntries);
    const findings = `${session.log.head.id} ${session.findings.version}`;
    const asksFindings = this.filter.onlyProblems || askedRule(this.filter.text) !== null;
    if (asksFindings && judged && this.filteredFindings !== findings && model.refilter()) {
      this.filteredFindings = findings;
    }
    return judged && model.catchUp(sliceEntries);
  }

  /** Rows that came while the list was not at its end; entries, while it is held. */
  unseen(): number {
    if (this.active === null) return 0;
    if (this.paused) return this.active.model.waiting();
    const { index } = this.active.model;
    if (this.follow) return 0;
    const seen = Math.min(this.sight, index.rowCount - 1);
    if (seen >= 0) this.releasedAt = Math.max(this.releasedAt, index.seqAt(index.placesOf(seen).to - 1));
    return index.rowCount - 1 - index.nearestRow(this.releasedAt);
  }

  view(): LogView {
    const held = this.active;
    if (held === null) return emptyView;
    const { session, model, track } = held;
    const { rowCount } = model.index;
    // At the tail the window goes along by itself: asking for it would cost one more frame.
    const from = this.follow && !this.paused ? this.endFrom() : Math.min(this.from, rowCount);
    const selectedRow = this.selected === null ? -1 : model.index.rowOf(this.selected);
    return {
      session: session.log.head.id,
      rowCount,
      frames: session.frames,
      matched: model.matchedFrames,
      looked: model.looked,
      // Rows come before they are judged: what waits for a row waits for this too.
      waits: session.findings.waiting,
      passed: model.index.matchedCount,
      from,
      rows: rowsOf(session, model, track, from, this.count),
      facets: model.facets(),
      filterNote: model.note,
      clearedBefore: model.clearedBefore,
      selectedIndex: selectedRow === -1 ? null : selectedRow,
      hides: model.hides,
      zero: model.zero,
      pins: pinnedRows(session, model, track),
      pinsRefused: model.pinsRefused,
    };
  }

  /** All that the page is told of the log with an update; the findings only when it does not know them. */
  shown(): Pick<WorkerState, 'view' | 'unseen' | 'selected'> & Partial<Pick<WorkerState, 'findings' | 'stream'>> {
    const findings = this.findings();
    const log = { view: this.view(), unseen: this.unseen(), selected: this.selected };
    const stream = this.stream.shown(this.active?.session);
    return { ...log, ...(findings === null ? {} : { findings }), ...(stream === undefined ? {} : { stream }) };
  }

  /** The findings of the session on show and of the selected entry; null when the page knows them. */
  findings(): FindingsView | null {
    const session = this.active?.session;
    const told = `${session?.log.head.id} ${session?.findings.version} ${this.selected}`;
    if (told === this.toldFindings) return null;
    this.toldFindings = told;
    if (session === undefined) return noFindings;
    const { findings, log } = session;
    const ofEntry = this.selected === null ? [] : findings.ofEntry(this.selected);
    return {
      session: log.head.id,
      counts: findings.counts(),
      list: findings.list(),
      ofEntry,
      broken: findings.stoppedBy,
    };
  }

  detail(): EntryDetail | null {
    if (this.active === null || this.selected === null) return null;
    const { session } = this.active;
    const detail = detailOf(session, this.selected);
    return this.audioView ? { ...detail, container: containerSight(session, this.selected) } : detail;
  }
}
