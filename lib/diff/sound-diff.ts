/** Two sounds: their bytes first, then sample by sample, from the offset at which they fit best. Neither is held as a whole. */
import { dbfs } from '../audio/levels.ts';
import { concatBytes } from '../bytes/concat.ts';
import type { DiffSound, SoundBlock } from './diff-side.ts';
import type { FirstDifference, SoundDifference, SoundKind, SoundSummary } from './session-diff.ts';
import { lagBetween, lookedAtS } from './sound-lag.ts';

/** Less than a thirtieth of a step of 16 bits: how a sum is rounded, not what was sent. */
const equalWithin = 1e-6;
/** Of the samples: fewer were altered in their places, and no other offset is looked for. A tone would fit itself elsewhere too. */
const shiftedShare = 0.1;

type Breathe = () => Promise<void>;
type Compared = Pick<SoundDifference, 'lag' | 'compared' | 'differing' | 'first' | 'mostDbfs'> & {
  /** The sample of A less that of B, where they first differ. */
  way: number;
  rates: 'same' | 'other';
};

export async function soundDifference(a: DiffSound, b: DiffSound, breathe: Breathe): Promise<SoundDifference> {
  const bytes = await compareBytes(a, b, breathe);
  const none = { lag: 0, compared: 0, differing: 0, first: null, mostDbfs: null };
  const sums = { a: summary(a, bytes.a), b: summary(b, bytes.b), rechunked: bytes.rechunked };
  const [inA, inB] = [sums.a.bytes > 0, sums.b.bytes > 0];
  if (!inA || !inB) return { kind: inA ? 'only-a' : inB ? 'only-b' : 'none', ...sums, ...none };
  // The same bytes at another rate are another sound.
  const otherRate = a.samples > 0 && b.samples > 0 && a.sampleRateHz !== b.sampleRateHz;
  if (bytes.same && !otherRate) return { kind: 'same-bytes', ...sums, ...none, compared: sums.a.samples };
  if (a.samples === 0 || b.samples === 0) return { kind: 'not-decoded', ...sums, ...none };
  if (otherRate) return { kind: 'other-rate', ...sums, ...none };
  const straight = await compareSamples(a, b, 0, breathe);
  if (straight.rates === 'other') return { kind: 'other-rate', ...sums, ...none };
  const isShifted = straight.differing > shiftedShare * straight.compared;
  const best = isShifted ? await bestOf(a, b, straight, breathe) : straight;
  const { way: _way, rates: _rates, ...told } = best;
  return { kind: kindOf(best, a.samples, b.samples), ...sums, ...told };
}

function kindOf({ first, lag }: Compared, samplesA: number, samplesB: number): SoundKind {
  if (first !== null || lag !== 0) return 'differs';
  return samplesA === samplesB ? 'same-samples' : 'beginning';
}

function summary(
  { seconds, samples, sampleRateHz }: DiffSound,
  { pieces, bytes }: { pieces: number; bytes: number },
): SoundSummary {
  return { seconds, samples, sampleRateHz, pieces, bytes };
}

/** At another offset, if they fit there: more of them is equal, or the greatest difference is less. */
async function bestOf(a: DiffSound, b: DiffSound, straight: Compared, breathe: Breathe): Promise<Compared> {
  const most = Math.round(lookedAtS * a.sampleRateHz);
  const [headA, headB] = [await headOf(a, most), await headOf(b, most)];
  await breathe();
  // Whose first differing sample is lower is named first: the answer for (b, a) is the mirror of this one.
  const lag = straight.way > 0 ? -lagBetween(headB, headA, a.sampleRateHz) : lagBetween(headA, headB, a.sampleRateHz);
  if (lag === 0) return straight;
  const shifted = await compareSamples(a, b, lag, breathe);
  const better = (shifted.mostDbfs ?? Number.NEGATIVE_INFINITY) < (straight.mostDbfs ?? Number.NEGATIVE_INFINITY);
  const farther = shifted.first === null || earlier(shifted.first) > earlier(straight.first) + a.sampleRateHz / 10;
  return better || farther ? shifted : straight;
}

function earlier(first: FirstDifference | null): number {
  return Math.min(first?.sampleA ?? 0, first?.sampleB ?? 0);
}

async function headOf(sound: DiffSound, most: number): Promise<Float32Array> {
  const head = new Float32Array(Math.min(most, sound.samples));
  let at = 0;
  for await (const { samples } of sound.blocks()) {
    head.set(samples.subarray(0, head.length - at), at);
    at += Math.min(samples.length, head.length - at);
    if (at >= head.length) break;
  }
  return head.subarray(0, at);
}

