/** Where the states of a course stand on the page, and the lines between them. Pure: numbers in the units of the drawing. */
import type { Course } from '@/lib/lessons/reference/reference.ts';

type Sent = { by: 'client' | 'server'; event: string };
export type CourseBox = {
  id: string;
  title: string;
  x: number;
  y: number;
  width: number;
  height: number;
  stays: readonly Sent[][];
};
/** `path`: an SVG path from one box to another; what leads along it stands at `x`, `y`, one line for each event. */
export type CourseLine = {
  from: string;
  to: string;
  events: readonly Sent[];
  path: string;
  x: number;
  y: number;
  anchor: 'start' | 'end';
};
export type CourseDrawing = {
  width: number;
  height: number;
  boxes: readonly CourseBox[];
  lines: readonly CourseLine[];
};

const width = 430;
const boxWidth = 156;
const left = (width - boxWidth) / 2;
const titleHeight = 34;
export const lineHeight = 15;
const gap = 62;
/** How far a line that passes other boxes swings out. */
const swing = 78;

/** States stand one below the other; what is out of place is not drawn. */
export function courseDrawing({ states, moves, stays, outOfPlace }: Course): CourseDrawing {
  let y = 6;
  const boxes = states.map(({ id, title }): CourseBox => {
    const here = stays
      .filter(({ state }) => state === id)
      .map(({ by, events }) => events.map((event): Sent => ({ by, event })));
    const height = titleHeight + here.length * lineHeight;
    const box = { id, title, x: left, y, width: boxWidth, height, stays: here };
    y += height + gap;
    return box;
  });
  const pairs = new Map<string, { from: number; to: number; events: Sent[] }>();
  for (const { from: all, by, event, to } of moves) {
    for (const from of all) {
      const isWrong = by === 'client' && outOfPlace.some((one) => one.state === from && one.event === event);
      if (from === to || isWrong) continue;
      const key = `${from} ${to}`;
      const place = { from: states.findIndex(({ id }) => id === from), to: states.findIndex(({ id }) => id === to) };
      const pair = pairs.get(key) ?? { ...place, events: [] };
      pair.events.push({ by, event });
      pairs.set(key, pair);
    }
  }
  const lines = [...pairs.values()].map(({ from, to, events }) =>
    lineOf(boxes[from] as CourseBox, boxes[to] as CourseBox, to - from, events),
  );
  return { width, height: y - gap + 6, boxes, lines };
}

function lineOf(from: CourseBox, to: CourseBox, steps: number, events: readonly Sent[]): CourseLine {
  const ends = { from: from.id, to: to.id, events };
  const half = ((events.length - 1) * lineHeight) / 2;
  if (steps === 1) {
    const x = width / 2;
    const begin = from.y + from.height;
    return { ...ends, path: `M${x} ${begin}V${to.y - 2}`, x: x + 9, y: (begin + to.y) / 2 + 4 - half, anchor: 'start' };
  }
  // Down on the right, back up on the left.
  const side = steps > 0 ? 1 : -1;
  const x = side === 1 ? from.x + boxWidth : from.x;
  const [begin, end] = [from.y + from.height / 2 + side * 6, to.y + to.height / 2 - side * 6];
  const out = x + side * swing;
  return {
    ...ends,
    path: `M${x} ${begin}C${out} ${begin} ${out} ${end} ${x + side * 2} ${end}`,
    x: x + side * (swing * 0.75 + 6),
    y: (begin + end) / 2 + 4 - half,
    anchor: side === 1 ? 'start' : 'end',
  };
}
