/** Bare samples: what a piece of the stream holds of them. */
import { counted, grouped } from '../../bytes/quantity.ts';
import { type ContainerItem, seconds } from './container-item.ts';

/** A run of whole samples. `bytesPerSample` counts all channels. */
export function samplesItem(start: number, end: number, bytesPerSample: number, rateHz: number): ContainerItem {
  const count = (end - start) / bytesPerSample;
  const says =
    rateHz > 0 ? `${seconds(count, rateHz)} at ${grouped(rateHz)} Hz.` : 'How long they last depends on the rate.';
  return { kind: 'samples', title: counted(count, 'sample'), says, start, end, fields: [] };
}
