import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Row } from '@/lib/console/state.ts';
import { RowPainter } from './row-painter.ts';

/** Paints the pinned rows outside React, on every change of the console, with the elements that the log's own rows are made of. */
export class PinList {
  private readonly grid: HTMLElement;
  private readonly console: ConsoleFacade;
  private readonly painters: RowPainter[] = [];
  private readonly stop: () => void;
  private readonly onEmpty: () => void;
  /** Row that the Tab key reaches. */
  private here = 0;

  /** `onEmpty`: the last row went while it had the focus. */
  constructor(grid: HTMLElement, console: ConsoleFacade, onEmpty: () => void) {
    this.grid = grid;
    this.console = console;
    this.onEmpty = onEmpty;
    this.stop = console.subscribe(() => this.paint());
    this.paint();
  }

  dispose(): void {
    this.stop();
    this.grid.replaceChildren();
  }

  /** The row that this element, or one inside it, stands for. */
  rowOf(target: EventTarget | null): Row | null {
    const element = target instanceof Element ? target.closest('[role="row"]') : null;
    return this.painters.find((painter) => painter.element === element)?.shown ?? null;
  }

  /** Gives the focus to the row `step` further on, or to the nearest end. */
  move(step: number): void {
    this.here = Math.max(0, Math.min(this.painters.length - 1, this.here + step));
    this.paint();
    this.painters[this.here]?.element.focus();
  }

  /** The row of this element is where the Tab key comes back to. */
  cameTo(target: EventTarget | null): void {
    const at = this.painters.findIndex(({ element }) => element === target);
    if (at === -1 || at === this.here) return;
    this.here = at;
    this.paint();
  }

  private paint(): void {
    const { view, selected } = this.console.getState();
    const { pins } = view;
    const hadFocus = this.grid.contains(document.activeElement);
    for (const gone of this.painters.splice(pins.length)) gone.element.remove();
    while (this.painters.length < pins.length) {
      const painter = new RowPainter(1);
      this.painters.push(painter);
      this.grid.append(painter.element);
    }
    this.here = Math.max(0, Math.min(this.here, pins.length - 1));
    if (this.grid.hidden !== (pins.length === 0)) this.grid.hidden = pins.length === 0;
    if (this.grid.ariaRowCount !== String(pins.length)) this.grid.ariaRowCount = String(pins.length);
    pins.forEach((row, index) => {
      this.painters[index]?.paint(row, {
        index,
        top: 0,
        selected: row.seq === selected,
        tabStop: index === this.here,
        zero: row.seq === view.zero,
        pinned: true,
      });
    });
    if (!hadFocus || this.grid.contains(document.activeElement)) return;
    if (pins.length === 0) this.onEmpty();
    else this.painters[this.here]?.element.focus();
  }
}
