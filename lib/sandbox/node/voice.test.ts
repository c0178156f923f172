import { createHash } from 'node:crypto';
import { MPEGDecoder } from 'mpg123-decoder';
import { OpusDecoder } from 'opus-decoder';
import { afterAll, describe, expect, it } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { toHex } from '../../bytes/hex.ts';
import { oggCrc } from '../formats/ogg-opus.ts';
import { samplesOfPcm16 } from '../formats/pcm.ts';
import type { Speaker, VoiceAsk } from '../voice.ts';
import { localVoice } from './local-voice.ts';
import { renderReference } from './reference.ts';
import { workerVoice } from './worker-voice.ts';

const text = 'The quick brown fox jumps over the lazy dog. ';
const plain: VoiceAsk = {
  format: 'pcm',
  sampleRateHz: 44_100,
  mp3Kbps: 128,
  opusBps: null,
  speed: 1,
  volumeDb: 0,
  id3: true,
};
const local = localVoice();
const worker = workerVoice();
afterAll(() => worker.close());

async function render(
  more: Partial<VoiceAsk>,
  speaker: Speaker = 'slt',
  texts = [text],
  voice = local as typeof worker | typeof local,
) {
  const stream = voice.open({ ...plain, ...more });
  const parts: Uint8Array[] = [];
  for (const one of texts) parts.push((await stream.speak(one, speaker)).bytes);
  parts.push((await stream.end()).bytes);
  return concatBytes(parts);
}

const peak = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Best normalised correlation of `heard` with `reference`, `heard` being about `late` samples late. */
function correlation(reference: Float32Array, heard: Float32Array, late: number): number {
  let best = 0;
  for (let lag = Math.max(0, late - 3); lag <= late + 3; lag++) {
    let ab = 0;
    let aa = 0;
    let bb = 0;
    for (let i = 0; i + lag < heard.length && i < reference.length; i += 3) {
      const a = reference[i] as number;
      const b = heard[i + lag] as number;
      ab += a * b;
      aa += a * a;
      bb += b * b;
    }
    best = Math.max(best, ab / Math.sqrt(aa * bb || 1));
  }
  return best;
}

describe('speech', () => {
  it('is the same on every machine', async () => {
    expect(sha256(await render({ sampleRateHz: 16_000 }))).toMatchInlineSnapshot(
      `"a4a6a17ecc842972b0ad3bfdabdd3cfb42875599cb62acd382c060b82dc53b9e"`,
    );
    expect(sha256(await render({ sampleRateHz: 16_000 }, 'rms'))).toMatchInlineSnapshot(
      `"5c9a0fe5792b8383860b5d80b977d5242913444cac4e7b398269082ee76a53a4"`,
    );
    expect(sha256(await render({ sampleRateHz: 16_000 }, 'kal16'))).toMatchInlineSnapshot(
      `"b09f26b2d92a691d10fc6c93571b857868fcc1fd9627ffc47d0b6c3731cde5dc"`,
    );
  });

  it('is the same from the worker thread', async () => {
    expect(sha256(await render({ format: 'mp3' }, 'slt', [text], worker))).toBe(
      sha256(await render({ format: 'mp3' })),
    );
  });

  it('comes in steps of 2048 samples and is loud enough', async () => {
    const samples = samplesOfPcm16(await render({}));
    expect(samples.length % 2048).toBe(0);
    expect(samples.length / 44_100).toBeGreaterThan(2);
    expect(peak(samples)).toBeGreaterThan(0.3);
  });

  it('honours speed and volume', async () => {
    const one = samplesOfPcm16(await render({}));
    const fast = samplesOfPcm16(await render({ speed: 2 }));
    const slow = samplesOfPcm16(await render({ speed: 0.5 }));
    expect(one.length / fast.length).toBeGreaterThan(1.6);
    expect(slow.length / one.length).toBeGreaterThan(1.6);
    const quiet = samplesOfPcm16(await render({ volumeDb: -20 }));
    expect(peak(quiet) / peak(one)).toBeCloseTo(0.1, 2);
  });

  it.each(['\u4f60\u597d\uff0c\u4e16\u754c\u3002', '\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!'])(
    'speaks %s',
    async (foreign) => {
      expect((await render({}, 'slt', [foreign])).length).toBeGreaterThan(40_000);
    },
  );

  it('has nothing to say to signs', async () => {
    expect(await render({}, 'slt', ['?! ', ''])).toHaveLength(0);
    expect(await render({ format: 'opus', sampleRateHz: 48_000 }, 'slt', ['...'])).toHaveLength(0);
  });
});