/** Sample i of A against sample i + lag of B, as far as there are both. */
async function compareSamples(a: DiffSound, b: DiffSound, lag: number, breathe: Breathe): Promise<Compared> {
  const [fromA, fromB] = [reader(a, Math.max(0, -lag)), reader(b, Math.max(0, lag))];
  let [placeA, compared, differing, greatest, way] = [Math.max(0, -lag), 0, 0, 0, 0];
  let first: FirstDifference | null = null;
  let rates: Compared['rates'] = 'same';
  try {
    for (;;) {
      const [x, y] = [await fromA.block(), await fromB.block()];
      if (x === null || y === null) break;
      if (x.sampleRateHz !== y.sampleRateHz) {
        rates = 'other';
        break;
      }
      const count = Math.min(x.samples.length, y.samples.length);
      for (let i = 0; i < count; i++) {
        const apart = Math.abs((x.samples[i] as number) - (y.samples[i] as number));
        if (!(apart > equalWithin)) continue;
        differing++;
        if (apart > greatest) greatest = apart;
        if (first !== null) continue;
        way = (x.samples[i] as number) - (y.samples[i] as number);
        first = firstAt(placeA + i, placeA + i + lag, x.sampleRateHz, apart);
      }
      fromA.take(count);
      fromB.take(count);
      placeA += count;
      compared += count;
      await breathe();
    }
  } finally {
    await fromA.close();
    await fromB.close();
  }
  return { lag, compared, differing, first, mostDbfs: greatest > 0 ? dbfs(greatest) : null, way, rates };
}

function firstAt(sampleA: number, sampleB: number, hz: number, size: number): FirstDifference {
  return { sampleA, sampleB, secondA: sampleA / hz, secondB: sampleB / hz, size, sizeDbfs: dbfs(size) };
}

/** Blocks of a sound from sample `skip` on, taken in parts. */
function reader(sound: DiffSound, skip: number) {
  const blocks = sound.blocks()[Symbol.asyncIterator]();
  let now: SoundBlock | null = null;
  let left = skip;
  return {
    async block(): Promise<SoundBlock | null> {
      while (now === null || now.samples.length <= left) {
        left -= now?.samples.length ?? 0;
        const next = await blocks.next();
        if (next.done) return null;
        now = next.value;
      }
      if (left > 0) now = { ...now, samples: now.samples.subarray(left) };
      left = 0;
      return now;
    },
    take(count: number) {
      left += count;
    },
    async close() {
      await blocks.return?.();
    },
  };
}

/** Pieces and bytes of both, whether the joined bytes are equal, and whether they are cut elsewhere. */
async function compareBytes(a: DiffSound, b: DiffSound, breathe: Breathe) {
  const [fromA, fromB] = [pieces(a), pieces(b)];
  let same = true;
  let [seen, until] = [0, 2 ** 20];
  for (;;) {
    const count = Math.min(fromA.left(), fromB.left());
    if (count === 0) break;
    same &&= equalBytes(fromA.now(), fromB.now(), count);
    fromA.take(count);
    fromB.take(count);
    seen += count;
    if (seen < until) continue;
    until = seen + 2 ** 20;
    await breathe();
  }
  const rest = [fromA, fromB].map((one) => {
    while (one.left() > 0) one.take(one.left());
    return one.sum();
  }) as [PieceSum, PieceSum];
  const cut = rest[0].sizes !== rest[1].sizes || rest[0].pieces !== rest[1].pieces;
  return { a: rest[0], b: rest[1], same: same && rest[0].bytes === rest[1].bytes, rechunked: cut };
}

type PieceSum = { pieces: number; bytes: number; sizes: number };

function equalBytes(x: Uint8Array, y: Uint8Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (x[i] !== y[i]) return false;
  return true;
}

function pieces(sound: DiffSound) {
  const all = sound.encoded()[Symbol.iterator]();
  const sum: PieceSum = { pieces: 0, bytes: 0, sizes: 0 };
  let now: Uint8Array = concatBytes([]);
  const next = () => {
    while (now.length === 0) {
      const piece = all.next();
      if (piece.done) return;
      now = piece.value;
      if (now.length === 0) continue;
      sum.pieces++;
      sum.bytes += now.length;
      sum.sizes = (Math.imul(sum.sizes, 31) + now.length) | 0;
    }
  };
  return {
    left() {
      next();
      return now.length;
    },
    now: () => now,
    take(count: number) {
      now = now.subarray(count);
    },
    sum: () => sum,
  };
}
