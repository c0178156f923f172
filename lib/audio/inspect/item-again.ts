/** One item of a stream, made again from its bytes and what a column remembers of it. */
import type { StreamNote } from '../framer.ts';
import { mp3Header } from '../mp3-header.ts';
import { type OggPage, oggPageFramer } from '../ogg-page.ts';
import { opusHead, opusSamples } from '../opus-packet.ts';
import type { WavHeader } from '../wav-framer.ts';
import { type ContainerItem, type ItemKind, seconds } from './container-item.ts';
import { damageItem } from './inspect-audio.ts';
import { mp3Item } from './mp3-items.ts';
import { oggItem } from './ogg-items.ts';
import { samplesItem } from './sample-items.ts';
import { wavHeaderItem } from './wav-items.ts';

/** `extra`: an info frame's start delay; the samples of the packets that end on a page. */
export type Remembered = {
  kind: ItemKind;
  start: number;
  end: number;
  extra: number;
  note: StreamNote | null;
  wav: WavHeader | null;
  rateHz: number;
};

/** Larger than any frame or page: of longer items the beginning is read. */
const readBytes = 1 << 16;

/** Never throws: where the bytes are not what they were, the item has no fields. */
export function itemAgain(one: Remembered, read: (start: number, end: number) => Uint8Array): ContainerItem {
  const { kind, start, end, extra, note, wav, rateHz } = one;
  if (kind === 'samples') {
    const frame = wav === null ? 2 : (wav.channels * wav.bitsPerSample) / 8;
    return samplesItem(start, end, frame, wav?.sampleRateHz ?? rateHz);
  }
  const bytes = read(start, Math.min(end, start + readBytes)).slice();
  if (kind === 'damage') {
    const general: StreamNote = { kind: 'note', code: 'junk', start, end, detail: 'bytes that do not fit' };
    return damageItem(note ?? general, bytes);
  }
  const plain: ContainerItem = { kind, title: kind, says: '', start, end, fields: [] };
  if (kind === 'tag') return mp3Item({ kind, what: bytes[0] === 0x54 ? 'ID3v1' : 'ID3v2', start, end }, bytes);
  if (kind === 'frame' || kind === 'info') {
    const [a = 0, b = 0, c = 0, d = 0] = bytes;
    const header = mp3Header(a, b, c, d);
    if (header === null) return plain;
    return kind === 'info'
      ? mp3Item({ kind, start, end, header, startDelay: extra }, bytes)
      : mp3Item({ kind, start, end, header, bytes }, bytes);
  }
  if (kind === 'header') return wav === null ? plain : wavHeaderItem(wav, start, end, bytes);
  if (kind === 'tags') return oggItem({ kind, start, end, bytes }, bytes);
  if (kind === 'head') {
    const head = opusHead(bytes);
    return head === null ? plain : oggItem({ kind, start, end, head }, bytes);
  }
  const page = pageOf(bytes);
  if (page === null) return plain;
  const item = oggItem({ ...page, start, end }, bytes);
  return extra === 0 ? item : { ...item, says: `${item.says} ${seconds(extra, 48000)} of sound end with it.` };
}

function pageOf(bytes: Uint8Array): OggPage | null {
  const [page] = oggPageFramer().push(bytes);
  return page?.kind === 'page' ? page : null;
}

/**
 * The packets of an Ogg page that begin and end on it, and the parts of those that do not. `bytes` are the whole page's; empty
 * for a page that is none, and for one that brings headers: those are items of the stream.
 */
export function pagePackets(start: number, bytes: Uint8Array): ContainerItem[] {
  const page = pageOf(bytes);
  if (page === null || page.first || opusHead(page.body) !== null) return [];
  if (String.fromCharCode(...page.body.subarray(0, 8)) === 'OpusTags') return [];
  const bodyAt = start + bytes.length - page.body.length;
  const items: ContainerItem[] = [];
  let from = 0;
  let at = 0;
  const part = (title: string, says: string): ContainerItem => {
    return { kind: 'packet', title, says, start: bodyAt + from, end: bodyAt + at, fields: [] };
  };
  for (const lace of page.lacing) {
    at += lace;
    if (lace === 255) continue;
    const body = page.body.slice(from, at);
    const samples = opusSamples(body);
    const span = { start: bodyAt + from, end: bodyAt + at };
    if (page.continued && from === 0) items.push(part('The rest of a packet', 'It began on a page before.'));
    else if (samples === 0) items.push(part('No Opus packet', `${body.length} bytes that say no length of sound.`));
    else items.push(oggItem({ kind: 'packet', ...span, bytes: body, samples, keep: samples, parts: null }, body));
    from = at;
  }
  if (at > from) items.push(part('The beginning of a packet', 'It goes on with the next page.'));
  return items;
}
