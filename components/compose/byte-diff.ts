/** Where the bytes about to be sent differ from those sent last. Pure. */

/** Bytes `[start, end)` of the new frame in the place of `gone` bytes of the old one. Either may be none, not both. */
export type Change = { start: number; end: number; gone: number };

/** More changes than this are one: nobody reads them, and finding them costs their square. */
const mostChanges = 200;

/** In order, apart from each other; empty when all bytes are the same. The least bytes that make `after` of `before`, within reason. */
export function byteChanges(before: Uint8Array, after: Uint8Array): Change[] {
  let head = 0;
  const shorter = Math.min(before.length, after.length);
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const old = before.subarray(head, before.length - tail);
  const now = after.subarray(head, after.length - tail);
  if (old.length === 0 && now.length === 0) return [];
  const inside = old.length === now.length ? inPlace(old, now) : (editScript(old, now) ?? whole(old, now));
  return inside.map(({ start, end, gone }) => ({ start: start + head, end: end + head, gone }));
}

/** Where no byte came or went, each stands against the one that was there. */
function inPlace(old: Uint8Array, now: Uint8Array): Change[] {
  const found: Change[] = [];
  for (let at = 0; at < now.length; at++) {
    if (old[at] === now[at]) continue;
    const last = found.at(-1);
    if (last !== undefined && last.end === at) {
      last.end++;
      last.gone++;
    } else if (found.length === mostChanges) return whole(old, now);
    else found.push({ start: at, end: at + 1, gone: 1 });
  }
  return found;
}

function whole(old: Uint8Array, now: Uint8Array): Change[] {
  return [{ start: 0, end: now.length, gone: old.length }];
}

/** Myers' greedy search ("An O(ND) Difference Algorithm", 1986); null when more than `mostChanges` bytes differ. */
function editScript(old: Uint8Array, now: Uint8Array): Change[] | null {
  const middle = mostChanges + 1;
  const reach = new Int32Array(2 * middle + 1);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= mostChanges; d++) {
    trace.push(reach.slice());
    for (let k = -d; k <= d; k += 2) {
      let x = goesDown(reach, middle, k, d) ? at(reach, middle + k + 1) : at(reach, middle + k - 1) + 1;
      while (x < old.length && x - k < now.length && old[x] === now[x - k]) x++;
      reach[middle + k] = x;
      if (x >= old.length && x - k >= now.length) return walkBack(trace, middle, old.length, now.length);
    }
  }
  return null;
}

function walkBack(trace: readonly Int32Array[], middle: number, oldEnd: number, nowEnd: number): Change[] {
  const came = new Uint8Array(nowEnd);
  const gone = new Uint32Array(nowEnd + 1);
  let x = oldEnd;
  let y = nowEnd;
  for (let d = trace.length - 1; d > 0; d--) {
    const reach = trace[d] as Int32Array;
    const k = x - y;
    const down = goesDown(reach, middle, k, d);
    x = at(reach, middle + (down ? k + 1 : k - 1));
    y = x - (down ? k + 1 : k - 1);
    if (down) came[y] = 1;
    else gone[y] = (gone[y] as number) + 1;
  }
  const found: Change[] = [];
  for (let here = 0; here <= nowEnd; here++) {
    const [is, lost] = [came[here] === 1, gone[here] as number];
    if (!is && lost === 0) continue;
    let last = found.at(-1);
    if (last?.end !== here) {
      last = { start: here, end: here, gone: 0 };
      found.push(last);
    }
    last.gone += lost;
    if (is) last.end = here + 1;
  }
  return found;
}

function goesDown(reach: Int32Array, middle: number, k: number, d: number): boolean {
  return k === -d || (k !== d && at(reach, middle + k - 1) < at(reach, middle + k + 1));
}

function at(reach: Int32Array, index: number): number {
  return reach[index] as number;
}
