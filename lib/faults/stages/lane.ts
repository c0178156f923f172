/** Frames for the client that wait for their time, in order, and a close behind them. Bounded: too much is let go at once. */
import type { Timer } from '../../clock/clock.ts';
import type { PassingFrame, StagePort } from '../stage.ts';

const mostBytes = 8 * 1_048_576;
const mostFrames = 100_000;

type Waiting = { due: number; go: () => void; bytes: number };

export type Lane = {
  /** `due` on the clock; earlier ones in front hold it up. */
  frame(frame: PassingFrame, due: number): void;
  close(code: number, reason: Uint8Array): void;
  empty(): boolean;
  /** How many wait. */
  waiting(): number;
  gone(): void;
};

export function openLane(port: StagePort): Lane {
  let queue: Waiting[] = [];
  let head = 0;
  let held = 0;
  let timer: Timer | undefined;

  const step = (all: boolean) => {
    port.clock.cancel(timer);
    timer = undefined;
    for (;;) {
      const next = queue[head];
      if (next === undefined) break;
      const wait = next.due - port.clock.now();
      if (wait > 0 && !all) {
        timer = port.clock.after(wait, () => step(false));
        return;
      }
      head++;
      // A lane that is never empty would keep all that went through it.
      if (head > 1000 && head * 2 > queue.length) {
        queue = queue.slice(head);
        head = 0;
      }
      held -= next.bytes;
      next.go();
    }
    queue = [];
    head = 0;
  };
  const add = (due: number, bytes: number, go: () => void) => {
    queue.push({ due, go, bytes });
    held += bytes;
    if (held > mostBytes || queue.length - head > mostFrames) {
      port.mark('limit', `${held} bytes waited for their time: all of them were let go`);
      step(true);
    } else if (timer === undefined) step(false);
  };
  return {
    frame: (frame, due) => add(due, frame.bytes.length, () => port.pass('client', frame)),
    close: (code, reason) => add(queue.at(-1)?.due ?? 0, 0, () => port.close('client', code, reason)),
    empty: () => queue.length === head,
    waiting: () => queue.length - head,
    gone() {
      port.clock.cancel(timer);
      queue = [];
      head = 0;
    },
  };
}
