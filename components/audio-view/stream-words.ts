import type { StreamRow, StreamView } from '@/lib/console/stream-view.ts';
import { bytesText, grouped, rangeText, secondsText } from '../ui/numbers.ts';

/** What an item is called when there are many of them. */
const units: Readonly<Record<string, string>> = { mp3: 'frames', opus: 'packets', wav: 'samples', pcm: 'samples' };

export type Total = { name: string; value: string; bad: boolean };

/** The totals of a stream, as name and value. */
export function streamTotals({ format, bytes, totals }: StreamView): Total[] {
  const { items, units: count, seconds, junkBytes } = totals;
  const kbps = seconds === null || seconds === 0 ? '' : `${((bytes * 8) / 1000 / seconds).toFixed(1)} kbps`;
  return [
    { name: 'Items', value: grouped(items), bad: false },
    { name: units[format] ?? 'units', value: grouped(Math.floor(count)), bad: false },
    { name: 'Duration', value: seconds === null ? 'rate unknown' : secondsText(seconds * 1000), bad: false },
    { name: 'Average', value: kbps === '' ? 'unknown' : kbps, bad: false },
    { name: 'Bytes', value: bytesText(bytes), bad: false },
    { name: 'Junk', value: bytesText(junkBytes), bad: junkBytes > 0 },
  ];
}

/** Which stream it is: `mp3, stream 2 of 3, from #14`. */
export function streamWords({ format, number, of, since }: StreamView): string {
  const which = of === 1 ? 'the only stream' : `stream ${number} of ${of}`;
  return `Asked for as ${format}: ${which} of the session, from #${grouped(since)}.`;
}

/** What stands at the end and is no item yet; what has not been read yet. Empty when there is neither. */
export function streamTail({ unfinished, behind, format }: StreamView): string {
  if (behind) return 'Reading on.';
  if (unfinished === 0) return '';
  const goesOn = format === 'pcm' || format === 'wav' ? 'begin a sample' : 'begin an item';
  return `The last ${bytesText(unfinished)} ${goesOn} that goes on in frames to come.`;
}

/** `#12`, or `#12–13` where a chunk cuts it. */
export function entryWords({ first, last }: Pick<StreamRow, 'first' | 'last'>): string {
  return first === last ? `#${first}` : `#${first}–${last}`;
}

/** `0x000–0x1A0 in the stream, 417 B`; of no bytes, the place. */
export function placeWords({ start, end }: Pick<StreamRow, 'start' | 'end'>): string {
  const place = `${rangeText({ start, end })} in the stream`;
  return end === start ? place : `${place}, ${bytesText(end - start)}`;
}