describe('formats', () => {
  const two = [text, 'Then it sleeps. '];

  it.each([8000, 16_000, 24_000, 32_000, 44_100])('wav at %d', async (sampleRateHz) => {
    const wav = await render({ format: 'wav', sampleRateHz }, 'slt', two);
    const pcm = await render({ sampleRateHz }, 'slt', two);
    expect(new DataView(wav.buffer).getUint32(24, true)).toBe(sampleRateHz);
    expect(sha256(wav.subarray(44))).toBe(sha256(pcm));
  });

  it.each([
    [44_100, 128],
    [44_100, 64],
    [44_100, 192],
    [32_000, 128],
  ] as const)('mp3 at %d Hz, %d kbit/s', async (sampleRateHz, mp3Kbps) => {
    const mp3 = await render({ format: 'mp3', sampleRateHz, mp3Kbps }, 'slt', two);
    expect(toHex(mp3.subarray(0, 12))).toBe('49443304000000000000fffb');
    const reference = samplesOfPcm16(await render({ sampleRateHz }, 'slt', two));
    expect((mp3.length * 8) / (reference.length / sampleRateHz) / 1000 / mp3Kbps).toBeCloseTo(1, 1);
    const decoder = new MPEGDecoder({ enableGapless: false });
    await decoder.ready;
    const decoded = decoder.decode(mp3);
    decoder.free();
    expect(decoded.sampleRate).toBe(sampleRateHz);
    expect(decoded.errors).toEqual([]);
    expect(decoded.samplesDecoded).toBeGreaterThanOrEqual(reference.length);
    expect(correlation(reference, decoded.channelData[0] as Float32Array, 1105)).toBeGreaterThan(0.99);
  });

  it('mp3 without the tag', async () => {
    expect(toHex((await render({ format: 'mp3', id3: false })).subarray(0, 2))).toBe('fffb');
  });

  it.each([null, 24_000, 64_000])('opus at %s bit/s', async (opusBps) => {
    const sampleRateHz = 48_000;
    const ogg = await render({ format: 'opus', sampleRateHz, opusBps }, 'slt', two);
    const reference = samplesOfPcm16(await render({ sampleRateHz }, 'slt', two));
    const { packets, granule } = readOgg(ogg);
    expect(new TextDecoder().decode(packets[0]?.subarray(0, 8))).toBe('OpusHead');
    const preSkip = new DataView((packets[0] as Uint8Array).slice().buffer).getUint16(10, true);
    expect(granule - preSkip).toBe(reference.length);
    const decoder = new OpusDecoder({
      channels: 1,
      streamCount: 1,
      coupledStreamCount: 0,
      channelMappingTable: [0],
      preSkip,
    });
    await decoder.ready;
    const decoded = decoder.decodeFrames(packets.slice(2));
    decoder.free();
    const heard = (decoded.channelData[0] as Float32Array).subarray(0, reference.length);
    expect(heard.length).toBe(reference.length);
    expect(correlation(reference, heard, 0)).toBeGreaterThan(0.9);
  });

  it('is one stream, whoever asks in between', async () => {
    const streams = [local.open({ ...plain, format: 'mp3' }), local.open({ ...plain, format: 'mp3' })] as const;
    const [a1, b1] = await Promise.all(streams.map((stream) => stream.speak(text, 'slt')));
    expect(sha256((a1 as { bytes: Uint8Array }).bytes)).toBe(sha256((b1 as { bytes: Uint8Array }).bytes));
  });
});

/** Pages in order with correct checksums, sequence numbers, one end; the packets (none spans pages) and the last granule. */
function readOgg(ogg: Uint8Array): { packets: Uint8Array[]; granule: number } {
  const packets: Uint8Array[] = [];
  let at = 0;
  let granule = 0;
  for (let sequence = 0; at < ogg.length; sequence++) {
    const view = new DataView(ogg.buffer, ogg.byteOffset + at);
    expect(toHex(ogg.subarray(at, at + 4))).toBe('4f676753');
    expect(view.getUint32(18, true)).toBe(sequence);
    const lacing = ogg.subarray(at + 27, at + 27 + (ogg[at + 26] as number));
    const size = 27 + lacing.length + lacing.reduce((sum, n) => sum + n, 0);
    const page = ogg.slice(at, at + size);
    page.fill(0, 22, 26);
    expect(view.getUint32(22, true)).toBe(oggCrc(page));
    granule = Number(view.getBigUint64(6, true));
    expect(ogg[at + 5]).toBe(sequence === 0 ? 2 : at + size === ogg.length ? 4 : 0);
    let from = 27 + lacing.length;
    let length = 0;
    for (const n of lacing) {
      length += n;
      if (n === 255) continue;
      packets.push(page.subarray(from, from + length));
      from += length;
      length = 0;
    }
    at += size;
  }
  return { packets, granule };
}

describe('the reference', () => {
  it('is what the voice says', async () => {
    const samples = await renderReference({ texts: [`${text}Then it sleeps. `], sampleRateHz: 24_000 });
    const spoken = samplesOfPcm16(await render({ sampleRateHz: 24_000 }, 'slt', [text, 'Then it sleeps. ']));
    expect(samples).toEqual(spoken);
  });
});
