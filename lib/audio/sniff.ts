/** Names an audio format by its first bytes. */
import type { AudioFormat } from '../dialects/dialect.ts';
import { mp3Header, sameMp3Stream } from './mp3-header.ts';

const ascii = (bytes: Uint8Array, at: number, text: string) =>
  bytes.length >= at + text.length && [...text].every((c, i) => bytes[at + i] === c.charCodeAt(0));

/**
 * The format the bytes declare: `RIFF....WAVE`, `OggS`, `ID3`, or two fitting mp3 headers one frame apart. Null for
 * anything else; bare samples have no sign, so `pcm` is never the answer. A lone mp3 header needs more bytes to be believed.
 */
export function sniffAudio(bytes: Uint8Array): Exclude<AudioFormat, 'pcm'> | null {
  const magic = sniffMagic(bytes);
  if (magic !== null) return magic;
  const first = headerAt(bytes, 0);
  const second = first === null ? null : headerAt(bytes, first.sizeBytes);
  return first !== null && second !== null && sameMp3Stream(first, second) ? 'mp3' : null;
}

/** Only what begins with letters: too unlikely by chance to be sound. */
export function sniffMagic(bytes: Uint8Array): Exclude<AudioFormat, 'pcm'> | null {
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WAVE')) return 'wav';
  if (ascii(bytes, 0, 'OggS')) return 'opus';
  if (ascii(bytes, 0, 'ID3') && (bytes[3] ?? 255) < 255) return 'mp3';
  return null;
}

function headerAt(bytes: Uint8Array, at: number) {
  return mp3Header(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0, bytes[at + 3] ?? 0);
}
