import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { SoundSpectrum } from '@/lib/console/sound-view.ts';
import { type CanvasColours, canvasColours } from '../ui/canvas-colours.ts';
import { LiveCanvas } from '../ui/live-canvas.ts';
import { markerAt } from './sound-places.ts';
import { spectrumPicture } from './spectrum-picture.ts';
import type { WaveDesk } from './wave-desk.ts';
import { headPx, paintWave, rulerPx, type Scene } from './wave-paint.ts';
import { askOf } from './wave-window.ts';

/** So near it is to a flag, px. */
const nearPx = 6;

/** The waveform: asks for what is in sight, and paints it. */
export class WaveBoard extends LiveCanvas {
  private readonly facade: ConsoleFacade;
  private readonly desk: WaveDesk;
  private colours: CanvasColours | null = null;
  /** What was painted of the console, and what was asked of it. */
  private seen: readonly unknown[] = [];
  private asked = '';
  private picture: { of: SoundSpectrum; colours: CanvasColours; made: HTMLCanvasElement } | null = null;

  constructor(box: HTMLElement, canvas: HTMLCanvasElement, facade: ConsoleFacade, desk: WaveDesk) {
    super(box, canvas);
    this.facade = facade;
    this.desk = desk;
    this.begin(
      {
        wheel: (event) => this.wheel(event),
        pointerdown: (event) => this.down(event),
        pointermove: (event) => this.desk.hover(this.secondAt(event)),
        pointerleave: () => this.desk.hover(null),
        dblclick: (event) => this.desk.playFrame(this.secondAt(event)),
      },
      facade.subscribe(() => this.changed()),
      desk.subscribe(() => this.plan(true)),
    );
  }

  override dispose(): void {
    super.dispose();
    this.facade.lookAtSound(null);
  }

  protected resized(): void {}

  protected recolour(): void {
    this.colours = null;
  }

  private changed(): void {
    this.desk.follow();
    const { soundView, player } = this.facade.getState();
    const now = [soundView, player.position, player.state];
    if (now.every((each, i) => each === this.seen[i])) return;
    this.seen = now;
    this.plan(false);
  }

  protected ask(): void {
    const { window: shown, spectrogram } = this.desk.get();
    const ask = !this.isSeen ? null : { ...askOf(shown), pairs: Math.max(1, this.width), spectrogram };
    const key = ask === null ? '' : Object.values(ask).join(' ');
    if (key === this.asked) return;
    this.asked = key;
    this.facade.lookAtSound(ask);
  }

  protected paint(draw: CanvasRenderingContext2D): void {
    const { soundView: view, player } = this.facade.getState();
    if (view === null) return;
    this.colours ??= canvasColours(this.box);
    const heard = player.state === 'playing' || player.state === 'paused' || player.state === 'buffering';
    const { width, height, colours } = this;
    const { bounds } = this.desk;
    const playheadS = heard ? player.position : null;
    paintWave(draw, {
      width,
      height,
      bounds,
      view,
      state: this.desk.get(),
      playheadS,
      colours,
      spectrum: this.spectrum(colours),
    });
  }

  private spectrum(colours: CanvasColours): Scene['spectrum'] {
    const spectrum = this.desk.get().spectrogram ? this.desk.view?.spectrum : null;
    if (spectrum === null || spectrum === undefined || spectrum === 'too-long') return null;
    if (this.picture?.of !== spectrum || this.picture.colours !== colours) {
      this.picture = { of: spectrum, colours, made: spectrumPicture(spectrum, colours) };
    }
    return { picture: this.picture.made, fromS: spectrum.fromS, toS: spectrum.toS, topHz: spectrum.topHz };
  }

  private secondAt(event: { clientX: number }): number {
    const { fromS, toS } = this.desk.bounds;
    const seconds = this.desk.view?.seconds ?? 0;
    return Math.min(seconds, Math.max(0, fromS + this.shareAt(event) * (toS - fromS)));
  }

  private wheel(event: WheelEvent): void {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (event.ctrlKey || event.metaKey) {
      this.desk.zoom(1.0015 ** Math.max(-400, Math.min(400, event.deltaY)), this.secondAt(event));
    } else if (sideways !== 0) this.desk.pan(sideways / Math.max(1, this.width));
    else return;
    event.preventDefault();
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const from = this.secondAt(event);
    this.drag(event, {
      move: (to) => {
        const there = this.secondAt(to);
        this.desk.select({ fromS: Math.min(from, there), toS: Math.max(from, there) });
      },
      click: (to) => this.clicked(to, from),
    });
  }

  private clicked(event: PointerEvent, second: number): void {
    const y = this.topOf(event);
    const { fromS, toS } = this.desk.bounds;
    const within = ((toS - fromS) / Math.max(1, this.width)) * nearPx * (y > rulerPx ? 6 : 1);
    const marker = y > rulerPx && y < headPx ? markerAt(this.desk.view?.markers ?? [], second, within) : null;
    if (marker !== null) {
      this.facade.setFollow(false);
      this.facade.select(marker.seq);
      return;
    }
    this.desk.select(null);
    this.desk.point(second);
  }
}
