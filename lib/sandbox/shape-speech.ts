/** From the engine's samples to those of the stream: silence trimmed, volume, rate, a length that looks like the service's. */
import { resample } from './formats/resample.ts';

/** Quieter than this counts as silence. */
const floor = 0.006;
const leadMs = 60;
/** Longer than any encoder's delay, so that a sentence is out in full before the next one comes. */
const tailMs = 160;
/** The service's audio comes in steps of 2048 samples at 44.1 kHz (protocol notes A5). */
const stepMs = (2048 / 44_100) * 1000;

/** `cutMs`: silence taken away in front, so that a place in the engine's samples is that much later than in the stream's. */
export type ShapedSpeech = { samples: Float32Array; cutMs: number };

/** Speech at `fromHz` to stream samples at `toHz`, in [-1, 1]. All silence gives no samples. */
export function shapeSpeech(samples: Float32Array, fromHz: number, toHz: number, volumeDb: number): ShapedSpeech {
  let first = 0;
  while (first < samples.length && Math.abs(samples[first] as number) < floor) first++;
  if (first === samples.length) return { samples: new Float32Array(0), cutMs: 0 };
  let last = samples.length - 1;
  while (Math.abs(samples[last] as number) < floor) last--;
  const from = Math.max(0, first - Math.round((fromHz * leadMs) / 1000));
  const heard = resample(samples.subarray(from, last + 1), fromHz, toHz);
  const gain = 10 ** (volumeDb / 20);
  const step = (toHz * stepMs) / 1000;
  const least = heard.length + (toHz * tailMs) / 1000;
  const shaped = new Float32Array(Math.round(Math.ceil(least / step) * step));
  for (let i = 0; i < heard.length; i++) shaped[i] = Math.max(-1, Math.min(1, (heard[i] as number) * gain));
  return { samples: shaped, cutMs: (from / fromHz) * 1000 };
}
