/** The items of a whole stream as columns of numbers: what each is made of is read again from its bytes when it is looked at. */

import type { AudioAsk } from '../../dialects/dialect.ts';
import { growFloat64, growUint8, growUint32 } from '../../session/column.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import type { StreamNote } from '../framer.ts';
import type { WavHeader } from '../wav-framer.ts';
import type { ContainerItem, ItemKind } from './container-item.ts';
import { type AnyItem, framerOf, isShown } from './inspect-audio.ts';
import { itemAgain } from './item-again.ts';

const kinds: readonly ItemKind[] = ['tag', 'info', 'frame', 'page', 'head', 'tags', 'header', 'samples', 'damage'];
/** Words about damage kept one by one; a stream that is nothing but damage says the rest in general. */
const mostNotes = 10_000;

export type OutlineTotals = {
  items: number;
  /** Frames (mp3), packets (opus), samples of one channel (wav, pcm). */
  units: number;
  /** Seconds of sound by the container's own account; null while it says no rate. */
  seconds: number | null;
  junkBytes: number;
  damage: number;
};

export type StreamOutline = {
  /**
   * Never throws. The time it takes is that of reading the container. `goesOn`: the bytes are the rest of the piece pushed before,
   * which was sliced on the way here: the items are those of the whole piece.
   */
  push(bytes: Uint8Array, goesOn?: boolean): void;
  end(): void;
  /** Bytes pushed, and items known so far. */
  readonly bytes: number;
  readonly count: number;
  startOf(index: number): number;
  endOf(index: number): number;
  kindOf(index: number): ItemKind;
  /** The items with bytes in [start, end), or at `start` where that is empty, as [from, to). */
  between(start: number, end: number): { from: number; to: number };
  totals(): OutlineTotals;
  /** One item, made from its bytes, which `read` gives (a copy, or a view for the moment). */
  item(index: number, read: (start: number, end: number) => Uint8Array): ContainerItem;
};

/** Opens the outline of one stream; 17 bytes an item (4 MB for 100 MB of mp3, and room to grow). Opus packets are counted with their page. */
export function openOutline(ask: AudioAsk): StreamOutline {
  const framer = framerOf(ask.format);
  const notes: StreamNote[] = [];
  let starts = new Float64Array(256);
  let sizes = new Uint32Array(256);
  let extras = new Uint32Array(256);
  let codes = new Uint8Array(256);
  let count = 0;
  let bytes = 0;
  let units = 0;
  let seconds = 0;
  let junkBytes = 0;
  let damage = 0;
  let preSkip = 0;
  let lastPage = -1;
  let longest = 0;
  let wav: WavHeader | null = null;
  /** How many items there were when the piece began. */
  let before = 0;
  /** The item that all the rest belongs to, where the stream is none that can be read; -1 for none. */
  let unreadable = -1;

  const add = (kind: ItemKind, start: number, end: number, extra = 0) => {
    if (count === starts.length) {
      starts = growFloat64(starts);
      sizes = growUint32(sizes);
      extras = growUint32(extras);
      codes = growUint8(codes);
    }
    // A packet over several pages, and a note about a page, begin before what came last.
    let place = count;
    while (place > 0 && (starts[place - 1] as number) > start) place--;
    for (const column of [starts, sizes, extras, codes]) column.copyWithin(place + 1, place, count);
    if (place <= lastPage) lastPage++;
    starts[place] = start;
    sizes[place] = end - start;
    extras[place] = extra;
    codes[place] = kinds.indexOf(kind);
    longest = Math.max(longest, end - start);
    count++;
    return place;
  };
  const endOf = (index: number) => (starts[index] as number) + (sizes[index] as number);
  const stretch = (index: number, end: number) => {
    sizes[index] = end - (starts[index] as number);
    longest = Math.max(longest, sizes[index] as number);
  };
  const noted = (note: StreamNote) => {
    if (!isShown(note)) return;
    const place = add('damage', note.start, note.end, damage);
    if (ask.format === 'wav' && note.code === 'unsupported') unreadable = place;
    damage++;
    if (note.code === 'junk') junkBytes += note.end - note.start;
    if (notes.length < mostNotes) notes.push(note);
  };
  const sound = (start: number, end: number) => {
    const frame = wav === null ? 2 : (wav.channels * wav.bitsPerSample) / 8;
    const samples = (end - start) / frame;
    const rate = wav?.sampleRateHz ?? ask.sampleRateHz;
    units += samples;
    seconds += rate > 0 ? samples / rate : 0;
    const last = count - 1;
    if (last < before || codes[last] !== kinds.indexOf('samples') || endOf(last) !== start) add('samples', start, end);
    else stretch(last, end);
  };
  const take = (item: AnyItem) => {
    const { start, end } = item;
    if (item.kind === 'note') noted(item);
    else if (item.kind === 'samples') sound(start, end);
    else if (item.kind === 'frame') {
      units++;
      seconds += item.header.samples / item.header.sampleRateHz;
      add('frame', start, end);
    } else if (item.kind === 'packet') {
      // A packet stands with the page it ends on.
      units++;
      seconds += item.keep / 48000;
      if (lastPage >= 0) extras[lastPage] = (extras[lastPage] as number) + item.keep;
    } else if (item.kind === 'page') lastPage = add('page', start, end);
    else if (item.kind === 'info') add('info', start, end, item.startDelay);
    else {
      if (item.kind === 'header') wav = item.header;
      if (item.kind === 'head') preSkip += item.head.preSkip;
      add(item.kind, start, end);
    }
  };
  /** The first item that begins behind `offset`. */
  const behind = (offset: number) => partitionPoint(count, (i) => (starts[i] as number) <= offset);
  return {
    push(piece, goesOn = false) {
      if (!goesOn) before = count;
      bytes += piece.length;
      for (const item of framer.push(piece)) take(item);
      if (unreadable >= 0) stretch(unreadable, bytes);
    },
    end() {
      for (const item of framer.end()) take(item);
    },
    get bytes() {
      return bytes;
    },
    get count() {
      return count;
    },
    startOf: (index) => starts[index] as number,
    endOf,
    kindOf: (index) => kinds[codes[index] as number] as ItemKind,
    between(start, end) {
      const last = Math.max(start, end - 1);
      let to = behind(last);
      // What begins further back than the longest item is long does not reach here.
      let from = behind(Math.max(-1, start - longest - 1));
      while (from < to && endOf(from) <= start) from++;
      while (to > from && endOf(to - 1) <= start) to--;
      return { from, to };
    },
    totals() {
      const known = ask.format !== 'pcm' || ask.sampleRateHz > 0;
      const heard = Math.max(0, seconds - preSkip / 48000);
      return { items: count, units, seconds: known ? heard : null, junkBytes, damage };
    },
    item(index, read) {
      const span = { start: starts[index] as number, end: endOf(index) };
      const kind = kinds[codes[index] as number] as ItemKind;
      const extra = extras[index] as number;
      const made = { kind, ...span, extra, wav, rateHz: ask.sampleRateHz };
      const note = kind === 'damage' ? notes[extra] : undefined;
      return itemAgain({ ...made, note: note === undefined ? null : { ...note, ...span } }, read);
    },
  };
}
