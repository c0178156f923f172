/** What the faults of sound know of containers: where a cut hurts, what a head is, and sound of another format. */
import { mp3Header } from '../../audio/mp3-header.ts';
import type { AudioFormat } from '../../dialects/dialect.ts';

const emptyTag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0);
/** 44.1 kHz, mono, 16 bits, with the placeholder sizes of a stream. */
const wavHead = Uint8Array.from([
  ...[0x52, 0x49, 0x46, 0x46, 0x24, 0xff, 0xff, 0xff, 0x57, 0x41, 0x56, 0x45],
  ...[0x66, 0x6d, 0x74, 0x20, 16, 0, 0, 0, 1, 0, 1, 0, 0x44, 0xac, 0, 0, 0x88, 0x58, 1, 0, 2, 0, 16, 0],
  ...[0x64, 0x61, 0x74, 0x61, 0x00, 0xff, 0xff, 0xff],
]);
/** A frame of 128 kbps at 44.1 kHz, mono, without sound. */
const quietFrame = [0xff, 0xfb, 0x90, 0xc4];
const quietBytes = 417;

/** How many bytes of `sound` to keep so that an mp3 frame, an Ogg page or a sample is cut in the middle. `before`: bytes of the stream in front of it. */
export function cutInside(format: AudioFormat, sound: Uint8Array, before: number): number {
  if (format === 'mp3') {
    for (let at = sound.length - 4; at > 0; at--) {
      const header = headerAt(sound, at);
      if (header === null || at + header.sizeBytes > sound.length) continue;
      return at + Math.max(4, header.sizeBytes >> 1);
    }
  }
  if (format === 'opus') {
    const page = lastPage(sound);
    if (page !== -1) return Math.min(sound.length - 1, page + 40);
  }
  // An odd number of bytes in all is half a sample.
  const odd = (before + sound.length) % 2 === 0 ? 1 : 2;
  return Math.max(1, sound.length - odd);
}

/** Where the first mp3 frame or Ogg page of `sound` begins: what is put in front of it stands between two of them; 0 where none is found. */
export function unitStart(format: AudioFormat, sound: Uint8Array): number {
  for (let at = 0; at + 4 <= sound.length && (format === 'mp3' || format === 'opus'); at++) {
    if (format === 'mp3' ? headerAt(sound, at) !== null : isPage(sound, at)) return at;
  }
  return 0;
}

/** A header that another one follows: eleven bits alone are quickly met by chance. */
function headerAt(sound: Uint8Array, at: number) {
  const read = (i: number) => mp3Header(sound[i] ?? 0, sound[i + 1] ?? 0, sound[i + 2] ?? 0, sound[i + 3] ?? 0);
  const header = read(at);
  if (header === null) return null;
  const next = at + header.sizeBytes;
  return next + 4 > sound.length || read(next) !== null ? header : null;
}

function isPage(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
}

function lastPage(sound: Uint8Array): number {
  for (let at = sound.length - 5; at >= 0; at--) if (isPage(sound, at)) return at;
  return -1;
}

/** What begins a file, of a stream that began with `first`; null where the format has no head, or none came. */
export function headOf(format: AudioFormat, first: Uint8Array): Uint8Array | null {
  if (format === 'mp3') return emptyTag;
  if (format === 'wav') return first.length >= 44 && first[0] === 0x52 ? first.slice(0, 44) : null;
  if (format === 'pcm') return null;
  const second = pageEnd(first, 0);
  const end = second === -1 ? -1 : pageEnd(first, second);
  return end === -1 ? null : first.slice(0, end);
}

/** End of the Ogg page at `at`; -1 where there is none, or not all of it (RFC 3533 section 6). */
function pageEnd(bytes: Uint8Array, at: number): number {
  const segments = bytes[at + 26];
  if (!isPage(bytes, at) || segments === undefined) return -1;
  let end = at + 27 + segments;
  for (let i = 0; i < segments; i++) end += bytes[at + 27 + i] ?? 0;
  return end <= bytes.length ? end : -1;
}

/** `length` bytes, from `at` on, of a stream of silence that is not of this format: mp3 in place of wav, else wav. */
export function otherFormat(format: AudioFormat, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    bytes[i] = (format === 'wav' ? quietFrame[(at + i) % quietBytes] : wavHead[at + i]) ?? 0;
  }
  return bytes;
}
