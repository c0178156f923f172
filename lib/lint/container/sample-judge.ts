/** What wav and bare samples do wrong: little can be seen in samples, so little is said. */
import { type WavHeader, type WavItem, wavFramer } from '../../audio/wav-framer.ts';
import { counted, grouped } from '../../bytes/quantity.ts';
import type { Span } from '../../bytes/span.ts';
import { type Judge, type JudgeTools, keepHead } from './judge.ts';
import { sentence } from './say.ts';

export function pcmJudge({ say, textIn }: JudgeTools): Judge {
  let position = 0;
  return {
    push(bytes) {
      position += bytes.length;
    },
    end() {
      const start = position - 1;
      if (position % 2 === 1 && !textIn(start, position)) {
        say('C03', start, position, 'The stream ends with half a sample.');
      }
    },
    get position() {
      return position;
    },
    heads: [],
  };
}

export function wavJudge({ say, read, textIn, ask }: JudgeTools): Judge {
  const framer = wavFramer();
  const heads: Span[] = [];
  let position = 0;
  let header: WavHeader | null = null;
  let samplesFrom = 0;
  let over = false;

  const noted = (item: Extract<WavItem, { kind: 'note' }>) => {
    const { code, start, end, detail } = item;
    if (code === 'truncated') say('C03', start, end, sentence(detail));
    else if (code === 'unsupported' && start === 0) {
      // What was asked for is not there; text in its place is a finding of its own.
      if (!textIn(0, 12)) say('C08', 0, 12, sentence(detail));
    } else if (code === 'unsupported') say('C09', start, start + 8, sentence(detail));
    else if (code === 'junk' && isChunk(read(start, start + 8), end - start)) keepHead(heads, start, end);
    else if (code === 'junk' && !textIn(start, end)) {
      const again = read(start, start + 4);
      // A second file is told where its header is found.
      if (String.fromCharCode(...again) !== 'RIFF') say('C01', start, end, sentence(detail));
    }
  };
  const take = (item: WavItem) => {
    if (item.kind === 'note') noted(item);
    else if (item.kind === 'header') {
      header = item.header;
      samplesFrom = item.end;
      keepHead(heads, 0, item.end);
      const rate = item.header.sampleRateHz;
      if (ask !== null && ask.sampleRateHz > 0 && rate !== ask.sampleRateHz) {
        const wanted = grouped(ask.sampleRateHz);
        say('C08', 24, 28, `The header says ${grouped(rate)} Hz; ${wanted} Hz was asked for, or is the default.`);
      }
    }
  };
  /** What the framer would say of the samples: counting them is enough, and they need not be copied for it. */
  const unsaid = (found: WavHeader): WavItem[] => {
    const frame = (found.channels * found.bitsPerSample) / 8;
    const end = samplesFrom + (found.dataBytes ?? Number.POSITIVE_INFINITY);
    if (position > end) {
      const detail = `${position - end} bytes follow the end that the header gives`;
      return [{ kind: 'note', code: 'junk', start: end, end: position, detail }];
    }
    const rest = (position - samplesFrom) % frame;
    if (rest === 0 || position === end) return [];
    const detail = 'the stream ends inside a sample';
    return [{ kind: 'note', code: 'truncated', start: position - rest, end: position, detail }];
  };
  return {
    push(bytes) {
      position += bytes.length;
      if (header === null) framer.push(bytes).forEach(take);
    },
    end() {
      over = true;
      (header === null ? framer.end() : unsaid(header)).forEach(take);
      const claimed = header?.dataBytes ?? null;
      const came = position - samplesFrom;
      if (claimed === null || came >= claimed) return;
      say(
        'C03',
        position,
        position,
        `The header claims ${counted(claimed, 'byte')} of samples; ${grouped(came)} came.`,
      );
    },
    get position() {
      // What stands behind the samples is known when the stream is over: chunks of text may.
      const claimed = header?.dataBytes ?? null;
      return claimed === null || over ? position : Math.min(position, samplesFrom + claimed);
    },
    heads,
  };
}

/** Chunks may follow the samples (LIST, id3), and a zero fills an odd size up. */
function isChunk(bytes: Uint8Array, length: number): boolean {
  if (length === 1 && bytes[0] === 0) return true;
  if (bytes.length < 8 || !/^[A-Za-z0-9 ]{4}$/.test(String.fromCharCode(...bytes.subarray(0, 4)))) return false;
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
  return 8 + size <= length;
}
