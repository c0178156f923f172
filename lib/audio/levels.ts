/** Where silence ends and full scale begins, and how levels are written in dB. */

/**
 * Below this a sample counts as silent. Codec noise and dither of the services lie under -60 dBFS, the quietest consonants of
 * normalised speech (f, th) about -45; played so that speech has 65 dB, -50 dBFS is the noise of a quiet room.
 */
export const silenceDbfs = -50;
export const silenceLevel = 10 ** (silenceDbfs / 20);
/** The greatest positive value of 16 bits: what a clipped sample comes to, whichever sign. */
export const fullScale = 32767 / 32768;
/** So many samples in a row at full scale are called clipping: one or two may be an honest peak. */
export const shortestClip = 3;
/** A silence inside a sound is named from here on: shorter ones are the closures of stop consonants. */
export const shortestPauseS = 0.2;

/** Magnitude (1 = full scale) in dBFS; -Infinity for 0. */
export function dbfs(magnitude: number): number {
  return 20 * Math.log10(magnitude);
}
