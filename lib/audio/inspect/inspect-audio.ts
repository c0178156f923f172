/** The container view: bytes of an audio stream, in any pieces, to items with fields, spans and sentences. */
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import type { NoteCode, StreamNote } from '../framer.ts';
import { type Mp3Item, mp3Framer } from '../mp3-framer.ts';
import { type OggItem, oggFramer } from '../ogg-framer.ts';
import { type PcmItem, pcmFramer } from '../pcm-framer.ts';
import { type WavHeader, type WavItem, wavFramer } from '../wav-framer.ts';
import type { ContainerItem } from './container-item.ts';
import { mp3Item } from './mp3-items.ts';
import { badPageItem, oggItem } from './ogg-items.ts';
import { recentBytes } from './recent-bytes.ts';
import { samplesItem } from './sample-items.ts';
import { wavHeaderItem } from './wav-items.ts';

/** Never throws, whatever the bytes. Items come in the order of the stream, when their last byte has come. */
export type Inspector = { push(bytes: Uint8Array): ContainerItem[]; end(): ContainerItem[] };

const pieceBytes = 65536;

const damageTitles: Partial<Record<NoteCode, string>> = {
  junk: 'Bytes that belong to nothing',
  truncated: 'Cut off',
  repeated_header: 'A header again',
  lying_tag: 'A tag that claims too much',
  format_change: 'The format changes',
  bad_crc: 'Ogg page with a wrong checksum',
  sequence_gap: 'Pages are missing',
  not_opus: 'Not an Opus stream',
  oversized_packet: 'A packet that is too long',
  unsupported: 'Not to be read',
  codec_error: 'Not an Opus packet',
};

/** Opens a view of one stream. `sampleRateHz` of the ask is used for bare samples alone. */
export function openInspector(ask: AudioAsk): Inspector {
  return inspectorOf(ask, false);
}

type Run = { start: number; end: number };

/** Samples of one push are one item; `joined`: they are held until something else comes, so that a run of many is. */
function inspectorOf(ask: AudioAsk, joined: boolean): Inspector {
  const { push, end } = framerOf(ask.format);
  const recent = recentBytes();
  let wav: WavHeader | null = null;
  let run: Run | null = null;
  const bytesOf = (from: number, to: number) => recent.read(from, to) ?? new Uint8Array(0);

  const noted = (note: StreamNote): ContainerItem[] =>
    isShown(note) ? [damageItem(note, bytesOf(note.start, note.end))] : [];
  const shown = (item: AnyItem): ContainerItem[] => {
    if (item.kind === 'note') return noted(item);
    const { start, end: to } = item;
    switch (item.kind) {
      case 'tag':
      case 'info':
      case 'frame':
        return [mp3Item(item, bytesOf(start, to))];
      case 'header':
        wav = item.header;
        return [wavHeaderItem(item.header, start, to, bytesOf(start, to))];
      case 'samples':
        return [runItem({ start, end: to })];
      default:
        return [oggItem(item, item.kind === 'page' ? bytesOf(start, to) : new Uint8Array(0))];
    }
  };
  const runItem = ({ start, end: to }: Run) => {
    const frame = wav === null ? 2 : (wav.channels * wav.bitsPerSample) / 8;
    return samplesItem(start, to, frame, wav?.sampleRateHz ?? ask.sampleRateHz);
  };
  const closeRun = () => {
    const items = run === null ? [] : [runItem(run)];
    run = null;
    return items;
  };
  const taken = (item: AnyItem): ContainerItem[] => {
    if (item.kind !== 'samples') return [...closeRun(), ...shown(item)];
    const before = run?.end === item.start ? [] : closeRun();
    run = { start: run?.start ?? item.start, end: item.end };
    return before;
  };
  return {
    push(bytes) {
      const items: ContainerItem[] = [];
      // In pieces, so that the window still holds what an item is made of.
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const piece = bytes.subarray(at, at + pieceBytes);
        recent.append(piece);
        for (const item of push(piece)) items.push(...taken(item));
      }
      if (!joined) items.push(...closeRun());
      return items;
    },
    end: () => [...end().flatMap(taken), ...closeRun()],
  };
}

/** A whole stream at once; runs of samples are one item each. */
export function inspectAudio(ask: AudioAsk, bytes: Uint8Array): ContainerItem[] {
  const inspector = inspectorOf(ask, true);
  return [...inspector.push(bytes), ...inspector.end()];
}

/** A note as an item; `bytes` are those it is about, empty when no longer held. */
export function damageItem({ code, start, end, detail }: StreamNote, bytes: Uint8Array): ContainerItem {
  const says = `${detail[0]?.toUpperCase() ?? ''}${detail.slice(1)}.`;
  const page = code === 'bad_crc' ? badPageItem(bytes, start, end, says.slice(0, -1)) : null;
  return page ?? { kind: 'damage', title: damageTitles[code] ?? code, says, start, end, fields: [] };
}

/** Placeholder sizes are explained by the header's item. */
export function isShown(note: StreamNote): boolean {
  return note.code !== 'placeholder_size';
}

/** What a framer of any format gives. */
export type AnyItem = Mp3Item | OggItem | WavItem | PcmItem;
export type AnyFramer = { push(bytes: Uint8Array): AnyItem[]; end(): AnyItem[] };

export function framerOf(format: AudioFormat): AnyFramer {
  if (format === 'mp3') return mp3Framer();
  if (format === 'opus') return oggFramer();
  return format === 'wav' ? wavFramer() : pcmFramer();
}
