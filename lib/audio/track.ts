/** Joins each format's framer with its codec: stream bytes in, pieces of mono sound with their byte spans out. */
import type { AudioFormat } from '../dialects/dialect.ts';
import type { Codec } from './codec.ts';
import type { Framer, NoteCode, StreamNote } from './framer.ts';
import { samplesToMono } from './mono.ts';
import { mp3Framer } from './mp3-framer.ts';
import { oggFramer } from './ogg-framer.ts';
import { pcmFramer } from './pcm-framer.ts';
import type { RunExtra } from './stream-map.ts';
import { type WavHeader, wavFramer } from './wav-framer.ts';

/** `joins`: bytes and samples go in step, so the piece may be mapped as one with the piece before. */
export type Piece = {
  samples: Float32Array<ArrayBuffer>;
  sampleRateHz: number;
  start: number;
  end: number;
  joins: boolean;
  extra?: RunExtra;
};

export type TrackOut = {
  piece(piece: Piece): void;
  note(note: StreamNote): void;
  /** Asked before a frame is decoded that claims `samples`: false skips it. */
  allow(samples: number, sampleRateHz: number): boolean;
};

export type Track = { push(bytes: Uint8Array): void; end(): void };

/** `sampleRateHz` is used where the bytes do not say (pcm). `codec` is null for formats that need none. Never throws. */
export function openTrack(format: AudioFormat, sampleRateHz: number, codec: Codec | null, out: TrackOut): Track {
  if (format === 'pcm') return pcmTrack(sampleRateHz, out);
  if (format === 'wav') return wavTrack(out);
  if (codec === null) throw new Error(`the codec of ${format} is missing`);
  return format === 'mp3' ? mp3Track(codec, out) : opusTrack(codec, out);
}

function track<Item>(framer: Framer<Item>, take: (item: Item) => void): Track {
  return {
    push: (bytes) => framer.push(bytes).forEach(take),
    end: () => framer.end().forEach(take),
  };
}

function pcmTrack(sampleRateHz: number, out: TrackOut): Track {
  return track(pcmFramer(), (item) => {
    if (item.kind === 'note') out.note(item);
    else out.piece({ samples: samplesToMono(item.bytes, 16, 1, false), sampleRateHz, ...spanOf(item), joins: true });
  });
}

function wavTrack(out: TrackOut): Track {
  let header: WavHeader | null = null;
  return track(wavFramer(), (item) => {
    if (item.kind === 'note') out.note(item);
    else if (item.kind === 'header') header = item.header;
    else if (header !== null) {
      const { bitsPerSample, channels, float, sampleRateHz } = header;
      const samples = samplesToMono(item.bytes, bitsPerSample, channels, float);
      out.piece({ samples, sampleRateHz, ...spanOf(item), joins: true });
    }
  });
}

function mp3Track(codec: Codec, out: TrackOut): Track {
  let skip = 0;
  return track(mp3Framer(), (item) => {
    if (item.kind === 'note') out.note(item);
    else if (item.kind === 'info') skip = item.startDelay;
    else if (item.kind === 'frame') {
      const { sampleRateHz } = item.header;
      if (!out.allow(item.header.samples, sampleRateHz)) return;
      const decoded = decode(codec, item, out);
      const now = Math.min(skip, decoded.length);
      skip -= now;
      const extra = { front: now, parts: null };
      out.piece({ samples: decoded.slice(now), sampleRateHz, ...spanOf(item), joins: false, extra });
    }
  });
}

function opusTrack(codec: Codec, out: TrackOut): Track {
  let skip = 0;
  return track(oggFramer(), (item) => {
    if (item.kind === 'note') out.note(item);
    else if (item.kind === 'head') {
      skip = item.head.preSkip;
      if (item.head.mapping !== 0) refuse(out, item, `Opus channel mapping ${item.head.mapping}`);
    } else if (item.kind === 'packet') {
      const now = Math.min(skip, item.samples);
      skip -= now;
      if (!out.allow(item.samples, 48000)) return;
      const decoded = decode(codec, item, out);
      const samples = decoded.slice(now, item.keep);
      const extra = { front: now, parts: item.parts };
      out.piece({ samples, sampleRateHz: 48000, ...spanOf(item), joins: false, extra });
    }
  });
}

type Frame = { start: number; end: number; bytes: Uint8Array };

function decode(codec: Codec, frame: Frame, out: TrackOut): Float32Array<ArrayBuffer> {
  const samples = codec.decode(frame.bytes);
  if (samples !== null) return samples;
  refuse(out, frame, `the decoder refused a frame of ${frame.bytes.length} bytes`, 'codec_error');
  return new Float32Array(0);
}

function refuse(out: TrackOut, at: { start: number; end: number }, detail: string, code: NoteCode = 'unsupported') {
  out.note({ kind: 'note', code, ...spanOf(at), detail });
}

function spanOf({ start, end }: { start: number; end: number }) {
  return { start, end };
}
