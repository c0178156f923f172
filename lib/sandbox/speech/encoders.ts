/** Samples to the bytes of one stream, piece by piece. LAME and libopus are the libraries'; the Ogg pages are ours. */
import { Application, createEncoder as createOpusEncoder } from 'libopus-wasm';
import { createEncoder } from 'wasm-media-encoders';
import { concatBytes } from '../../bytes/concat.ts';
import { oggOpusMuxer } from '../formats/ogg-opus.ts';
import { pcm16 } from '../formats/pcm.ts';
import { streamWavHeader } from '../formats/wav-header.ts';
import type { VoiceAsk } from '../voice.ts';

export type StreamEncoder = {
  /** Bytes that are ready after these samples; the container's header comes with the first. */
  add(samples: Float32Array): Uint8Array;
  /** What was held back and the container's end. Once, last. */
  end(): Uint8Array;
  free(): void;
};

/** `lame` gives LAME's compiled module; it is asked for mp3 alone. */
export async function openEncoder(ask: VoiceAsk, lame: () => Promise<WebAssembly.Module>): Promise<StreamEncoder> {
  switch (ask.format) {
    case 'mp3':
      return mp3(ask, await lame());
    case 'opus':
      return opus(ask);
    default:
      return plain(ask.format === 'wav' ? streamWavHeader(ask.sampleRateHz) : new Uint8Array(0));
  }
}

function plain(header: Uint8Array): StreamEncoder {
  let before = header;
  return {
    add(samples) {
      const bytes = concatBytes([before, pcm16(samples)]);
      before = new Uint8Array(0);
      return bytes;
    },
    end: () => new Uint8Array(0),
    free() {},
  };
}

/** The empty ID3v2.4 tag the service's mp3 begins with. */
const emptyId3 = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0);

async function mp3(ask: VoiceAsk, lame: WebAssembly.Module): Promise<StreamEncoder> {
  const encoder = await createEncoder('audio/mpeg', lame);
  const sampleRate = ask.sampleRateHz as 32_000 | 44_100;
  encoder.configure({ channels: 1, sampleRate, outputSampleRate: sampleRate, bitrate: ask.mp3Kbps });
  let before = ask.id3 ? emptyId3 : new Uint8Array(0);
  return {
    add(samples) {
      // The library's result is a view on its memory: concatenating copies it.
      const bytes = concatBytes([before, encoder.encode([samples])]);
      before = new Uint8Array(0);
      return bytes;
    },
    end: () => encoder.finalize().slice(),
    free() {},
  };
}

const packetSamples = 960; // 20 ms at 48 kHz
const packetsPerPage = 10;

async function opus(ask: VoiceAsk): Promise<StreamEncoder> {
  const encoder = await createOpusEncoder({
    channels: 1,
    sampleRate: 48_000,
    application: Application.Audio,
    bitrate: ask.opusBps ?? 'auto',
    frameSize: packetSamples,
  });
  const preSkip = encoder.getLookahead();
  const muxer = oggOpusMuxer(preSkip, ask.sampleRateHz, 0x74_6f_6e_65);
  let carry = new Float32Array(0);
  let total = 0;
  let packetCount = 0;
  let before: Uint8Array | null = muxer.head();

  const pages = (samples: Float32Array, last: boolean): Uint8Array => {
    const parts: Uint8Array[] = before === null ? [] : [before];
    before = null;
    const packets: Uint8Array[] = [];
    let at = 0;
    for (; at + packetSamples <= samples.length; at += packetSamples) {
      packets.push(encoder.encodeFloat(samples.slice(at, at + packetSamples)).slice());
    }
    carry = samples.slice(at);
    for (let i = 0; i < packets.length; i += packetsPerPage) {
      const group = packets.slice(i, i + packetsPerPage);
      packetCount += group.length;
      const final = last && i + packetsPerPage >= packets.length;
      // The last granule says where the audio really ends: what lies beyond is padding.
      parts.push(muxer.page(group, final ? preSkip + total : packetCount * packetSamples, final));
    }
    return concatBytes(parts);
  };
  const joined = (more: Float32Array, pad: number): Float32Array => {
    const all = new Float32Array(carry.length + more.length + pad);
    all.set(carry);
    all.set(more, carry.length);
    return all;
  };

  return {
    add(samples) {
      total += samples.length;
      return pages(joined(samples, 0), false);
    },
    end() {
      const left = carry.length + preSkip;
      return pages(joined(new Float32Array(0), Math.ceil(left / packetSamples) * packetSamples - carry.length), true);
    },
    free: () => encoder.free(),
  };
}
