import { describe, expect, it } from 'vitest';
import { converse, type Move } from '../drawn-conversation.ts';
import { toneVoice } from '../tone-voice.ts';

const start = (request: object = {}, more: object = {}): Move => ({
  event: 'start',
  request: { text: '', format: 'pcm', sample_rate: 8000, latency: 'balanced', ...request },
  ...more,
});
const text = (words: string): Move => ({ event: 'text', text: words });
const flush: Move = { event: 'flush' };
const stop: Move = { event: 'stop' };

/** 16 characters of 50 ms are 800 ms and 12,800 bytes at 8 kHz; `chunkBytes=6400` makes two frames of them, 80 ms apart. */
const words = 'sixteen letters!';
const plain = 'chunkBytes=6400';

type Row = [name: string, switches: string, moves: Move[], lines: string[]];

const rows: Row[] = [
  [
    'start, text, stop',
    plain,
    [start(), text(words), stop],
    ['< audio 6400 @250', '< audio 6400 @330', '< finish "stop" @330'],
  ],
  ['nothing comes without flush or stop', plain, [start(), text(words), 5000], []],
  [
    'flush speaks and the session stays',
    plain,
    [start(), text(words), flush, 3000],
    ['< audio 6400 @250', '< audio 6400 @330'],
  ],
  ['flush with nothing buffered does nothing', plain, [start(), flush, 1000], []],
  ['start and stop without text finish without audio', plain, [start(), stop], ['< finish "stop" @0']],
  ['white space is no speech', plain, [start(), text('  \n '), stop], ['< finish "stop" @0']],
  [
    'text of the request is spoken first',
    plain,
    [start({ text: words }), stop],
    ['< audio 6400 @250', '< audio 6400 @330', '< finish "stop" @330'],
  ],
  [
    'two flushes: the plan counts the first-audio wait twice',
    plain,
    [start(), text(words), flush, 5000, text(words), flush, 5000, stop],
    ['< audio 6400 @250', '< audio 6400 @330', '< audio 6400 @580', '< audio 6400 @660', '< finish "stop" @660'],
  ],
  [
    'text, flush and stop after stop are ignored',
    plain,
    [start(), stop, text(words), flush, stop],
    ['< finish "stop" @0'],
  ],
  ['text before start is ignored', plain, [text(words), flush, stop], []],
  ['... and refused by a strict server', 'strict=on', [text(words)], ['< error "start expected"', 'x 1000']],
  [
    'a second start makes a new session',
    plain,
    [start(), text(words), flush, start(), text(words), stop],
    ['< audio 6400 @250', '< audio 6400 @330', '< finish "stop" @330'],
  ],
  [
    '... and a strict server refuses it',
    'strict=on',
    [start(), start()],
    ['< error "start while a session is active"', 'x 1000'],
  ],
  [
    'the socket can be used again after finish, counters reset',
    plain,
    [start(), text(words), stop, 2000, start(), text(words), stop],
    [
      '< audio 6400 @250',
      '< audio 6400 @330',
      '< finish "stop" @330',
      '< audio 6400 @250',
      '< audio 6400 @330',
      '< finish "stop" @330',
    ],
  ],
  ['afterFinish=close', `afterFinish=close`, [start(), stop], ['< finish "stop" @0', 'x 1000']],
  ['unknown events are ignored', plain, [start(), { event: 'dance' }, stop], ['< finish "stop" @0']],
  ['text frames are ignored', plain, ['{"event":"start"}', start(), '{"event":"stop"}', stop], ['< finish "stop" @0']],
  ['... by strict servers too', 'strict=on', ['{"event":"start"}', start(), stop], ['< finish "stop" @0']],
  [
    'bytes that are no MessagePack are ignored',
    plain,
    [start(), Uint8Array.of(0x7b, 0x22), Uint8Array.of(0xc1), stop],
    ['< finish "stop" @0'],
  ],
  [
    '... and refused by a strict server',
    'strict=on',
    [start(), Uint8Array.of(0xc1)],
    ['< error "not a MessagePack map"', 'x 1000'],
  ],
  ['start without a request', '', [{ event: 'start' }], ['< error "start without a request"', 'x 1000']],
  [
    'latencyScale shrinks it',
    'chunkBytes=12800,latencyScale=0.1',
    [start({ latency: 'normal' }), text(words), stop],
    ['< audio 12800 @170', '< finish "stop" @170'],
  ],
  [
    'low takes 0.23 s',
    'chunkBytes=12800',
    [start({ latency: 'low' }), text(words), stop],
    ['< audio 12800 @230', '< finish "stop" @230'],
  ],
  [
    'normal takes 1.7 s, and is what no latency means',
    'chunkBytes=12800',
    [start({ latency: null }), text(words), stop],
    ['< audio 12800 @1700', '< finish "stop" @1700'],
  ],
  [
    'firstAudioMs',
    'chunkBytes=12800,firstAudioMs=40',
    [start({ latency: 'normal' }), text(words), stop],
    ['< audio 12800 @40', '< finish "stop" @40'],
  ],
  [
    'pace',
    'chunkBytes=6400,pace=1',
    [start(), text(words), stop],
    ['< audio 6400 @250', '< audio 6400 @650', '< finish "stop" @650'],
  ],
  ['time=off', 'chunkBytes=12800,time=off', [start(), text(words), stop], ['< audio 12800', '< finish "stop"']],
  [
    'closes with a code after an audio frame',
    `${plain},closeCode=1008,closeReason=no more,after=1`,
    [start(), text(words), stop],
    ['< audio 6400 @250', 'x 1008 no more'],
  ],
  ['closes with a code at once', 'closeCode=4000', [start()], ['x 4000']],
  ['drops after an audio frame', `${plain},drop=1`, [start(), text(words), stop], ['< audio 6400 @250', 'x 1006']],
  ['drops at once', 'drop=0', [start()], ['x 1006']],
  ['an idle connection is dropped', 'idleMs=1000', [start(), 900, flush, 900, flush, 1100], ['x 1006']],
  [
    'debug explains itself',
    'chunkBytes=12800',
    [start({}, { debug: true }), text(words), flush, flush, stop],
    [
      '< log "session started: pcm, 8000 Hz, latency balanced, voice slt"',
      '< log "16 characters buffered, waiting for flush"',
      '< log "16 characters go to synthesis"',
      '< log "flush with nothing buffered"',
      '< audio 12800 @250',
      '< finish "stop" @250',
    ],
  ],
  [
    'references are taken and their length logged',
    '',
    [
      start(
        {
          references: [
            { audio: new Uint8Array(5000), text: 'four' },
            { audio: {}, text: '' },
          ],
        },
        { debug: true },
      ),
      stop,
    ],
    [
      expect.stringMatching(/^< log "session started: .* voice (slt|rms|kal16)"$/),
      '< log "reference 1: 5000 bytes of audio, 4 characters of text"',
      '< log "reference 2: 0 bytes of audio, 0 characters of text"',
      '< finish "stop" @0',
    ],
  ],
  [
    'unknown and nil keys are accepted',
    '',
    [start({ model_id: null, seed: 3, reference_id: null, prosody: null, references: null }), stop],
    ['< finish "stop" @0'],
  ],
];

