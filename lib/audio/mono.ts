/** Sample formats to mono floats in -1..1. */

/** The mean of the channels; the first itself when there is only one. All channels have the same length. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const first = channels[0] ?? new Float32Array(0);
  const mono = new Float32Array(first.length);
  if (channels.length <= 1) {
    mono.set(first);
    return mono;
  }
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i] ?? 0;
    mono[i] = sum / channels.length;
  }
  return mono;
}

/**
 * Interleaved little-endian samples to mono. 8 bits are unsigned, 16 to 32 signed (as wav has it), `float` means 32-bit
 * IEEE; what is no number becomes 0. Bytes beyond the last whole sample frame are left out.
 */
export function samplesToMono(
  bytes: Uint8Array,
  bits: number,
  channels: number,
  float: boolean,
): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const step = bits / 8;
  const read = sampleReader(view, bits, float);
  const mono = new Float32Array(Math.floor(bytes.length / (step * channels)));
  let at = 0;
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++, at += step) sum += read(at);
    mono[i] = sum / channels;
  }
  return mono;
}

function sampleReader(view: DataView, bits: number, float: boolean): (at: number) => number {
  if (float) {
    return (at) => {
      const value = view.getFloat32(at, true);
      return Number.isFinite(value) ? value : 0;
    };
  }
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => view.getInt16(at, true) / 32768;
  if (bits === 24) return (at) => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 8388608;
  return (at) => view.getInt32(at, true) / 2147483648;
}
