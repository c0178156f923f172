import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Stretch } from '@/lib/console/timeline-view.ts';
import { type CanvasColours, canvasColours } from '../ui/canvas-colours.ts';
import { LiveCanvas } from '../ui/live-canvas.ts';
import { axisPx, type LaneBox, laneAt, laneBoxes } from './lanes.ts';
import { paintTimeline } from './paint-timeline.ts';
import { playheadMs } from './playhead.ts';
import type { TimelineDesk } from './timeline-desk.ts';

/** So near it is to an entry, px. */
const nearPx = 6;

/** The lanes: asks for what is in sight, and paints it. */
export class TimelineBoard extends LiveCanvas {
  private readonly facade: ConsoleFacade;
  private readonly desk: TimelineDesk;
  private readonly focus: () => void;
  private colours: CanvasColours | null = null;
  private boxes: readonly LaneBox[] = [];
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
    super(box, canvas);
    this.facade = facade;
    this.desk = desk;
    this.focus = focus;
    this.begin(
      {
        wheel: (event) => this.wheel(event),
        pointerdown: (event) => this.down(event),
        mousedown: (event) => this.pressed(event),
        pointermove: (event) => this.desk.hover(this.msAt(event)),
        pointerleave: () => this.desk.hover(null),
      },
      facade.subscribe(() => this.changed()),
      desk.subscribe(() => this.plan(true)),
    );
  }

  override dispose(): void {
    super.dispose();
    this.facade.lookAtTimeline(null);
  }

  protected resized(): void {
    this.boxes = laneBoxes(this.height);
  }

  protected recolour(): void {
    this.colours = null;
  }

  private changed(): void {
    this.desk.settle();
    const { timeline, player, prebufferMs, playback } = this.facade.getState();
    const now = [timeline, player.position, player.state, prebufferMs, playback];
    if (now.every((each, i) => each === this.seen[i])) return;
    const before = this.seen[0] as typeof timeline | undefined;
    this.seen = now;
    // What answers the user is shown at once; what goes on by itself may wait.
    const isAnswer =
      timeline !== before && (timeline?.live !== true || timeline.selected?.seq !== before?.selected?.seq);
    this.plan(isAnswer);
  }

  protected ask(): void {
    const ask = this.isSeen ? this.desk.askFor(this.width, this.isCalm) : null;
    const key = JSON.stringify(ask);
    if (key === this.asked) return;
    this.asked = key;
    this.facade.lookAtTimeline(ask);
  }

  protected paint(to: CanvasRenderingContext2D): void {
    const { timeline: view, player, playback } = this.facade.getState();
    if (view === null) return;
    this.colours ??= canvasColours(this.box);
    const { width, height, boxes, colours } = this;
    const { area, hoverMs, lane } = this.desk.get();
    const isOn = player.other === null && (player.state === 'playing' || player.state === 'paused');
    const heard = isOn ? playheadMs(view.pieces, player.position) : null;
    // Of a record that is played again, the moment is what the log shows.
    const playhead = playback?.session === view.session ? playback.atMs : heard;
    const { bounds } = this.desk;
    paintTimeline(to, { view, bounds, width, height, boxes, colours, area, hoverMs, lane, playheadMs: playhead });
  }

  private msAt(event: { clientX: number }, { fromMs, toMs }: Stretch = this.desk.bounds): number {
    return fromMs + this.shareAt(event) * (toMs - fromMs);
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
    const y = this.topOf(event);
    const pans = y < axisPx || event.pointerType === 'touch';
    const { bounds } = this.desk;
    const from = this.msAt(event);
    this.drag(event, {
      move: (to) => {
        if (pans) this.desk.panFrom(bounds, from - this.msAt(to, bounds));
        else this.desk.setArea({ fromMs: from, toMs: this.msAt(to) }, true);
      },
      end: (to) => {
        if (!pans) this.desk.setArea({ fromMs: from, toMs: this.msAt(to) });
      },
      click: () => this.clicked(y, from),
    });
  }

  private clicked(y: number, ms: number): void {
    this.desk.setArea(null);
    const lane = laneAt(this.boxes, y);
    const { fromMs, toMs } = this.desk.bounds;
    const withinMs = ((toMs - fromMs) / Math.max(1, this.width)) * nearPx * (lane === 'notes' ? 3 : 1);
    if (lane !== null) this.desk.go(lane, { atMs: lane === 'notes' ? ms - withinMs : ms, withinMs });
  }
}
