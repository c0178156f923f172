import { visible } from '@/lib/bytes/visible.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { createStore } from '@/lib/console/store.ts';
import type { LaneId, LanePlace, Stretch, TimelineAsk, TimelineView } from '@/lib/console/timeline-view.ts';
import { laneIds } from '@/lib/console/timeline-view.ts';
import { msText } from '../ui/numbers.ts';
import { laneNames } from './lanes.ts';
import { panned, revealed, zoomed } from './time-window.ts';

export type TimelineState = {
  /** Null: all there is. */
  window: Stretch | null;
  /** Whether the view goes where the session and the selection go. */
  follow: boolean;
  area: Stretch | null;
  /** While an area is drawn, its figures are not told yet. */
  drawing: boolean;
  lane: LaneId;
  /** Of the entry that was gone to here, what is read out, as it was then; empty when the selection came from elsewhere. */
  said: string;
  table: boolean;
  hoverMs: number | null;
};

const atFirst = { window: null, follow: true, area: null, drawing: false, hoverMs: null, said: '' } as const;
const blank: Stretch = { fromMs: 0, toMs: 1000 };

/** A wish to go to an entry: the how many-th, of which session, and whether along a lane. */
type Wish = { number: number; session: string | null; isStep: boolean };

/** Kept while another tab of the drawer is on show: what was looked at is still looked at afterwards. */
const desks = new WeakMap<ConsoleFacade, TimelineDesk>();

export function timelineDeskOf(facade: ConsoleFacade): TimelineDesk {
  const desk = desks.get(facade) ?? new TimelineDesk(facade);
  desks.set(facade, desk);
  return desk;
}

function readOut({ lane, place, of, t, words }: NonNullable<TimelineView['selected']>): string {
  return `${laneNames[lane]} ${place} of ${of}, at ${msText(t)} ms: ${visible(words)}`;
}

/** What is looked at on the timeline, and what its buttons and keys do. */
export class TimelineDesk {
  private readonly facade: ConsoleFacade;
  private readonly store = createStore<TimelineState>({ ...atFirst, lane: 'audio', table: false }, (run) =>
    requestAnimationFrame(run),
  );
  private session: string | null = null;
  /** The selected entry that was last seen; whether the next one is to be brought into sight whatever else holds. */
  private seen: number | null = null;
  private stepped = false;
  private wishes = 0;
  /** The last wish, until it is answered: it may find no entry. */
  private wish: Wish | null = null;
  /** The area as it was drawn: its end is the one that keys move. */
  private drawn: Stretch = blank;

  constructor(facade: ConsoleFacade) {
    this.facade = facade;
  }

  readonly get = (): TimelineState => this.store.get();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  get view(): TimelineView | null {
    return this.facade.getState().timeline;
  }
  private get endMs(): number {
    return this.view?.endMs ?? 0;
  }

  /** What is drawn: the window that was set, or what the worker chose. */
  get bounds(): Stretch {
    const { view } = this;
    const { window } = this.get();
    return (this.show === 'window' ? window : view) ?? blank;
  }

  private get show(): TimelineAsk['show'] {
    const { window, follow } = this.get();
    if (window === null) return 'all';
    return follow && this.view?.live === true ? 'end' : 'window';
  }

  askFor(columns: number, calm: boolean): TimelineAsk {
    const { area, table } = this.get();
    const { prebufferMs } = this.facade.getState();
    const { fromMs, toMs } = this.get().window ?? blank;
    return { show: this.show, fromMs, toMs, columns, prebufferMs, area, rows: table, calm };
  }

  /** Call when the page's state changed: another session begins anew; what was selected elsewhere comes into sight. */
  settle(): void {
    const { view } = this;
    if (view === null) return;
    const wish = this.wish !== null && view.goes >= this.wish.number ? this.wish : null;
    if (wish !== null) this.wish = null;
    const answers = wish?.session === view.session;
    const { selected } = view;
    const seq = selected?.seq ?? null;
    if (view.session !== this.session) {
      if (this.session !== null) this.store.set(atFirst);
      this.session = view.session;
      // What was selected before one looked is no news.
      this.seen = answers ? null : seq;
    }
    if (seq === this.seen) {
      // It led nowhere: the next selection may be somebody else's.
      if (wish !== null) this.stepped = false;
      if (answers && wish?.isStep === true) this.store.set({ said: `${laneNames[this.get().lane]}: no further entry` });
      return;
    }
    this.seen = seq;
    this.store.set({ said: answers && selected !== null ? readOut(selected) : '' });
    const follows = this.get().follow && !view.live;
    if (selected === null || this.get().window === null || !(this.stepped || follows)) return;
    this.stepped = false;
    const bounds = this.bounds;
    const window = revealed(bounds, selected.t, this.endMs);
    if (window !== bounds) this.store.set({ window, follow: !view.live && this.get().follow });
  }

