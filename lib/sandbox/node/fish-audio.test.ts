/** The unmodified npm client of Fish Audio against the sandbox: what it writes is what the sandbox spoke. */
import { FishAudioClient, RealtimeEvents } from 'fish-audio';
import { MPEGDecoder } from 'mpg123-decoder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { renderReference } from './reference.ts';
import { type ServedSandbox, serveSandbox } from './serve-sandbox.ts';

let served: ServedSandbox;
beforeAll(async () => {
  served = await serveSandbox();
  await served.warm();
});
afterAll(() => served.close());

const words = [
  'Hello from Fish Audio! ',
  'This is a realtime text-to-speech test. ',
  'We are streaming multiple chunks.',
];

async function* streamed() {
  yield* words;
}

it.each(['', '/'])('speaks to fish-audio 0.1.0 (base URL ends in "%s")', async (slash) => {
  const baseUrl = `http://127.0.0.1:${served.port}/sandbox/fish${slash}`;
  const client = new FishAudioClient({ apiKey: 'sandbox', baseUrl });
  const connection = await client.textToSpeech.convertRealtime({ text: '', latency: 'balanced' }, streamed());
  const chunks: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
    connection.on(RealtimeEvents.AUDIO_CHUNK, (audio) => chunks.push(new Uint8Array(audio as Uint8Array)));
    connection.on(RealtimeEvents.ERROR, reject);
    connection.on(RealtimeEvents.CLOSE, () => resolve());
  });
  connection.close();
  expect(chunks.length).toBeGreaterThan(5);

  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  const { channelData, errors, sampleRate } = decoder.decode(concatBytes(chunks));
  decoder.free();
  expect([errors, sampleRate]).toEqual([[], 44_100]);

  const reference = await renderReference({ texts: [words.join('')], sampleRateHz: 44_100 });
  const heard = (channelData[0] as Float32Array).subarray(1105); // encoder 576 and decoder 529 samples late
  expect(heard.length).toBeGreaterThanOrEqual(reference.length);
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < reference.length; i++) {
    const a = reference[i] as number;
    const b = heard[i] as number;
    ab += a * b;
    aa += a * a;
    bb += b * b;
  }
  expect(ab / Math.sqrt(aa * bb)).toBeGreaterThan(0.99);
});
