/** The sounds of a comparison, drawn over the same time. */
import type { SessionSound } from '../../../audio/session-sound.ts';
import type { SoundDifference } from '../../../diff/session-diff.ts';
import type { ComparedWaves } from '../../rooms/compare-room.ts';
import { solidPeaks } from '../solid-peaks.ts';
import { closePeaks } from '../sound-sight-jobs.ts';

const mostPairs = 2000;
/** So much is drawn on each side of the first difference. */
const aroundS = 0.01;
/** Samples that one pair of the outline stands for: what is drawn closer is decoded again. */
const outlineSamples = 256;

export async function comparedWaves(
  a: SessionSound,
  b: SessionSound,
  { first, lag, a: inA }: SoundDifference,
  wanted: { pairs: number; close: boolean },
): Promise<ComparedWaves> {
  const lagS = inA.sampleRateHz > 0 ? lag / inA.sampleRateHz : 0;
  const pairs = Math.max(1, Math.min(mostPairs, Math.floor(wanted.pairs)));
  const close = wanted.close && first !== null;
  const fromS = close ? first.secondA - aroundS : Math.min(0, -lagS);
  const toS = close ? first.secondA + aroundS : Math.max(a.seconds, b.seconds - lagS, 0.001);
  return {
    fromS,
    toS,
    a: await peaksOf(a, fromS, toS, pairs),
    b: await peaksOf(b, fromS + lagS, toS + lagS, pairs),
  };
}

async function peaksOf(sound: SessionSound, fromS: number, toS: number, pairs: number) {
  const [from, to] = [sound.sampleAt(Math.max(0, fromS)), sound.sampleAt(Math.min(sound.seconds, toS))];
  const isFar = to - from >= pairs * outlineSamples || to <= from || fromS < 0 || toS > sound.seconds;
  if (isFar || sound.ratesBetween(from, to).length !== 1)
    return solidPeaks(sound.peaks(fromS, toS, pairs), (toS - fromS) / pairs);
  return closePeaks(sound, { from, to, fromS, toS }, pairs);
}
