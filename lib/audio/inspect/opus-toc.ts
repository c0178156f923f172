/** The first byte of an Opus packet in words (RFC 6716 section 3.1). */

/** `SILK wideband, 20 ms frames`. */
export function opusTocWords(toc: number): { mode: string; bandwidth: string; frameMs: number; stereo: boolean } {
  const config = toc >> 3;
  const stereo = (toc & 4) !== 0;
  if (config < 12) {
    const bandwidth = ['narrowband', 'mediumband', 'wideband'][config >> 2] ?? '';
    return { mode: 'SILK', bandwidth, frameMs: [10, 20, 40, 60][config & 3] ?? 0, stereo };
  }
  if (config < 16) {
    const bandwidth = config < 14 ? 'superwideband' : 'fullband';
    return { mode: 'hybrid', bandwidth, frameMs: [10, 20][config & 1] ?? 0, stereo };
  }
  const bandwidth = ['narrowband', 'wideband', 'superwideband', 'fullband'][(config - 16) >> 2] ?? '';
  return { mode: 'CELT', bandwidth, frameMs: [2.5, 5, 10, 20][config & 3] ?? 0, stereo };
}
