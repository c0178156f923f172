/** Writes WAV files: 16-bit mono with the right sizes. */

/** 32-bit sizes hold no more; so many samples fit. */
export const largestWavSamples = Math.floor((0xffffffff - 36) / 2);

/** The 44 bytes in front of `samples` 16-bit samples. Throws RangeError when they are more than a WAV file can say. */
export function wavHeader(samples: number, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  if (samples > largestWavSamples) throw new RangeError(`${samples} samples do not fit into a WAV file`);
  const header = new Uint8Array(44);
  const view = new DataView(header.buffer);
  const put = (at: number, ascii: string) => {
    for (let i = 0; i < ascii.length; i++) header[at + i] = ascii.charCodeAt(i);
  };
  put(0, 'RIFF');
  view.setUint32(4, 36 + 2 * samples, true);
  put(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, 2 * sampleRateHz, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  put(36, 'data');
  view.setUint32(40, 2 * samples, true);
  return header;
}

/** Samples as signed 16-bit little-endian; what lies beyond -1..1 is clamped. 16-bit sources come out as they went in. */
export function wavSamples(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * samples.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    const value = Math.round((samples[i] as number) * 32768);
    view.setInt16(2 * i, Math.max(-32768, Math.min(32767, value)), true);
  }
  return bytes;
}
