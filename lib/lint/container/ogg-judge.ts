/** What an Ogg Opus stream does wrong. A damaged page is told once, with what its damage brings about. */
import type { StreamNote } from '../../audio/framer.ts';
import { type OggItem, oggFramer } from '../../audio/ogg-framer.ts';
import type { OggPage } from '../../audio/ogg-page.ts';
import type { OpusHead } from '../../audio/opus-packet.ts';
import { sniffAudio } from '../../audio/sniff.ts';
import { counted } from '../../bytes/quantity.ts';
import type { Span } from '../../bytes/span.ts';
import { type Judge, type JudgeTools, keepHead } from './judge.ts';
import { sentence } from './say.ts';

export function oggJudge({ say, read, textIn, ask }: JudgeTools): Judge {
  const framer = oggFramer();
  const heads: Span[] = [];
  let position = 0;
  /** Pages that failed, or that the stream's end cut, until it is known where the next page begins. */
  let broken: StreamNote[] = [];
  /** Pages lost to damage that was told: their numbers are missed, and that is no finding of its own. */
  let lost = 0;
  /** A page was damaged: a header that is missed may have been on it. */
  let hurt = false;
  let page: { serial: number; sequence: number } | null = null;
  let head: OpusHead | null = null;
  let pages = 0;
  let junkEnd = -1;

  const junk = ({ start, end }: StreamNote) => {
    const page0 = broken.find((one) => one.start === start);
    const goesOn = start === junkEnd;
    junkEnd = end;
    if (page0 !== undefined) {
      damaged(page0, end);
      broken = [];
      return;
    }
    if (broken.length > 0) settle();
    if (goesOn || textIn(start, end)) return;
    const other = sniffAudio(read(start, Math.min(end, start + 4096)));
    if (other !== null && other !== 'opus')
      say('C07', start, end, `Here the bytes of ${other} begin, in an Ogg stream.`);
    else say('C01', start, end, `${counted(end - start, 'byte')} that belong to no Ogg page.`);
  };
  /** A page that is not whole; the next one, or the end, is at `next`. */
  const damaged = (one: StreamNote, next: number) => {
    lost++;
    hurt = true;
    if (textIn(one.start, next)) return;
    const off = next - one.end;
    if (one.code === 'truncated') {
      const missing =
        off < 0 ? `; another page begins after ${counted(next - one.start, 'byte')}, so some are missing` : '';
      say(
        'C03',
        one.start,
        next,
        `${off < 0 ? 'A page claims more bytes than come' : sentence(one.detail).slice(0, -1)}${missing}.`,
      );
      return;
    }
    const side = off < 0 ? 'earlier' : 'later';
    const deduced = off < 0 ? 'bytes are missing' : 'bytes were put in';
    const why =
      off === 0
        ? ''
        : `; the next page begins ${counted(Math.abs(off), 'byte')} ${side} than it says: ${deduced}, or its lengths are wrong`;
    say('C04', one.start, next, `${sentence(one.detail).slice(0, -1)}${why}.`);
  };
  const settle = () => {
    for (const one of broken) damaged(one, one.end);
    broken = [];
  };

  const readPage = (now: OggPage) => {
    if (broken.length > 0) settle();
    pages++;
    const follows = page !== null && page.serial === now.serial && !now.first;
    const missing = follows && page !== null ? now.sequence - page.sequence - 1 : 0;
    if (missing !== 0 && missing !== lost) {
      const which = missing > 0 ? `${counted(missing, 'page')} ${missing === 1 ? 'is' : 'are'} missing: ` : '';
      say(
        'C06',
        now.start,
        now.end,
        `${which}${which === '' ? 'Page' : 'page'} ${now.sequence} follows page ${page?.sequence}.`,
      );
    }
    lost = 0;
    page = now;
  };
  const readHead = (item: Extract<OggItem, { kind: 'head' }>) => {
    if (head !== null && head.channels !== item.head.channels) {
      const words = `from ${head.channels} to ${item.head.channels} channels`;
      say('C07', item.start, item.end, `The stream changes ${words}.`);
    }
    head = item.head;
  };
  const noted = (note: StreamNote) => {
    const { code, start, end, detail } = note;
    if (code === 'junk') junk(note);
    else if (code === 'bad_crc') broken.push(note);
    // The framer ends a stream inside a page, and speaks of a packet or a granule at a page that is whole.
    else if (code === 'truncated' && detail.startsWith('the stream ends')) broken.push(note);
    else if (code === 'truncated') say('C03', start, end, sentence(detail));
    else if (code === 'repeated_header') say('C05', start, end, sentence(detail));
    else if (code === 'not_opus' && hurt && head === null) return;
    else if (code === 'not_opus') say(pages === 1 && ask !== null ? 'C08' : 'C07', start, end, sentence(detail));
    else if (code === 'oversized_packet' || code === 'codec_error') say('C09', start, end, sentence(detail));
  };
  const take = (item: OggItem) => {
    position = Math.max(position, item.end);
    if (item.kind === 'note') noted(item);
    else if (item.kind === 'page') readPage(item);
    else if (item.kind !== 'packet') {
      keepHead(heads, item.start, item.end);
      if (item.kind === 'head') readHead(item);
    }
  };
  return {
    push(bytes) {
      for (const item of framer.push(bytes)) take(item);
    },
    end() {
      for (const item of framer.end()) take(item);
      settle();
    },
    get position() {
      return position;
    },
    heads,
  };
}
