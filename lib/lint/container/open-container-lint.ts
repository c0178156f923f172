/** The findings about the sound itself: the bytes of one audio stream in, in any pieces, and what is wrong with them out. */

import { recentBytes } from '../../audio/inspect/recent-bytes.ts';
import { sniffAudio, sniffMagic } from '../../audio/sniff.ts';
import type { Span } from '../../bytes/span.ts';
import type { AudioAsk, AudioFormat } from '../../dialects/dialect.ts';
import type { Reporter } from '../../dialects/rule.ts';
import type { Judge, JudgeTools } from './judge.ts';
import { mp3Judge } from './mp3-judge.ts';
import { oggJudge } from './ogg-judge.ts';
import { pieceMap } from './piece-map.ts';
import { pcmJudge, wavJudge } from './sample-judge.ts';
import { sayTo } from './say.ts';
import { streamScan } from './stream-scan.ts';

/** One stream. The findings are the same wherever its pieces are cut; their proofs name the entries. */
export type ContainerLint = {
  /** The next bytes of the stream; they begin at `spanStart` in the bytes of entry `seq`. Never throws. */
  audio(seq: number, bytes: Uint8Array, spanStart: number): void;
  /** The stream is over: what breaks off is told now. */
  end(): void;
};

/** Letters at the front name a format at once; without them so many bytes are looked at. */
const magicBytes = 12;
const headBytes = 4096;

const judges: Readonly<Record<AudioFormat, (tools: JudgeTools) => Judge>> = {
  mp3: mp3Judge,
  opus: oggJudge,
  wav: wavJudge,
  pcm: pcmJudge,
};

/** Opens the lint of one stream, which should be what `ask` says. */
export function openContainerLint(ask: AudioAsk, reporter: Reporter): ContainerLint {
  const map = pieceMap();
  const recent = recentBytes();
  const scan = streamScan();
  const say = sayTo(reporter, map);
  const read = (start: number, end: number) => recent.read(start, end) ?? new Uint8Array(0);
  let held: Uint8Array[] = [];
  let judge: Judge | null = null;
  let format = ask.format;
  const texts: Span[] = [];
  let ended = false;

  /** Chooses the judge by the first bytes; null while they do not tell yet. */
  const choose = (): Judge | null => {
    const head = read(0, headBytes);
    if (head.length < magicBytes && !ended) return null;
    const magic = sniffMagic(head.subarray(0, magicBytes));
    if (magic === null && head.length < headBytes && !ended) return null;
    const found = magic ?? sniffAudio(head);
    if (found !== null && found !== format) {
      say('C08', 0, magicBytes, `${format} was asked for; the first bytes are those of ${found}.`);
      format = found;
    }
    const matched = format === ask.format ? ask : null;
    return judges[format]({ say, read, textIn: scan.textIn, ask: matched });
  };
  const foreign = () => {
    for (const { what, start, end } of scan.takeMagic()) {
      // The framers of mp3 and Ogg find such things by themselves.
      if (format === 'mp3' || format === 'opus') continue;
      if (what === format) say('C05', start, end, 'A WAV header stands in the middle of the stream.');
      else say('C07', start, end, `Here the bytes of ${what} begin, in a stream of ${format}.`);
    }
  };
  const text = () => {
    texts.push(...scan.takeText());
    // Whether it stands in a tag is known when the stream has been read that far. They come in order: the first one waits longest.
    for (let span = texts[0]; span !== undefined && judge !== null; span = texts[0]) {
      if (judge.position < span.end && !ended) return;
      texts.shift();
      const { start, end } = span;
      const inHead = judge.heads.some((head) => head.start < end && head.end > start);
      if (!inHead) say('C02', start, end, textWords(read(start, Math.min(end, start + 60))));
    }
  };
  const work = () => {
    judge ??= choose();
    if (judge === null) return;
    for (const bytes of held) judge.push(bytes);
    held = [];
    if (ended) judge.end();
    foreign();
    text();
  };
  return {
    audio(seq, bytes, spanStart) {
      if (ended || bytes.length === 0) return;
      map.add(seq, spanStart, bytes.length);
      // In steps, so that what is scanned and held is never far ahead of what is judged.
      for (let at = 0; at < bytes.length; at += headBytes) {
        const piece = bytes.subarray(at, at + headBytes);
        recent.append(piece);
        scan.push(piece);
        // The head is held until it tells the format; a copy, since the bytes may be a view of a buffer.
        held.push(judge === null ? piece.slice() : piece);
        work();
      }
    },
    end() {
      if (ended) return;
      ended = true;
      scan.end();
      if (map.length > 0) work();
    },
  };
}

function textWords(bytes: Uint8Array): string {
  const words = String.fromCharCode(...bytes.subarray(0, 40)).trim();
  return `Text stands in the audio: "${words}${bytes.length > 40 ? '…' : ''}"`;
}
