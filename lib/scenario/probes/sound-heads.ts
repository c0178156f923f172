/** Where the sound of a record begins anew: the heads of containers inside it. */
import type { Evidence } from '../evidence.ts';

const heads = { mp3: 'ID3', wav: 'RIFF', opus: 'OggS' } as const;
/** In the header of an Ogg page: the flag of a stream's first page. */
const flagsAt = 5;
const firstPage = 2;

/** Entries whose audio begins like a file of this format. */
export function headsIn(evidence: Evidence, format: keyof typeof heads): number[] {
  const found: number[] = [];
  for (let seq = 1; seq <= evidence.length(); seq++) {
    const span = evidence.reading(seq)?.audio;
    const entry = evidence.entry(seq);
    if (span == null || entry.kind !== 'frame' || entry.dir !== 'received') continue;
    const bytes = entry.bytes.subarray(span.start, span.end);
    if (begins(bytes, heads[format]) && (format !== 'opus' || ((bytes[flagsAt] ?? 0) & firstPage) !== 0))
      found.push(seq);
  }
  return found;
}

function begins(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, i) => bytes[i] === character.charCodeAt(0));
}
