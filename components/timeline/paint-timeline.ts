import { Brush, type Scene } from './brush.ts';
import { axisPx } from './lanes.ts';
import { paintArrivals, paintEntries } from './paint-entries.ts';
import { paintNotes, paintTroubles, paintTurns } from './paint-notes.ts';
import { paintBuffer, paintPlayback } from './paint-sound.ts';
import { ticksOf } from './ticks.ts';

/** Ticks are no nearer to each other, px. */
const tickPx = 76;

/** Draws everything anew. The canvas is clear, and scaled to CSS pixels. */
export function paintTimeline(to: CanvasRenderingContext2D, scene: Scene): void {
  const brush = new Brush(to, scene);
  to.textBaseline = 'middle';
  ground(brush);
  chosen(brush);
  paintTurns(brush);
  paintTroubles(brush);
  paintEntries(brush, 'sent');
  paintEntries(brush, 'received');
  paintArrivals(brush);
  paintBuffer(brush);
  paintPlayback(brush);
  paintNotes(brush);
  over(brush);
}

function ground(brush: Brush): void {
  const { scene, to } = brush;
  const { colours, boxes, width, height } = scene;
  const current = boxes.find(({ id }) => id === scene.lane);
  if (current !== undefined) brush.fill(colours.chosen, 0, current.top, width, current.height);
  to.font = colours.mono;
  for (const { ms, text } of ticksOf(scene.bounds, width, tickPx)) {
    const x = brush.x(ms);
    brush.upright(colours.line, x, 0, height);
    if (x + 4 + to.measureText(text).width <= width) brush.write(colours.quiet, text, x + 4, axisPx / 2 + 0.5);
  }
  for (const { top } of boxes) brush.fill(colours.line, 0, top - 0.5, width, 1);
  // Before the first entry there is nothing.
  const zero = brush.x(0);
  if (zero > 0) brush.fill(colours.raised, 0, axisPx, zero, height - axisPx);
}

/** The selected entry: a line at its time, and from its audio to where that is played. */
function chosen(brush: Brush): void {
  const { view, colours, height } = brush.scene;
  const { selected } = view;
  if (selected === null) return;
  brush.to.globalAlpha = 0.5;
  brush.upright(colours.accent, brush.x(selected.t), axisPx, height - axisPx);
  brush.to.globalAlpha = 1;
  const { plays } = selected;
  if (plays === null) return;
  const [audio, playback] = [brush.box('audio'), brush.box('playback')];
  const [left, right] = [brush.x(plays.fromMs), brush.x(plays.toMs)];
  brush.fill(colours.chosen, left, playback.top, Math.max(2, right - left), playback.height);
  brush.upright(colours.accent, left, playback.top, playback.height);
  brush.upright(colours.accent, right, playback.top, playback.height);
  const { to } = brush;
  to.strokeStyle = colours.accent;
  to.lineWidth = 1;
  to.beginPath();
  to.moveTo(brush.x(selected.t), audio.top + audio.height);
  to.lineTo((left + right) / 2, playback.top);
  to.stroke();
}

/** What lies upon all lanes: the area, the pointer, the playhead. */
function over(brush: Brush): void {
  const { scene, to } = brush;
  const { colours, height, area, hoverMs, playheadMs } = scene;
  if (area !== null) {
    const [left, right] = [brush.x(area.fromMs), brush.x(area.toMs)];
    brush.fill(colours.chosen, left, 0, right - left, height);
    brush.upright(colours.accent, left, 0, height);
    brush.upright(colours.accent, right, 0, height);
  }
  if (hoverMs !== null) brush.upright(colours.edge, brush.x(hoverMs), 0, height);
  if (playheadMs === null) return;
  const x = brush.x(playheadMs);
  brush.upright(colours.text, x, axisPx - 8, height - axisPx + 8);
  to.fillStyle = colours.text;
  to.beginPath();
  to.roundRect(x - 4, axisPx - 12, 8, 10, 2);
  to.fill();
}
