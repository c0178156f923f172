import { realClock } from '@/lib/clock/real.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState, Row } from '@/lib/console/state.ts';
import { type ScrollScale, scrollScale } from '../ui/scroll-scale.ts';
import { Churn } from './churn.ts';
import { RowPool } from './row-pool.ts';

const overscan = 6;
/** Rows asked for beyond those shown, on each side, so that a short scroll finds them there. */
const margin = 24;
/** So often the scroll bar moves while rows go by faster than anyone reads them: each time the whole list is laid out. */
const barMs = 200;
const twoLinesBelow = 520;
const noDeltaBelow = 620;
/** Width of all columns but the meaning, and of the narrowest letters. */
const otherColumns = 454;
const narrowLetter = 3;

/** `frame`: what carries the layout of the rows, for the pinned ones too. */
export type GridParts = Record<'frame' | 'grid' | 'scroller' | 'spacer' | 'layer', HTMLElement>;

/**
 * Paints the log outside React: on every change of the console (at most once a frame) and on every scroll. It moves the
 * list only when it follows the tail, or when the selection went out of sight; new rows never move focus or position.
 */
export class GridController {
  private readonly parts: GridParts;
  private readonly console: ConsoleFacade;
  private readonly pool: RowPool;
  private readonly churn = new Churn(realClock, () => this.paintSoon());
  private readonly close: (() => void)[] = [];
  private rowHeight = 28;
  private viewport = 0;
  /** As many characters as fit into the meaning's column, whatever they are. */
  private fitting = 400;
  private rowCount = -1;
  private scale: ScrollScale = scrollScale(0, 28, 0);
  private position = 0;
  /** `scrollTop` as this class last set or saw it: tells the user's scrolling from our own. */
  private seenTop = 0;
  private revealed: number | null = null;
  private asked = '';
  private session: string | null = null;
  private frame = 0;
  /** Whether rows go by faster than they are read; and when the scroll bar was moved last. */
  private isFast = false;
  private barAtMs = Number.NEGATIVE_INFINITY;
  /** The focus was asked for where no row was yet. */
  private awaitsRow = false;

  constructor(parts: GridParts, console: ConsoleFacade) {
    this.parts = parts;
    this.console = console;
    this.pool = new RowPool(parts.layer);
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(parts.scroller);
    const scrolled = () => this.scrolled();
    const wheel = (event: WheelEvent) => {
      if (event.deltaY < 0) this.letGo();
    };
    parts.scroller.addEventListener('scroll', scrolled, { passive: true });
    parts.scroller.addEventListener('wheel', wheel, { passive: true });
    this.close.push(
      console.subscribe(() => this.paint()),
      () => sizes.disconnect(),
      () => parts.scroller.removeEventListener('scroll', scrolled),
      () => parts.scroller.removeEventListener('wheel', wheel),
      () => parts.scroller.removeEventListener('wheel', this.roll),
      () => cancelAnimationFrame(this.frame),
      () => this.churn.end(),
    );
    this.measure();
  }

  dispose(): void {
    for (const close of this.close) close();
    this.pool.clear();
  }

  /** Whole rows in sight: what a page key moves by. */
  get pageRows(): number {
    return Math.max(1, Math.floor(this.viewport / this.rowHeight) - 1);
  }

  /** The row this element (or one inside it) stands for; null for none or one not yet there. */
  rowOf(target: EventTarget | null): Row | null {
    const element = target instanceof Element ? target.closest('[role="row"]') : null;
    return this.pool.painterOfElement(element)?.shown ?? null;
  }

  /** Focus to the selected row, brought into sight; to the first one in sight when none is selected. */
  focus(): void {
    const { selectedIndex } = this.console.getState().view;
    if (selectedIndex !== null) this.reveal(selectedIndex);
    const index = selectedIndex ?? Math.ceil(this.position / this.rowHeight);
    const painter = this.pool.painterOf(index);
    this.awaitsRow = painter === null;
    if (painter === null) this.parts.scroller.focus();
    else painter.element.focus({ preventScroll: true });
  }

