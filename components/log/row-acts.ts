import type { Row } from '@/lib/console/state.ts';
import { drawing } from './row-drawing.ts';

const shapes = {
  play: 'M8 5v14l11-7z',
  zero: 'M10 2h4M12 14l3-3M4 14a8 8 0 1 0 16 0a8 8 0 1 0-16 0',
  pin: 'M12 17v5M9 3h6l1 8 2 3v2H6v-2l2-3z',
};

export type RowAct = keyof typeof shapes;

/** The buttons of one row: hear its sound, make it the zero of time, pin it. They are seen on the row one points at or has selected. */
export class RowActs {
  readonly element = document.createElement('span');
  private readonly play = actButton('play');
  private readonly zero = actButton('zero');
  private readonly pin = actButton('pin');
  private seq = 0;

  constructor() {
    this.element.className = 'acts';
    this.element.append(this.play, this.zero, this.pin);
  }

  write({ seq, peaks, fold }: Row, isZero: boolean, isPinned: boolean): void {
    // What is decoded can be heard; what cannot be has no outline.
    this.play.hidden = peaks === null;
    const name = fold === null || fold.open ? `Play #${seq}` : `Play #${seq} to #${fold.last}`;
    if (this.play.title !== name) {
      this.play.ariaLabel = name;
      this.play.title = name;
    }
    if (this.seq !== seq || this.zero.ariaPressed !== String(isZero)) {
      press(this.zero, isZero, isZero ? `Count time no longer from #${seq}` : `Count time from #${seq}`);
    }
    if (this.seq !== seq || this.pin.ariaPressed !== String(isPinned)) {
      press(this.pin, isPinned, isPinned ? `Unpin #${seq}` : `Pin #${seq}`);
    }
    this.seq = seq;
    this.element.dataset.on = String(isZero || isPinned);
  }

  hide(on: boolean): void {
    if (this.element.hidden !== on) this.element.hidden = on;
  }
}

/** The last frame that a row stands for: of a folded burst its last one. */
export function soundEnd({ seq, fold }: Row): number {
  return fold === null || fold.open ? seq : fold.last;
}

/** What the button under a pointer does; null where there is none. */
export function actAt(target: EventTarget | null): RowAct | null {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-act]') : null;
  return (button?.dataset.act as RowAct | undefined) ?? null;
}

function actButton(act: RowAct): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'act';
  button.tabIndex = -1;
  button.dataset.act = act;
  const { svg, draw } = drawing(24);
  draw(shapes[act]);
  button.append(svg);
  return button;
}

function press(button: HTMLButtonElement, on: boolean, name: string): void {
  button.ariaPressed = String(on);
  button.ariaLabel = name;
  button.title = name;
}
