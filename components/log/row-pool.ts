import type { Row } from '@/lib/console/state.ts';
import { RowPainter } from './row-painter.ts';

export type PoolFrame = {
  /** First row to show and the one after the last. */
  from: number;
  to: number;
  rowHeight: number;
  /** Position of the viewport in the list, px. */
  position: number;
  rowAt: (index: number) => Row | null;
  isSelected: (row: Row) => boolean;
  /** Row that the Tab key reaches. */
  tabStop: number;
  /** Entry that the deltas are counted from. */
  zero: number | null;
  pinned: ReadonlySet<number>;
  /** Characters of a meaning that are written while rows go by faster than they are read; absent: all that a row may have. */
  brief?: number;
};

/** As many row elements as the viewport needs, used over and over. The focused one is kept, wherever its row went. */
export class RowPool {
  private readonly layer: HTMLElement;
  private readonly used = new Map<number, RowPainter>();
  private readonly free: RowPainter[] = [];

  constructor(layer: HTMLElement) {
    this.layer = layer;
  }

  paint(frame: PoolFrame): void {
    for (const [index, painter] of this.used)
      if ((index < frame.from || index >= frame.to) && painter.element !== document.activeElement)
        this.release(painter);
    for (let index = frame.from; index < frame.to; index++) this.show(this.take(index), index, frame);
    for (const [index, painter] of this.used)
      if (index < frame.from || index >= frame.to) this.show(painter, index, frame);
    for (const painter of this.free) painter.element.remove();
  }

  painterOf(index: number): RowPainter | null {
    return this.used.get(index) ?? null;
  }

  painterOfElement(element: Element | null): RowPainter | null {
    for (const painter of this.used.values()) if (painter.element === element) return painter;
    return null;
  }

  clear(): void {
    for (const painter of this.used.values()) painter.element.remove();
    this.used.clear();
    this.free.length = 0;
  }

  private show(painter: RowPainter, index: number, frame: PoolFrame): void {
    const row = frame.rowAt(index);
    const top = Math.round(index * frame.rowHeight - frame.position);
    const near = Math.min(Math.max(top, -4 * frame.rowHeight), 100_000);
    painter.paint(row, {
      index,
      top: near,
      selected: row !== null && frame.isSelected(row),
      tabStop: index === frame.tabStop,
      zero: row !== null && row.seq === frame.zero,
      pinned: row !== null && frame.pinned.has(row.seq),
      ...(frame.brief === undefined ? {} : { brief: frame.brief }),
    });
  }

  /** First freed, first used: so the order in the page stays that of the list, but for one place where it begins anew. */
  private take(index: number): RowPainter {
    const known = this.used.get(index);
    if (known !== undefined) return known;
    const painter = this.free.shift() ?? new RowPainter();
    this.used.set(index, painter);
    if (!painter.element.isConnected) this.layer.append(painter.element);
    return painter;
  }

  private release(painter: RowPainter): void {
    this.used.delete(painter.index);
    this.free.push(painter);
  }
}