  /** What was put on show a moment ago may have no rows yet: the first that come get the focus, unless it has gone elsewhere. */
  private focusAwaited(): void {
    if (!this.awaitsRow) return;
    this.awaitsRow = false;
    if (document.activeElement === this.parts.scroller) this.focus();
  }

  /** Stops following: the user looks at something. */
  letGo(): void {
    if (this.console.getState().follow) this.console.setFollow(false);
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.parts.scroller;
    const { dataset } = this.parts.frame;
    this.rowHeight = clientWidth < twoLinesBelow ? 52 : 28;
    this.viewport = clientHeight;
    // What was out of sight, or is of another size, has another `scrollTop` now, and nobody has scrolled.
    this.seenTop = this.parts.scroller.scrollTop;
    const meaning = clientWidth < twoLinesBelow ? clientWidth : clientWidth - otherColumns;
    this.fitting = Math.max(40, Math.ceil(meaning / narrowLetter));
    dataset.lines = clientWidth < twoLinesBelow ? '2' : '1';
    dataset.delta = clientWidth < noDeltaBelow ? 'off' : 'on';
    this.scale = scrollScale(0, this.rowHeight, 0);
    this.barAtMs = Number.NEGATIVE_INFINITY;
    this.paint();
  }

  private scrolled(): void {
    const top = this.parts.scroller.scrollTop;
    const moved = top - this.seenTop;
    if (Math.abs(moved) < 1) return;
    this.seenTop = top;
    // While rows go by the bar is where it was a moment ago: how far it was moved counts, from the rows in sight on.
    const isLeft = this.isFast && moved < 0 && top >= 1;
    this.position = isLeft ? Math.max(0, this.position + moved * this.scale.factor) : this.scale.toList(top);
    const { follow } = this.console.getState();
    if (follow && moved < 0) this.console.setFollow(false);
    if (!follow && moved > 0 && this.position >= this.scale.end - 1) this.console.setFollow(true);
    this.paintSoon();
  }

