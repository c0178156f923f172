/** What the first bytes of a stream claim: the format they belong to, and parameters that cannot be. */
import { grouped } from '../../../bytes/quantity.ts';
import type { AudioFormat } from '../../dialect.ts';

/** As many first bytes as are ever looked at: a wav header may hold a few chunks before its samples. */
export const headBytes = 512;

const at = (bytes: Uint8Array, i: number) => bytes[i] ?? 0;
const u16 = (bytes: Uint8Array, i: number) => at(bytes, i) | (at(bytes, i + 1) << 8);
const u32 = (bytes: Uint8Array, i: number) => u16(bytes, i) + u16(bytes, i + 2) * 65_536;

function isAt(bytes: Uint8Array, i: number, ascii: string): boolean {
  if (bytes.length < i + ascii.length) return false;
  for (let k = 0; k < ascii.length; k++) if (bytes[i + k] !== ascii.charCodeAt(k)) return false;
  return true;
}

/** The container that begins so; null for samples and everything else. Two bits more make an mp3 header likely enough. */
export function containerOf(bytes: Uint8Array): Exclude<AudioFormat, 'pcm'> | null {
  if (isAt(bytes, 0, 'RIFF')) return 'wav';
  if (isAt(bytes, 0, 'OggS')) return 'opus';
  if (isAt(bytes, 0, 'ID3')) return 'mp3';
  return at(bytes, 0) === 0xff && (at(bytes, 1) & 0xe0) === 0xe0 ? 'mp3' : null;
}

export type HeadNote = { says: string; start: number; end: number };
export type Head = {
  impossible: HeadNote | null;
  /** Where a placeholder size stands; null where there is none. */
  placeholder: HeadNote | null;
  /** Bytes of samples a wav header claims, and where they begin; null where it claims none that could be true. */
  claim: { bytes: number; from: number } | null;
};

const nothing: Head = { impossible: null, placeholder: null, claim: null };
const wrong = (says: string, start: number, end: number): Head => ({ ...nothing, impossible: { says, start, end } });

/** Reads the head of a stream in the container it begins with. */
export function readHead(bytes: Uint8Array): Head {
  if (isAt(bytes, 0, 'RIFF')) return wavHead(bytes);
  if (isAt(bytes, 0, 'OggS')) return opusHead(bytes);
  if (isAt(bytes, 0, 'ID3') && bytes.length >= 10) return tagHead(bytes);
  return nothing;
}

/** A tag of speech holds a few hundred bytes. */
const largestTag = 1 << 20;

function tagHead(bytes: Uint8Array): Head {
  let size = 0;
  for (let i = 6; i < 10; i++) {
    if (at(bytes, i) > 0x7f) return wrong('The size of the ID3 tag is not written in 7 bit bytes.', 6, 10);
    size = size * 128 + at(bytes, i);
  }
  return size > largestTag ? wrong(`The ID3 tag claims ${size} bytes.`, 6, 10) : nothing;
}

function opusHead(bytes: Uint8Array): Head {
  const from = 27 + at(bytes, 26);
  if (!isAt(bytes, from, 'OpusHead') || bytes.length < from + 19) return nothing;
  const channels = at(bytes, from + 9);
  const family = at(bytes, from + 18);
  const preSkip = u16(bytes, from + 10);
  const rate = u32(bytes, from + 12);
  if (channels === 0 || channels > (family === 0 ? 2 : 8)) {
    return wrong(`OpusHead names ${channels} channels.`, from + 9, from + 10);
  }
  // 48,000 samples are a second; encoders write 312 to 3,840.
  if (preSkip > 48_000) return wrong(`OpusHead asks to skip ${preSkip} samples.`, from + 10, from + 12);
  if (rate > 768_000) return wrong(`OpusHead names a rate of ${grouped(rate)} Hz.`, from + 12, from + 16);
  return nothing;
}

function wavHead(bytes: Uint8Array): Head {
  let chunk = 12;
  while (chunk + 8 <= bytes.length) {
    const size = u32(bytes, chunk + 4);
    if (isAt(bytes, chunk, 'fmt ') && bytes.length >= chunk + 24) {
      const found = wavFormat(bytes, chunk + 8);
      if (found !== null) return { ...nothing, impossible: found };
    }
    if (isAt(bytes, chunk, 'data')) {
      if (size !== 0 && size < 0xffffff00) return { ...nothing, claim: { bytes: size, from: chunk + 8 } };
      const says = `The header claims ${size} bytes of samples.`;
      return { ...nothing, placeholder: { says, start: chunk + 4, end: chunk + 8 } };
    }
    chunk += 8 + size + (size & 1);
  }
  return nothing;
}

function wavFormat(bytes: Uint8Array, from: number): HeadNote | null {
  const channels = u16(bytes, from + 2);
  const rate = u32(bytes, from + 4);
  const bits = u16(bytes, from + 14);
  const says = (words: string, start: number, size: number) => ({
    says: `The wav header names ${words}.`,
    start: from + start,
    end: from + start + size,
  });
  if (rate < 1000 || rate > 384_000) return says(`a rate of ${grouped(rate)} Hz`, 4, 4);
  if (channels < 1 || channels > 8) return says(`${channels} channels`, 2, 2);
  return [8, 16, 24, 32].includes(bits) ? null : says(`${bits} bits per sample`, 14, 2);
}
