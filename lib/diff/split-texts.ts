/** A flush that one side lacks joins two of its texts: they are cut where the other side is cut, so that only the flush is missing. */
import { partitionPoint } from '../session/partition-point.ts';
import { textToken, type Unit } from './diff-units.ts';

type Stretch = { xs: readonly Unit[]; ys: readonly Unit[] };

/** The stretch with its texts cut at the borders of both sides, as far as they say the same; null when there is nothing to cut. */
export function splitTexts(xs: readonly Unit[], ys: readonly Unit[]): Stretch | null {
  const [textX, textY] = [joined(xs), joined(ys)];
  if (textX === '' || textY === '') return null;
  const shorter = Math.min(textX.length, textY.length);
  let front = 0;
  while (front < shorter && textX[front] === textY[front]) front++;
  let back = 0;
  while (back < shorter && textX[textX.length - 1 - back] === textY[textY.length - 1 - back]) back++;
  const [cutsX, cutsY] = [borders(xs), borders(ys)];
  const more = textY.length - textX.length;
  // A border of one side is one of the other where the text before it is the same, or the text behind it.
  const across = (cuts: ReadonlySet<number>, length: number, shift: number) =>
    [...cuts].flatMap((at) => [...(at <= front ? [at] : []), ...(length - at <= back ? [at + shift] : [])]);
  const splitX = cut(xs, new Set(across(cutsY, textY.length, -more)));
  const splitY = cut(ys, new Set(across(cutsX, textX.length, more)));
  return splitX.length === xs.length && splitY.length === ys.length ? null : { xs: splitX, ys: splitY };
}

function joined(units: readonly Unit[]): string {
  return units.map(({ text }) => text).join('');
}

function borders(units: readonly Unit[]): Set<number> {
  const at = new Set<number>();
  let end = 0;
  for (const { text } of units) {
    end += text.length;
    at.add(end);
  }
  return at;
}

function cut(units: readonly Unit[], places: ReadonlySet<number>): Unit[] {
  const sorted = [...places].sort((a, b) => a - b);
  const out: Unit[] = [];
  let at = 0;
  let next = 0;
  for (const unit of units) {
    let from = 0;
    const end = at + unit.text.length;
    for (; (sorted[next] ?? end) < end; next++) {
      const to = (sorted[next] as number) - at;
      if (to <= from) continue;
      out.push(part(unit, from, to));
      from = to;
    }
    out.push(from === 0 ? unit : part(unit, from, unit.text.length));
    at = end;
  }
  return out;
}

/** A cut inside a frame leaves the frame to both parts. */
function part(unit: Unit, from: number, to: number): Unit {
  const text = unit.text.slice(from, to);
  const before = (end: number) => partitionPoint(unit.pieces.length, (i) => (unit.pieces[i]?.at ?? 0) < end);
  const pieces = unit.pieces.slice(Math.max(0, before(from + 1) - 1), before(to));
  const seq = pieces[0]?.seq ?? unit.seq;
  const last = pieces.at(-1)?.seq ?? unit.last;
  const moved = pieces.map(({ seq: of, at }) => ({ seq: of, at: Math.max(0, at - from) }));
  return { ...unit, text, token: textToken(text), seq, last, frames: pieces.length, pieces: moved };
}
