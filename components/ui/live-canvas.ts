/** So far a pointer moves before it drags, px. */
const dragPx = 4;
/** Who wants no motion sees what is live in steps of so long. */
const calmMs = 1000;

export type Drag = {
  move(to: PointerEvent): void;
  /** It was a drag, and is over. */
  end?(to: PointerEvent): void;
  /** It was none. */
  click(to: PointerEvent): void;
};

/**
 * A canvas that fills its box: painted at most once a frame, anew in another size or theme, and only while it can be seen. A class
 * that extends it calls `begin` at the end of its constructor.
 */
export abstract class LiveCanvas {
  protected readonly box: HTMLElement;
  /** Of the box, px. */
  protected width = 0;
  protected height = 0;
  private readonly canvas: HTMLCanvasElement;
  private readonly still = window.matchMedia('(prefers-reduced-motion: reduce)');
  private readonly close: (() => void)[] = [];
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private painted = Number.NEGATIVE_INFINITY;

  constructor(box: HTMLElement, canvas: HTMLCanvasElement) {
    this.box = box;
    this.canvas = canvas;
  }

  /** Asks the worker for what is drawn; nothing while nothing can be seen. */
  protected abstract ask(): void;
  /** Draws everything; the canvas is clear, and scaled to CSS pixels. */
  protected abstract paint(draw: CanvasRenderingContext2D): void;
  /** Another theme: the colours are read anew. */
  protected abstract recolour(): void;
  protected abstract resized(): void;

  protected get isSeen(): boolean {
    return this.width > 0 && document.visibilityState !== 'hidden';
  }
  protected get isCalm(): boolean {
    return this.still.matches;
  }

  /** `answers` to events of the box; `close` runs at the end. */
  protected begin(
    answers: { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void },
    ...close: (() => void)[]
  ): void {
    const sizes = new ResizeObserver(() => this.measure());
    sizes.observe(this.box);
    const themes = new MutationObserver(() => {
      this.recolour();
      this.plan(true);
    });
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    for (const [name, answer] of Object.entries(answers)) {
      this.box.addEventListener(name, answer as EventListener, { passive: false });
      this.close.push(() => this.box.removeEventListener(name, answer as EventListener));
    }
    const seenAgain = () => this.plan(true);
    document.addEventListener('visibilitychange', seenAgain);
    this.close.push(
      ...close,
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
  }

  private measure(): void {
    const { clientWidth, clientHeight } = this.box;
    const dots = window.devicePixelRatio;
    this.width = clientWidth;
    this.height = clientHeight;
    this.resized();
    this.canvas.width = Math.round(clientWidth * dots);
    this.canvas.height = Math.round(clientHeight * dots);
    this.plan(true);
  }

  /** `asked`: something the user did, which is painted at once. */
  protected plan(asked: boolean): void {
    this.ask();
    if (this.frame !== 0 || !this.isSeen) return;
    this.frame = requestAnimationFrame((now) => {
      this.frame = 0;
      const wait = this.isCalm && !asked ? this.painted + calmMs - now : 0;
      if (wait <= 0) this.draw(now);
      else this.timer ??= setTimeout(() => this.later(), wait);
    });
  }

  private later(): void {
    this.timer = undefined;
    this.plan(true);
  }

  private draw(now: number): void {
    const draw = this.canvas.getContext('2d');
    if (draw === null) return;
    this.painted = now;
    const dots = this.canvas.width / Math.max(1, this.width);
    draw.setTransform(dots, 0, 0, dots, 0, 0);
    draw.clearRect(0, 0, this.width, this.height);
    this.paint(draw);
  }

  /** How far across the box a pointer is: 0 to 1. */
  protected shareAt({ clientX }: { clientX: number }): number {
    return (clientX - this.box.getBoundingClientRect().left) / Math.max(1, this.width);
  }
  /** From the top of the box, px. */
  protected topOf({ clientY }: { clientY: number }): number {
    return clientY - this.box.getBoundingClientRect().top;
  }

  /** Follows a pointer that went down until it goes up. */
  protected drag(from: PointerEvent, { move, end, click }: Drag): void {
    let isDrag = false;
    const moved = (to: PointerEvent) => {
      isDrag ||= Math.abs(to.clientX - from.clientX) >= dragPx;
      if (isDrag) move(to);
    };
    const over = (to: PointerEvent) => {
      stop();
      if (isDrag) end?.(to);
      else click(to);
    };
    const stop = () => {
      this.box.removeEventListener('pointermove', moved);
      this.box.removeEventListener('pointerup', over);
      this.box.removeEventListener('pointercancel', stop);
    };
    this.box.setPointerCapture(from.pointerId);
    this.box.addEventListener('pointermove', moved);
    this.box.addEventListener('pointerup', over);
    this.box.addEventListener('pointercancel', stop);
  }
}
