import type { Stretch, TimelineView } from '@/lib/console/timeline-view.ts';
import type { CanvasColours } from '../ui/canvas-colours.ts';
import type { LaneBox } from './lanes.ts';
import { placeOf } from './time-window.ts';

/** All that is needed to paint the timeline once. */
export type Scene = {
  view: TimelineView;
  bounds: Stretch;
  width: number;
  height: number;
  boxes: readonly LaneBox[];
  colours: CanvasColours;
  area: Stretch | null;
  hoverMs: number | null;
  /** Session time of what is heard now; null while nothing is. */
  playheadMs: number | null;
  lane: string;
};

/** A canvas with the scene's scale: `x` of a moment, and strokes and texts that know where they end. */
export class Brush {
  readonly to: CanvasRenderingContext2D;
  readonly scene: Scene;

  constructor(to: CanvasRenderingContext2D, scene: Scene) {
    this.to = to;
    this.scene = scene;
  }

  x(ms: number): number {
    return placeOf(ms, this.scene.bounds, this.scene.width);
  }

  box(id: LaneBox['id']): LaneBox {
    return this.scene.boxes.find((box) => box.id === id) ?? { id, top: 0, height: 0 };
  }

  fill(colour: string, left: number, top: number, width: number, height: number): void {
    this.to.fillStyle = colour;
    this.to.fillRect(left, top, width, height);
  }

  /** On whole pixels, so that a line is one pixel wide. */
  upright(colour: string, x: number, top: number, height: number): void {
    this.fill(colour, Math.round(x) - 0.5, top, 1, height);
  }

  /** Writes what fits before `until`, with an ellipsis; nothing where not even that fits. Gives where it ends. */
  write(colour: string, text: string, x: number, middle: number, until = this.scene.width): number {
    const { to } = this;
    const most = until - x;
    let shown = text;
    let width = to.measureText(shown).width;
    while (width > most && shown.length > 1) {
      shown = `${shown.slice(0, Math.max(1, Math.min(shown.length - 2, Math.floor((shown.length * most) / width))))}…`;
      width = to.measureText(shown).width;
      if (shown.length <= 2 && width > most) return x;
    }
    if (width > most) return x;
    to.fillStyle = colour;
    to.fillText(shown, x, middle);
    return x + width;
  }

  /** Slanted lines over a rectangle, drawn only as far as it is in sight. */
  hatch(left: number, right: number, top: number, height: number): void {
    const { to, scene } = this;
    const [from, until] = [Math.max(left, 0), Math.min(right, scene.width)];
    if (until - from < 1) return;
    to.save();
    to.beginPath();
    to.rect(from, top, until - from, height);
    to.clip();
    to.globalAlpha = 0.45;
    to.strokeStyle = scene.colours.quiet;
    to.lineWidth = 1;
    to.beginPath();
    for (let x = from - height - ((from - height) % 6); x < until; x += 6) {
      to.moveTo(x, top + height);
      to.lineTo(x + height, top);
    }
    to.stroke();
    to.restore();
  }
}
