import { describe, expect, it } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { oggCrc, oggOpusMuxer } from './ogg-opus.ts';
import { pcm16, samplesOfPcm16 } from './pcm.ts';
import { resample } from './resample.ts';
import { streamWavHeader } from './wav-header.ts';

describe('wav header', () => {
  it('has 44 bytes and placeholder sizes', () => {
    const header = streamWavHeader(44_100);
    const view = new DataView(header.buffer);
    expect(header.length).toBe(44);
    expect(view.getUint32(4, true)).toBe(4_294_967_076);
    expect(view.getUint32(40, true)).toBe(4_294_967_040);
    expect(view.getUint32(28, true)).toBe(88_200);
    expect(toHex(header.subarray(0, 4))).toBe('52494646');
  });
});

describe('pcm', () => {
  it('rounds, clamps and comes back', () => {
    const samples = Float32Array.of(0, 0.5, -0.5, 1, -1, 2, -2);
    expect([...samplesOfPcm16(pcm16(samples))]).toEqual([0, 0.5, -0.5, 32767 / 32768, -1, 32767 / 32768, -1]);
  });
});

describe('ogg pages', () => {
  it('carries the checksum of the specification', () => {
    // CRC-32 with polynomial 04c11db7, not reflected, start 0: the check value of "123456789".
    expect(oggCrc(new TextEncoder().encode('123456789'))).toBe(0x89a1897f);
  });

  it('laces packets of 0, 255 and more bytes', () => {
    const muxer = oggOpusMuxer(312, 48_000, 7);
    muxer.head();
    const page = muxer.page([new Uint8Array(0), new Uint8Array(255), new Uint8Array(300)], 960, true);
    expect([...page.subarray(26, 32)]).toEqual([5, 0, 255, 0, 255, 45]);
    expect(page[5]).toBe(4);
    expect(page.length).toBe(27 + 5 + 555);
    expect(new DataView(page.buffer).getUint32(18, true)).toBe(2);
  });
});

describe('resampling', () => {
  it.each([
    [16_000, 44_100],
    [16_000, 48_000],
    [16_000, 32_000],
    [16_000, 24_000],
    [16_000, 8_000],
  ])('%d to %d keeps a tone', (from, to) => {
    const tone = (rate: number, length: number) =>
      Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 1000 * i) / rate));
    const out = resample(tone(from, from), from, to);
    expect(out.length).toBe(to);
    const wanted = tone(to, to);
    let signal = 0;
    let noise = 0;
    for (let i = 500; i < to - 500; i++) {
      signal += (wanted[i] as number) ** 2;
      noise += ((out[i] as number) - (wanted[i] as number)) ** 2;
    }
    expect(10 * Math.log10(signal / noise)).toBeGreaterThan(80);
  });

  it('takes out what the lower rate cannot carry', () => {
    const high = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin((2 * Math.PI * 6000 * i) / 16_000));
    const out = resample(high, 16_000, 8_000).subarray(200, 7800);
    expect(Math.max(...out.map(Math.abs))).toBeLessThan(0.001);
  });
});
