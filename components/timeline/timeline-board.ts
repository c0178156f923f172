import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Stretch } from '@/lib/console/timeline-view.ts';
import { axisPx, type LaneBox, laneAt, laneBoxes } from './lanes.ts';
import { paintTimeline } from './paint-timeline.ts';
import { playheadMs } from './playhead.ts';
import { type TimelineColours, timelineColours } from './timeline-colours.ts';
import type { TimelineDesk } from './timeline-desk.ts';

/** So far a pointer moves before it draws an area; so near it is to an entry, px. */
const dragPx = 4;
const nearPx = 6;
/** Who wants no motion sees what is live in steps of so long. */
const calmMs = 1000;

/** Owns the canvas: asks for what is in sight, paints at most once a frame, and only while it can be seen. */
export class TimelineBoard {
  private readonly box: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly facade: ConsoleFacade;
  private readonly desk: TimelineDesk;
  private readonly focus: () => void;
  private readonly close: (() => void)[] = [];
  private readonly still = window.matchMedia('(prefers-reduced-motion: reduce)');
  private colours: TimelineColours | null = null;
  private boxes: readonly LaneBox[] = [];
  private width = 0;
  private height = 0;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private painted = Number.NEGATIVE_INFINITY;
  private seen: readonly unknown[] = [];
  private asked = '';

  /** `focus` takes the focus to where the keys work. */
  constructor(
    box: HTMLElement,
    canvas: HTMLCanvasElement,
    facade: ConsoleFacade,
    desk: TimelineDesk,
    focus: () => void,
  ) {
    this.box = box;
    this.canvas = canvas;
    this.facade = facade;
    this.desk = desk;
    this.focus = focus;
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(box);
    const themes = new MutationObserver(() => this.recolour());
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const answers: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void } = {
      wheel: (event) => this.wheel(event),
      pointerdown: (event) => this.down(event),
      mousedown: (event) => this.pressed(event),
      pointermove: (event) => this.desk.hover(this.msAt(event)),
      pointerleave: () => this.desk.hover(null),
    };
    for (const [name, answer] of Object.entries(answers)) {
      box.addEventListener(name, answer as EventListener, { passive: false });
      this.close.push(() => box.removeEventListener(name, answer as EventListener));
    }
    const seenAgain = () => this.plan(true);
    document.addEventListener('visibilitychange', seenAgain);
    this.close.push(
      facade.subscribe(() => this.changed()),
      desk.subscribe(() => this.plan(true)),
      () => sizes.disconnect(),
      () => themes.disconnect(),
      () => document.removeEventListener('visibilitychange', seenAgain),
    );
    this.measure();
  }

  dispose(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    for (const close of this.close) close();
    this.facade.lookAtTimeline(null);
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.box;
    const dots = window.devicePixelRatio;
    this.width = clientWidth;
    this.height = clientHeight;
    this.boxes = laneBoxes(clientHeight);
    this.canvas.width = Math.round(clientWidth * dots);
    this.canvas.height = Math.round(clientHeight * dots);
    this.plan(true);
  }

  private recolour(): void {
    this.colours = null;
    this.plan(true);
  }

  private changed(): void {
    this.desk.settle();
    const { timeline, player, prebufferMs } = this.facade.getState();
    const now = [timeline, player.position, player.state, prebufferMs];
    if (now.every((each, i) => each === this.seen[i])) return;
    const before = this.seen[0] as typeof timeline | undefined;
    this.seen = now;
    // What answers the user is shown at once; what goes on by itself may wait.
    const isAnswer =
      timeline !== before && (timeline?.live !== true || timeline.selected?.seq !== before?.selected?.seq);
    this.plan(isAnswer);
  }

  /** `asked`: something the user did, which is painted at once. */
  private plan(asked: boolean): void {
    this.ask();
    if (this.frame !== 0 || this.width === 0 || document.visibilityState === 'hidden') return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      const wait = this.still.matches && !asked ? this.painted + calmMs - now : 0;
      if (wait <= 0) this.paint(now);
      else this.timer ??= setTimeout(() => this.later(), wait);
    });
  }

  private later(): void {
    this.timer = undefined;
    this.plan(true);
  }

  /** Nothing is asked for while nothing can be seen. */
  private ask(): void {
    const isSeen = this.width > 0 && document.visibilityState !== 'hidden';
    const ask = isSeen ? this.desk.askFor(this.width, this.still.matches) : null;
    const key = JSON.stringify(ask);
    if (key === this.asked) return;
    this.asked = key;
    this.facade.lookAtTimeline(ask);
  }

  private paint(now: number): void {
    const to = this.canvas.getContext('2d');
    const { timeline: view, player } = this.facade.getState();
    if (to === null) return;
    this.painted = now;
    const dots = this.canvas.width / Math.max(1, this.width);
    to.setTransform(dots, 0, 0, dots, 0, 0);
    to.clearRect(0, 0, this.width, this.height);
    if (view === null) return;
    this.colours ??= timelineColours(this.box);
    const { width, height, boxes, colours } = this;
    const { area, hoverMs, lane } = this.desk.get();
    const isOn = player.other === null && (player.state === 'playing' || player.state === 'paused');
    const playhead = isOn ? playheadMs(view.pieces, player.position) : null;
    const { bounds } = this.desk;
    paintTimeline(to, { view, bounds, width, height, boxes, colours, area, hoverMs, lane, playheadMs: playhead });
  }

  private msAt({ clientX }: { clientX: number }, { fromMs, toMs }: Stretch = this.desk.bounds): number {
    const share = (clientX - this.box.getBoundingClientRect().left) / Math.max(1, this.width);
    return fromMs + share * (toMs - fromMs);
  }

  /** With Ctrl it zooms, alone it pans. */
  private wheel(event: WheelEvent): void {
    const { deltaX, deltaY } = event;
    const by = Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : deltaY;
    if (by === 0) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) this.desk.zoom(1.0015 ** Math.max(-400, Math.min(400, by)), this.msAt(event));
    else this.desk.pan(by / Math.max(1, this.width));
  }

  private pressed(event: MouseEvent): void {
    // It would take the focus away from the keys.
    event.preventDefault();
    this.focus();
  }

  /** On the axis, and with a finger, a drag pans; on the lanes it draws an area; without a drag it points at an entry. */
  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const { clientX, clientY, pointerType } = event;
    const y = clientY - this.box.getBoundingClientRect().top;
    const pans = y < axisPx || pointerType === 'touch';
    const bounds = this.desk.bounds;
    const from = this.msAt(event);
    let isDrag = false;
    const move = (to: PointerEvent) => {
      isDrag ||= Math.abs(to.clientX - clientX) >= dragPx;
      if (!isDrag) return;
      if (pans) this.desk.panFrom(bounds, from - this.msAt(to, bounds));
      else this.desk.setArea({ fromMs: from, toMs: this.msAt(to) }, true);
    };
    const end = (to: PointerEvent) => {
      stop();
      if (!isDrag) this.clicked(y, from);
      else if (!pans) this.desk.setArea({ fromMs: from, toMs: this.msAt(to) });
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

  private clicked(y: number, ms: number): void {
    this.desk.setArea(null);
    const lane = laneAt(this.boxes, y);
    const { fromMs, toMs } = this.desk.bounds;
    const withinMs = ((toMs - fromMs) / Math.max(1, this.width)) * nearPx * (lane === 'notes' ? 3 : 1);
    if (lane !== null) this.desk.go(lane, { atMs: lane === 'notes' ? ms - withinMs : ms, withinMs });
  }
}
