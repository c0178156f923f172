import type { ComparedWaves } from '@/lib/console/rooms/compare-room.ts';
import { type CanvasColours, canvasColours } from '../ui/canvas-colours.ts';
import { LiveCanvas } from '../ui/live-canvas.ts';

/** Two waveforms above each other over the same time, and a line where they first differ. */
export class CompareBoard extends LiveCanvas {
  private colours: CanvasColours | null = null;
  private waves: ComparedWaves | null = null;
  private differsS: number | null = null;

  constructor(box: HTMLElement, canvas: HTMLCanvasElement) {
    super(box, canvas);
    this.begin({});
  }

  /** `differsS`: the second of A at which they first differ. */
  show(waves: ComparedWaves, differsS: number | null): void {
    this.waves = waves;
    this.differsS = differsS;
    this.plan(true);
  }

  protected ask(): void {}
  protected resized(): void {}
  protected recolour(): void {
    this.colours = null;
  }

  protected paint(draw: CanvasRenderingContext2D): void {
    const { waves, width, height, differsS } = this;
    if (waves === null) return;
    this.colours ??= canvasColours(this.box);
    const { colours } = this;
    const half = Math.floor(height / 2);
    for (const [side, top] of [
      ['a', 0],
      ['b', half],
    ] as const)
      this.lane(draw, waves[side], top, half, side.toUpperCase(), colours);
    draw.fillStyle = colours.edge;
    draw.fillRect(0, half, width, 1);
    if (differsS === null) return;
    const x = Math.round(((differsS - waves.fromS) / (waves.toS - waves.fromS)) * width);
    draw.fillStyle = colours.bad;
    draw.fillRect(Math.min(width - 2, Math.max(0, x)), 0, 2, height);
  }

  private lane(
    draw: CanvasRenderingContext2D,
    peaks: Float32Array,
    top: number,
    height: number,
    name: string,
    colours: CanvasColours,
  ): void {
    const pairs = peaks.length / 2;
    const middle = top + height / 2;
    const reach = height / 2 - 2;
    draw.fillStyle = colours.wave;
    for (let i = 0; i < pairs; i++) {
      const left = Math.round((i / pairs) * this.width);
      const right = Math.round(((i + 1) / pairs) * this.width);
      const high = middle - Math.max(0.004, peaks[2 * i + 1] as number) * reach;
      const low = middle - Math.min(-0.004, peaks[2 * i] as number) * reach;
      draw.fillRect(left, high, Math.max(1, right - left), Math.max(1, low - high));
    }
    draw.font = colours.label;
    draw.textBaseline = 'top';
    draw.fillStyle = colours.ground;
    draw.fillRect(2, top + 2, 14, 14);
    draw.fillStyle = colours.text;
    draw.fillText(name, 5, top + 4);
  }
}
