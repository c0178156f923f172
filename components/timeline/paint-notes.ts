import type { TimelineNote, Trouble } from '@/lib/console/timeline-view.ts';
import { turnEndWords } from '@/lib/timing/turn-end.ts';
import type { Brush } from './brush.ts';

/** Turns as bands, one beside the other. */
export function paintTurns(brush: Brush): void {
  const { view, colours } = brush.scene;
  const { top, height } = brush.box('turns');
  brush.to.font = colours.label;
  for (const { index, fromMs, toMs, endedBy } of view.turns) {
    const left = brush.x(fromMs);
    const right = Math.max(left + 3, brush.x(toMs));
    brush.fill(colours.raised, left, top + 1, right - left, height - 2);
    brush.upright(colours.edge, left, top + 1, height - 2);
    const end = endedBy === null ? '' : `, ended by ${turnEndWords[endedBy]}`;
    const from = Math.max(left, 0) + 4;
    brush.write(
      colours.soft,
      right - from > 150 ? `turn ${index}${end}` : String(index),
      from,
      top + height / 2 + 0.5,
      right - 2,
    );
  }
}

const troubleWords: Readonly<Record<Trouble['kind'], string>> = {
  gap: '',
  starved: 'player ran dry',
  hidden: 'page hidden',
  still: 'page stood still',
  held: 'reading paused',
};

/** Times that were not as they should be: hatched, with whom to blame where that hides nothing. */
export function paintTroubles(brush: Brush): void {
  const { view, colours, width } = brush.scene;
  brush.to.font = colours.label;
  /** Where the next label may begin, by the height of its middle. */
  const free = new Map<number, number>();
  for (const trouble of view.troubles) {
    const [left, right] = [brush.x(trouble.fromMs), brush.x(trouble.toMs)];
    const ownLane = { gap: 'audio', starved: 'playback' } as const;
    const own = trouble.kind === 'gap' || trouble.kind === 'starved' ? ownLane[trouble.kind] : null;
    const [first, last] = [brush.box(own ?? 'sent'), brush.box(own ?? 'playback')];
    const height = last.top + last.height - first.top;
    brush.hatch(left, right, first.top + 1, height - 2);
    const by = trouble.by === null ? '' : trouble.by === 'unknown' ? ', whose cannot be told' : `, ${trouble.by}`;
    const ms = `${Math.round(trouble.toMs - trouble.fromMs)} ms`;
    const room = Math.min(right, width) - Math.max(left, 0);
    const widthOf = (text: string) => brush.to.measureText(text).width + 8;
    const label = [`${troubleWords[trouble.kind]} ${ms}${by}`.trim(), ms].find((text) => widthOf(text) <= room);
    if (label === undefined) continue;
    const wide = widthOf(label);
    const from = Math.max(left, 0) + (room - wide) / 2;
    const middle = own === null ? brush.box('received').top : first.top + first.height / 2;
    if (from < (free.get(middle) ?? 0) || isTaken(brush, from, from + wide)) continue;
    free.set(middle, from + wide);
    brush.fill(colours.ground, from, middle - 7, wide, 14);
    brush.write(colours.soft, label, from + 4, middle + 0.5);
  }
}

/** Whether audio stands there: what came is more than what is said of it. */
function isTaken(brush: Brush, left: number, right: number): boolean {
  const { events } = brush.scene.view.lanes.audio;
  return events === null || events.some(({ t }) => brush.x(t) > left - 3 && brush.x(t) < right + 3);
}

/** Findings as badges with their rule, marks as flags; where they would lie upon each other, a dot stands for each. */
export function paintNotes(brush: Brush): void {
  const { view } = brush.scene;
  const { top, height } = brush.box('notes');
  brush.to.font = brush.scene.colours.mono;
  let free = Number.NEGATIVE_INFINITY;
  for (const note of view.notes) {
    const x = brush.x(note.t);
    const text = note.label;
    const wide = text === '' ? 9 : brush.to.measureText(text).width + 8;
    if (x < free) {
      brush.fill(brush.scene.colours.soft, x - 1, top + height - 3, 2, 2);
      continue;
    }
    if (text === '') flag(brush, x, top + 2, height - 4, note.seq === view.selected?.seq);
    else badge(brush, note, x, top + 1, wide, height - 2);
    free = x + wide + 2;
  }
}

function flag({ to, scene }: Brush, x: number, top: number, height: number, isSelected: boolean): void {
  to.fillStyle = isSelected ? scene.colours.accent : scene.colours.soft;
  to.fillRect(x, top, 1, height);
  to.beginPath();
  to.moveTo(x + 1, top);
  to.lineTo(x + 9, top + 3.5);
  to.lineTo(x + 1, top + 7);
  to.fill();
}

function badge(
  brush: Brush,
  { severity, label, seq }: TimelineNote,
  x: number,
  top: number,
  wide: number,
  height: number,
): void {
  const { colours, view } = brush.scene;
  const { to } = brush;
  const [back, ink] = {
    error: [colours.bad, colours.ground],
    warning: [colours.warn, colours.onWarn],
    info: [colours.raised, colours.text],
    mark: [colours.raised, colours.text],
  }[severity] as [string, string];
  to.fillStyle = back;
  to.beginPath();
  to.roundRect(x, top, wide, height, 3);
  to.fill();
  if (severity === 'info' || seq === view.selected?.seq) {
    to.strokeStyle = seq === view.selected?.seq ? colours.accent : colours.edge;
    to.lineWidth = seq === view.selected?.seq ? 2 : 1;
    to.stroke();
  }
  brush.write(ink, label, x + 4, top + height / 2 + 0.5);
}
