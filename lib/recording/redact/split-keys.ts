/** The known limit: a key whose halves stand in two frames. It is not removed; where it looks like one, that is told. */
import type { Direction } from '../../session/entry.ts';
import { type NeedleSearch, openNeedleSearch } from '../../session/needle-search.ts';

/** `seq` ends in the middle of a key; `next` goes on with it, where that was seen. */
export type SplitKey = { seq: number; next: number | null };

const beginning = 6;
const mostTold = 100;
/** Of one frame: a file may hold as many beginnings of a key as it likes, and each is held against every text of the next frame. */
const mostHalves = 64;

type Half = { seq: number; rest: Uint8Array | null; told: boolean };

export class SplitKeys {
  readonly found: SplitKey[] = [];
  private readonly values: readonly Uint8Array[];
  private readonly search: NeedleSearch | null;
  private readonly longest: number;
  private readonly halves: Record<Direction, { before: Half[]; now: Half[]; seq: number }> = {
    sent: { before: [], now: [], seq: 0 },
    received: { before: [], now: [], seq: 0 },
  };

  /** `values`: keys that are known, as bytes. */
  constructor(values: readonly Uint8Array[]) {
    this.values = values.filter((value) => value.length > beginning);
    this.longest = Math.max(0, ...this.values.map((value) => value.length));
    const needles = this.values.map((value) => value.subarray(0, beginning));
    this.search =
      needles.length === 0
        ? null
        : openNeedleSearch(needles.map((bytes) => ({ bytes, before: false, after: false, width: 1, bigEnd: false })));
  }

  /** One text of frame `seq`. Frames come in order. */
  text(dir: Direction, seq: number, bytes: Uint8Array): void {
    const side = this.turn(dir, seq);
    for (const half of side.before) {
      if (half.rest === null || half.told || !begins(bytes, half.rest)) continue;
      half.told = true;
      this.tell({ seq: half.seq, next: seq });
    }
    const { search } = this;
    if (search === null) return;
    const tail = bytes.subarray(Math.max(0, bytes.length - this.longest));
    for (
      let hit = search.next(tail, 0);
      hit !== null && side.now.length < mostHalves;
      hit = search.next(tail, hit.start + 1)
    ) {
      const part = tail.subarray(hit.start);
      const value = this.values.find((known) => known.length > part.length && begins(known, part));
      if (value !== undefined) side.now.push({ seq, rest: value.subarray(part.length), told: false });
    }
  }

  /** A text of frame `seq` ends in the beginning of what looks like a key. */
  open(dir: Direction, seq: number): void {
    const { now } = this.turn(dir, seq);
    if (!now.some((half) => half.rest === null)) now.push({ seq, rest: null, told: false });
  }

  /** Those that are left are told too. */
  end(): readonly SplitKey[] {
    for (const side of Object.values(this.halves)) {
      this.drop(side.before);
      this.drop(side.now);
      side.before = [];
      side.now = [];
    }
    return this.found;
  }

  private turn(dir: Direction, seq: number) {
    const side = this.halves[dir];
    if (side.seq !== seq) {
      this.drop(side.before);
      side.before = side.now;
      side.now = [];
      side.seq = seq;
    }
    return side;
  }

  private drop(halves: readonly Half[]): void {
    for (const { seq, told } of halves) if (!told) this.tell({ seq, next: null });
  }

  private tell(split: SplitKey): void {
    if (this.found.length < mostTold && !this.found.some(({ seq }) => seq === split.seq)) this.found.push(split);
  }
}

function begins(bytes: Uint8Array, with_: Uint8Array): boolean {
  if (with_.length > bytes.length) return false;
  for (let i = 0; i < with_.length; i++) if (bytes[i] !== with_[i]) return false;
  return true;
}