  private paintSoon(): void {
    if (this.frame === 0)
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        this.paint();
      });
  }

  /** Where the bar stands for more than it is long, a turn of the wheel would go past rows unseen: it moves the list itself. */
  private readonly roll = (event: WheelEvent): void => {
    if (this.scale.factor === 1 || event.ctrlKey) return;
    const unit = [1, this.rowHeight, this.viewport][event.deltaMode] ?? 1;
    event.preventDefault();
    this.moveTo(this.position + event.deltaY * unit);
    if (event.deltaY > 0 && this.position >= this.scale.end - 1) this.console.setFollow(true);
    this.paintSoon();
  };

  private moveTo(position: number): void {
    this.position = Math.min(Math.max(0, position), this.scale.end);
    const top = this.scale.toScroll(this.position);
    if (Math.abs(top - this.seenTop) < 0.5) return;
    this.parts.scroller.scrollTop = top;
    this.seenTop = this.parts.scroller.scrollTop;
  }

  private paint(): void {
    const state = this.console.getState();
    if (state.view.session !== this.session) this.begin(state);
    const { rowCount } = state.view;
    if (rowCount !== this.rowCount) {
      this.rowCount = rowCount;
      this.parts.grid.setAttribute('aria-rowcount', String(rowCount + 1));
    }
    const follows = state.follow && !state.paused;
    this.isFast = this.churn.look(rowCount, Math.ceil(this.viewport / this.rowHeight), follows);
    if (this.isFast && realClock.now() - this.barAtMs < barMs) this.position = this.endOf(rowCount);
    else {
      this.resize(rowCount);
      if (follows) this.moveTo(this.scale.end);
    }
    const zero = state.view.zero === null ? 'off' : 'on';
    if (this.parts.frame.dataset.zero !== zero) this.parts.frame.dataset.zero = zero;
    const held = this.parts.layer.contains(document.activeElement);
    const moved = this.followSelection(state);
    this.paintRows(state);
    if (held && moved !== null) this.pool.painterOf(moved)?.element.focus({ preventScroll: true });
    else if (held && !this.parts.layer.contains(document.activeElement)) this.parts.scroller.focus();
    if (state.view.rowCount > 0) this.focusAwaited();
  }

  /** Another session: whether it is followed was decided where it was put on show. */
  private begin({ view }: ConsoleState): void {
    this.session = view.session;
    this.revealed = null;
    this.position = 0;
  }

  private endOf(rowCount: number): number {
    return Math.max(0, rowCount * this.rowHeight - this.viewport);
  }

  private resize(rowCount: number): void {
    const before = this.scale;
    this.barAtMs = realClock.now();
    this.scale = scrollScale(rowCount, this.rowHeight, this.viewport);
    if (this.scale.height !== before.height) this.parts.spacer.style.height = `${this.scale.height}px`;
    // Not before it is needed: a page that may refuse a turn of the wheel is asked before each.
    if (this.scale.factor > 1 && before.factor === 1)
      this.parts.scroller.addEventListener('wheel', this.roll, { passive: false });
    // With a scaled bar the same position has another scrollTop once the list has grown: keep the position.
    // While the pane was out of sight its end was elsewhere: a position beyond it is no place to stay.
    if (this.scale.end !== before.end || this.position > this.scale.end) this.moveTo(this.position);
  }

  /** Index of the row newly selected, once it is known where it is; null when nothing moved. */
  private followSelection({ selected, view }: ConsoleState): number | null {
    if (selected === this.revealed) return null;
    if (selected === null) {
      this.revealed = null;
      return null;
    }
    const index = view.selectedIndex;
    if (index === null) return null;
    const row = rowAt(view.rows, index);
    if (row !== null && !holds(row, selected)) return null;
    this.revealed = selected;
    this.reveal(index);
    return index;
  }

  private reveal(index: number): void {
    this.resize(this.console.getState().view.rowCount);
    const top = index * this.rowHeight;
    if (top < this.position) this.moveTo(top);
    else if (top + this.rowHeight > this.position + this.viewport) this.moveTo(top + this.rowHeight - this.viewport);
    this.paintRows(this.console.getState());
  }

  private paintRows({ view, selected }: ConsoleState): void {
    const { isFast } = this;
    const first = Math.floor(this.position / this.rowHeight);
    const last = Math.ceil((this.position + this.viewport) / this.rowHeight);
    const from = Math.max(0, isFast ? first : first - overscan);
    const to = Math.min(view.rowCount, last + overscan);
    // The rows at the end come by themselves: as many as were asked for last.
    if (isFast) this.ask(0, last - first + overscan, -1, `${view.session} end`);
    else this.ask(Math.max(0, first - margin), last + margin, last - 1, view.session);
    const inSight = Math.min(Math.ceil(this.position / this.rowHeight), Math.max(0, view.rowCount - 1));
    const chosen = view.selectedIndex;
    this.pool.paint({
      from,
      to,
      rowHeight: this.rowHeight,
      position: this.position,
      rowAt: (index) => rowAt(view.rows, index),
      isSelected: (row) => selected !== null && holds(row, selected),
      tabStop: chosen !== null && chosen >= from && chosen < to ? chosen : inSight,
      zero: view.zero,
      pinned: new Set(view.pins.map(({ seq }) => seq)),
      ...(isFast ? { brief: this.fitting } : {}),
    });
  }

  private ask(from: number, to: number, sight: number, of: string | null): void {
    const key = `${of} ${from} ${to} ${sight}`;
    if (key === this.asked) return;
    this.asked = key;
    this.console.setWindow(from, to - from, sight);
  }
}

function rowAt(rows: readonly Row[], index: number): Row | null {
  const base = rows[0]?.index ?? 0;
  const row = rows[index - base];
  return row?.index === index ? row : null;
}

/** Whether the entry `seq` is this row, or inside its folded burst. */
function holds(row: Row, seq: number): boolean {
  return row.seq === seq || (row.fold !== null && !row.fold.open && seq > row.seq && seq <= row.fold.last);
}