  zoom(factor: number, atMs?: number): void {
    const { bounds, view } = this;
    const chosen = view?.selected?.t ?? Number.NaN;
    const follows = this.get().follow && view?.live === true;
    const middle = follows ? bounds.toMs : (bounds.fromMs + bounds.toMs) / 2;
    const at = atMs ?? (chosen >= bounds.fromMs && chosen <= bounds.toMs ? chosen : middle);
    const window = zoomed(bounds, factor, at, this.endMs);
    // Who looks closely at what is past lets the end of a live session go.
    this.store.set(follows && window.toMs < this.endMs ? { window, follow: false } : { window });
  }

  /** By a share of what is in sight. Who pans looks for himself: nothing is followed until he says so. */
  pan(share: number): void {
    const { bounds } = this;
    this.panFrom(bounds, share * (bounds.toMs - bounds.fromMs));
  }
  panFrom(bounds: Stretch, byMs: number): void {
    this.store.set({ window: panned(bounds, byMs, this.endMs), follow: false });
  }

  fit(): void {
    this.store.set({ window: null, follow: true });
  }

  setFollow(follow: boolean): void {
    const { window } = this.get();
    this.store.set(follow ? { follow } : { follow, window: window ?? { ...this.bounds } });
  }

  /** An area turned around is the same area; one without time is none. */
  setArea(area: Stretch | null, drawing = false): void {
    const sorted =
      area === null ? null : { fromMs: Math.min(area.fromMs, area.toMs), toMs: Math.max(area.fromMs, area.toMs) };
    if (area !== null) this.drawn = area;
    this.store.set({ area: sorted === null || sorted.toMs <= sorted.fromMs ? null : sorted, drawing });
  }
  /**
   * Moves one end of the area by a share of what is in sight; the other stays. A new area begins at the selected entry, or in the
   * middle where that is out of sight.
   */
  growArea(share: number): void {
    const { bounds, endMs } = this;
    const span = bounds.toMs - bounds.fromMs;
    const selected = this.view?.selected?.t ?? Number.NaN;
    const at = selected >= bounds.fromMs && selected <= bounds.toMs ? selected : (bounds.fromMs + bounds.toMs) / 2;
    const { fromMs, toMs } = this.get().area === null ? { fromMs: at, toMs: at } : this.drawn;
    const end = Math.min(Math.max(endMs, fromMs), Math.max(0, toMs + share * span));
    this.setArea({ fromMs, toMs: end });
    const window = revealed(bounds, end, endMs);
    if (window !== bounds) this.store.set({ window, follow: false });
  }
  /** Lets the area begin, or end, at the selected entry; its other end stays where that makes an area, and else goes to the edge in sight. */
  measureAt(which: 'begin' | 'end'): void {
    const { bounds, view } = this;
    const at = view?.selected?.t;
    if (at === undefined) return;
    const { area } = this.get();
    if (which === 'begin')
      this.setArea({ fromMs: at, toMs: area !== null && area.toMs > at ? area.toMs : bounds.toMs });
    else
      this.setArea({ fromMs: area !== null && area.fromMs < at ? area.fromMs : Math.max(0, bounds.fromMs), toMs: at });
  }
  measureView(): void {
    if (this.view !== null) this.setArea({ fromMs: Math.max(0, this.bounds.fromMs), toMs: this.bounds.toMs });
  }

  hover(hoverMs: number | null): void {
    this.store.set({ hoverMs });
  }
  setTable(table: boolean): void {
    this.store.set({ table });
  }
  setLane(lane: LaneId): void {
    this.store.set({ lane });
  }
  nextLane(step: number): void {
    const at = laneIds.indexOf(this.get().lane) + step;
    const lane = laneIds[Math.max(0, Math.min(laneIds.length - 1, at))];
    if (lane !== undefined) this.setLane(lane);
  }

  /** Selects an entry of a lane; it is shared with the log and the waveform, which need not run after the end then. */
  go(lane: LaneId, to: LanePlace): void {
    this.stepped = 'step' in to;
    this.wish = { number: ++this.wishes, session: this.facade.getState().active, isStep: this.stepped };
    this.facade.setFollow(false);
    this.setLane(lane);
    this.facade.goOnTimeline(lane, to);
  }
}