describe('fish', () => {
  it.each(rows)('%s', async (_, switches, moves, lines) => {
    expect(await converse('fish', switches, moves)).toEqual(lines);
  });

  it('says that synthesis failed and lets the client start again', async () => {
    const lines = await converse(
      'fish',
      'chunkBytes=12800',
      [start(), text('boom'), stop, 1000, start(), stop],
      toneVoice('boom'),
    );
    expect(lines).toEqual(['< finish "error" "synthesis failed"', '< finish "stop" @0']);
  });

  it('hands the voice what the request asks for', async () => {
    const tones = toneVoice();
    const asked: unknown[] = [];
    const speakers: string[] = [];
    const voice: typeof tones = {
      open(ask) {
        asked.push(ask);
        const stream = tones.open(ask);
        return {
          ...stream,
          speak(text, speaker) {
            speakers.push(speaker);
            return stream.speak(text, speaker);
          },
        };
      },
    };
    const request = {
      format: 'mp3',
      sample_rate: 32000,
      mp3_bitrate: 192,
      opus_bitrate: 24000,
      prosody: { speed: 1.5, volume: -6 },
    };
    await converse('fish', 'id3=off', [start(request), text(words), stop], voice);
    const ids = ['7f92f8afb8ec43bf81429cc1c9199cb1', 'a', 'b', 'c', 'd', 'e'];
    for (const reference_id of [...ids, ...ids])
      await converse('fish', '', [start({ reference_id }), text(words), stop], voice);
    expect(asked[0]).toEqual({
      format: 'mp3',
      sampleRateHz: 32000,
      mp3Kbps: 192,
      opusBps: 24000,
      speed: 1.5,
      volumeDb: -6,
      id3: false,
    });
    const perId = speakers.slice(-2 * ids.length);
    expect(perId.slice(0, ids.length)).toEqual(perId.slice(ids.length));
    expect(new Set(perId).size).toBeGreaterThan(1);
  });

  it('gives up the audio stream of a failed synthesis', async () => {
    const tones = toneVoice('boom');
    let dropped = 0;
    const voice: typeof tones = { open: (ask) => ({ ...tones.open(ask), drop: () => void dropped++ }) };
    await converse('fish', '', [start(), text('boom'), stop], voice);
    expect(dropped).toBe(1);
  });

  it.each([
    [{ format: 'aac' }, 'format: unknown variant `aac`'],
    [{ format: 'mp3', sample_rate: 22050 }, 'Invalid sample rate 22050 for format mp3. Supported: 32000, 44100'],
    [{ format: 'opus', sample_rate: 44100 }, 'Invalid sample rate 44100 for format opus. Supported: 48000'],
    [{ mp3_bitrate: 320 }, 'mp3_bitrate must be 64, 128 or 192'],
    [{ opus_bitrate: 12 }, 'opus_bitrate must be'],
    [{ latency: 'fast' }, 'latency: unknown variant `fast`'],
    [{ prosody: { speed: 3 } }, 'speed must be in [0.5, 2.0]'],
    [{ sample_rate: '8000' }, 'sample_rate must be a number'],
    [{ reference_id: 5 }, 'reference_id must be a string'],
  ])('refuses %j', async (request, error) => {
    const lines = await converse('fish', '', [start(request)]);
    expect(lines).toEqual([expect.stringContaining(error), 'x 1000']);
  });

  it.each([
    { chunk_length: 50 },
    { min_chunk_length: 500 },
    { prosody: { volume: 30 } },
    { text: null },
    { references: [{ audio: 'UklGRg==', text: 'base64' }] },
    { references: [[{ audio: {}, text: 'an empty map' }]] },
  ])('takes %j unless it is strict', async (request) => {
    expect(await converse('fish', '', [start(request), stop])).toEqual(['< finish "stop" @0']);
    expect(await converse('fish', 'strict=on', [start(request)])).toEqual([
      expect.stringMatching(/^< error/),
      'x 1000',
    ]);
  });

  it.each([
    [32, true],
    [32000, true],
    [-1000, true],
    [100, false],
  ])('opus_bitrate %d', async (opus_bitrate, taken) => {
    const lines = await converse('fish', '', [start({ opus_bitrate }), stop]);
    expect(lines[0]?.startsWith('< finish')).toBe(taken);
  });

  it('sends pieces of realistic length, the same ones each time, others with another seed', async () => {
    const moves = [start(), text('A text that is long enough for many pieces of audio, and then some. '), stop];
    const first = await converse('fish', '', moves);
    expect(await converse('fish', '', moves)).toEqual(first);
    expect(await converse('fish', 'seed=2', moves)).not.toEqual(first);
    const sizes = first.filter((line) => line.startsWith('< audio')).map((line) => Number(line.split(' ')[2]));
    expect(sizes[0]).toBeGreaterThan(6000); // about 460 ms at 16,000 bytes a second
    expect(sizes[1]).toBeLessThan(5000); // about 250 ms
    expect(sizes.every((size) => size % 2 === 0 && size >= 1200)).toBe(true);
  });

  it('floods with counted frames and reports their hash', async () => {
    const lines = await converse('fish', 'flood=100x100x5', [start()]);
    expect(lines.slice(0, 5)).toEqual(
      [1, 2, 3, 4, 5].map((n) => expect.stringMatching(`^< log "flood ${n}/5 [a-z0-9]+"$`)),
    );
    expect(lines.slice(5)).toEqual([expect.stringMatching(/^x 1000 flood 5 xxh64 [0-9a-f]{16}$/)]);
  });
});
