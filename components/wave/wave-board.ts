import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { SoundSpectrum } from '@/lib/console/sound-view.ts';
import { markerAt } from './sound-places.ts';
import { spectrumPicture } from './spectrum-picture.ts';
import { type WaveColours, waveColours } from './wave-colours.ts';
import type { WaveDesk } from './wave-desk.ts';
import { headPx, paintWave, rulerPx, type Scene } from './wave-paint.ts';
import { askOf } from './wave-window.ts';

/** So far a pointer moves before it draws a selection, px; so near it is to a flag. */
const dragPx = 4;
const nearPx = 6;
/** Who wants no motion sees live sound and the playhead in steps of so long. */
const calmMs = 1000;

/** Owns the canvas: asks for what is in sight, paints at most once a frame, and only what can be seen. */
export class WaveBoard {
  private readonly box: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly facade: ConsoleFacade;
  private readonly desk: WaveDesk;
  private readonly close: (() => void)[] = [];
  private readonly still = window.matchMedia('(prefers-reduced-motion: reduce)');
  private colours: WaveColours | null = null;
  private width = 0;
  private height = 0;
  private frame = 0;
  private later: ReturnType<typeof setTimeout> | undefined;
  private painted = Number.NEGATIVE_INFINITY;
  /** What was painted of the console, and what was asked of it. */
  private seen: readonly unknown[] = [];
  private asked = '';
  private picture: { of: SoundSpectrum; colours: WaveColours; made: HTMLCanvasElement } | null = null;

  constructor(box: HTMLElement, canvas: HTMLCanvasElement, facade: ConsoleFacade, desk: WaveDesk) {
    this.box = box;
    this.canvas = canvas;
    this.facade = facade;
    this.desk = desk;
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(box);
    const themes = new MutationObserver(() => this.recolour());
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const wheel = (event: WheelEvent) => this.wheel(event);
    const down = (event: PointerEvent) => this.down(event);
    const move = (event: PointerEvent) => this.desk.hover(this.secondAt(event));
    const away = () => this.desk.hover(null);
    const twice = (event: MouseEvent) => this.desk.playFrame(this.secondAt(event));
    box.addEventListener('wheel', wheel, { passive: false });
    box.addEventListener('pointerdown', down);
    box.addEventListener('pointermove', move);
    box.addEventListener('pointerleave', away);
    box.addEventListener('dblclick', twice);
    this.close.push(
      facade.subscribe(() => this.changed()),
      desk.subscribe(() => this.plan(true)),
      () => sizes.disconnect(),
      () => themes.disconnect(),
      () => box.removeEventListener('wheel', wheel),
      () => box.removeEventListener('pointerdown', down),
      () => box.removeEventListener('pointermove', move),
      () => box.removeEventListener('pointerleave', away),
      () => box.removeEventListener('dblclick', twice),
    );
    this.measure();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.later);
    for (const close of this.close) close();
    this.facade.lookAtSound(null);
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.box;
    const dots = window.devicePixelRatio;
    this.width = clientWidth;
    this.height = clientHeight;
    this.canvas.width = Math.round(clientWidth * dots);
    this.canvas.height = Math.round(clientHeight * dots);
    this.plan(true);
  }

  private recolour(): void {
    this.colours = null;
    this.plan(true);
  }

  private changed(): void {
    this.desk.follow();
    const { soundView, player } = this.facade.getState();
    const now = [soundView, player.position, player.state];
    if (now.every((each, i) => each === this.seen[i])) return;
    this.seen = now;
    this.plan(false);
  }

  /** `asked`: something the user did, which is painted at once. */
  private plan(asked: boolean): void {
    this.ask();
    if (this.frame !== 0 || this.width === 0) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      const wait = this.still.matches && !asked ? this.painted + calmMs - now : 0;
      if (wait <= 0) this.paint(now);
      else {
        clearTimeout(this.later);
        this.later = setTimeout(() => this.plan(true), wait);
      }
    });
  }

  /** Nothing is asked for while nothing can be seen. */
  private ask(): void {
    const { window: shown, spectrogram } = this.desk.get();
    const ask = this.width === 0 ? null : { ...askOf(shown), pairs: Math.max(1, this.width), spectrogram };
    const key = ask === null ? '' : Object.values(ask).join(' ');
    if (key === this.asked) return;
    this.asked = key;
    this.facade.lookAtSound(ask);
  }

  private paint(now: number): void {
    const draw = this.canvas.getContext('2d');
    const { soundView: view, player } = this.facade.getState();
    if (draw === null) return;
    this.painted = now;
    const dots = this.canvas.width / Math.max(1, this.width);
    draw.setTransform(dots, 0, 0, dots, 0, 0);
    draw.clearRect(0, 0, this.width, this.height);
    if (view === null) return;
    this.colours ??= waveColours(this.box);
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

  private spectrum(colours: WaveColours): Scene['spectrum'] {
    const spectrum = this.desk.get().spectrogram ? this.desk.view?.spectrum : null;
    if (spectrum === null || spectrum === undefined || spectrum === 'too-long') return null;
    if (this.picture?.of !== spectrum || this.picture.colours !== colours) {
      this.picture = { of: spectrum, colours, made: spectrumPicture(spectrum, colours) };
    }
    return { picture: this.picture.made, fromS: spectrum.fromS, toS: spectrum.toS, topHz: spectrum.topHz };
  }

  private secondAt({ clientX }: { clientX: number }): number {
    const { fromS, toS } = this.desk.bounds;
    const share = (clientX - this.box.getBoundingClientRect().left) / Math.max(1, this.width);
    const seconds = this.desk.view?.seconds ?? 0;
    return Math.min(seconds, Math.max(0, fromS + share * (toS - fromS)));
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
    const { clientX } = event;
    let drawn = false;
    const move = (to: PointerEvent) => {
      drawn ||= Math.abs(to.clientX - clientX) >= dragPx;
      const there = this.secondAt(to);
      if (drawn) this.desk.select({ fromS: Math.min(from, there), toS: Math.max(from, there) });
    };
    const end = (to: PointerEvent) => {
      stop();
      if (!drawn) this.clicked(to, from);
    };
    const stop = () => {
      this.box.removeEventListener('pointermove', move);
      this.box.removeEventListener('pointerup', end);
      this.box.removeEventListener('pointercancel', stop);
    };
    this.box.setPointerCapture(event.pointerId);
    this.box.addEventListener('pointermove', move);
    this.box.addEventListener('pointerup', end);
    this.box.addEventListener('pointercancel', stop);
  }

  private clicked(event: PointerEvent, second: number): void {
    const y = event.clientY - this.box.getBoundingClientRect().top;
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
