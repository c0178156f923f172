/** What an mp3 stream does wrong. */

import type { StreamNote } from '../../audio/framer.ts';
import { type Mp3Item, mp3Framer } from '../../audio/mp3-framer.ts';
import type { Mp3Header } from '../../audio/mp3-header.ts';
import { sniffMagic } from '../../audio/sniff.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import type { Span } from '../../bytes/span.ts';
import { type Judge, type JudgeTools, keepHead } from './judge.ts';
import { sentence } from './say.ts';

const rules: Partial<Record<StreamNote['code'], string>> = {
  truncated: 'C03',
  repeated_header: 'C05',
  format_change: 'C07',
  lying_tag: 'C09',
};

export function mp3Judge({ say, read, textIn, ask }: JudgeTools): Judge {
  const framer = mp3Framer('places');
  const heads: Span[] = [];
  let position = 0;
  let last: { start: number; end: number; header: Mp3Header } | null = null;
  /** End of the junk met last: what follows it at once is the same junk. */
  let junkEnd = -1;

  const junk = ({ start, end }: StreamNote, ended: boolean) => {
    const goesOn = start === junkEnd;
    junkEnd = end;
    const suspect = last?.end === start ? last.start : start;
    if (goesOn || textIn(suspect, end)) return;
    const bytes = read(start, Math.min(end, start + 12));
    if (ended && end - start < 4 && last?.end === start && bytes[0] === 0xff) {
      say('C03', start, end, `The stream ends ${counted(end - start, 'byte')} into a frame.`, 'info');
      return;
    }
    const magic = sniffMagic(bytes);
    if (magic !== null && magic !== 'mp3') {
      say('C07', start, end, `Here the bytes of ${magic} begin, in a stream of mp3.`);
      return;
    }
    say('C01', start, end, junkWords(start, end));
  };
  const junkWords = (start: number, end: number) => {
    const length = end - start;
    const says = `${counted(length, 'byte')} that ${length === 1 ? 'belongs' : 'belong'} to no mp3 frame`;
    if (last?.end !== start) return `${says}.`;
    const size = last.end - last.start;
    // Frames of one size leave the same rest whether whole ones went with it or not.
    const lost = length < size ? `, or ${grouped(size - length)} were lost and perhaps whole frames besides` : '';
    return `${says} follow the frame at byte ${grouped(last.start)} of the stream: from there on ${grouped(length)} were put in${lost}.`;
  };

  const take = (item: Mp3Item, ended: boolean) => {
    if (item.kind === 'note') {
      const rule = rules[item.code];
      if (item.code === 'junk') junk(item, ended);
      else if (rule !== undefined) {
        // A last frame that is not whole is 26 ms of sound at most: worth a word, and no more.
        const lastFrame = ended && item.code === 'truncated' && last?.end === item.start;
        say(rule, item.start, item.end, sentence(item.detail), lastFrame ? 'info' : undefined);
      }
      position = Math.max(position, item.end);
      return;
    }
    position = Math.max(position, item.end);
    if (item.kind !== 'frame') keepHead(heads, item.start, item.end);
    if (item.kind === 'tag') return;
    const { start, end, header } = item;
    const rate = header.sampleRateHz;
    if (last === null && ask !== null && ask.sampleRateHz > 0 && rate !== ask.sampleRateHz) {
      const wanted = grouped(ask.sampleRateHz);
      say(
        'C08',
        start,
        start + 4,
        `The frames say ${grouped(rate)} Hz; ${wanted} Hz was asked for, or is the default.`,
      );
    }
    last = { start, end, header };
  };
  return {
    push(bytes) {
      for (const item of framer.push(bytes)) take(item, false);
    },
    end() {
      for (const item of framer.end()) take(item, true);
    },
    get position() {
      return position;
    },
    heads,
  };
}
