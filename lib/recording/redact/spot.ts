/** A place that is to be removed, in the coordinates of the bytes that were searched. */

/**
 * Why it goes. `position`: the protocol has a secret there; `name`: what it stands under is called like one; `pattern`: it looks like one;
 * `met`: the same value stood at such a place elsewhere in the session; `audio`: a recording of a voice.
 */
export type Why = 'position' | 'name' | 'pattern' | 'met' | 'audio';

export type Spot = {
  start: number;
  end: number;
  why: Why;
  /** What it stands under: a header, a parameter, a field. */
  name?: string;
  /** What is to stand there, where it is not plain text: inside of base64, hex, UTF-16. As long as the span. */
  filler?: Uint8Array;
  /** The secret itself as bytes of UTF-8, decoded; absent where it is none (audio). */
  value?: Uint8Array;
};

/** One at a time: a file may hold more places than a call takes arguments. */
export function addAll(into: Spot[], spots: Iterable<Spot>): void {
  for (const spot of spots) into.push(spot);
}

/** In order and apart from each other. A place inside of another goes with it; what overlaps becomes one plain place. */
export function apart(spots: Spot[]): Spot[] {
  const ordered = spots.filter(({ start, end }) => end > start);
  if (ordered.length < 2) return ordered;
  // Of the same place, what says most about it: a known value may stand anywhere.
  ordered.sort((a, b) => a.start - b.start || b.end - a.end || Number(a.why === 'met') - Number(b.why === 'met'));
  const out: Spot[] = [];
  for (const spot of ordered) {
    const last = out[out.length - 1];
    if (last === undefined || spot.start >= last.end) out.push({ ...spot });
    else if (spot.end > last.end) {
      last.end = spot.end;
      delete last.filler;
    }
  }
  return out;
}
