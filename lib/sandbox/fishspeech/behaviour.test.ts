import { describe, expect, it } from 'vitest';
import { converse, type Move } from '../drawn-conversation.ts';
import { toneVoice } from '../tone-voice.ts';

const start = (request: object = {}): Move => ({ event: 'start', token: 'x', request: { format: 'wav', ...request } });
const text = (words: string): Move => ({ event: 'text', text: words });
const stop: Move = { event: 'stop' };

const connected = '< connected "WebSocket connection established"';
const ready = '< ready "TTS service ready"';
/** Four characters of 50 ms are 200 ms and 17,640 bytes at 44.1 kHz. */
const said = (words: string) => [
  `< processing "${words}"`,
  `< audio "wav" "${words}"`,
  '< 8820 bytes',
  `< audio "wav" "${words}"`,
  '< 8820 bytes',
  `< done "${words}"`,
];
const plain = 'chunkBytes=8820';

const rows: [name: string, switches: string, moves: Move[], lines: string[]][] = [
  ['connected comes by itself', '', [], [connected]],
  ['start, text', plain, [start(), text('four')], [connected, ready, ...said('four')]],
  [
    'a second text waits for the first',
    plain,
    [start(), text('four'), text('five')],
    [connected, ready, ...said('four'), ...said('five')],
  ],
  [
    'text and stop before start',
    '',
    [text('x'), stop],
    [connected, '< error "start expected"', '< error "start expected"'],
  ],
  [
    'stop abandons the work',
    plain,
    [start(), text('four'), text('five'), stop, text('six!')],
    [connected, ready, '< processing "four"', '< stopped', ...said('six!')],
  ],
  ['stop with nothing to do', '', [start(), stop], [connected, ready, '< stopped']],
  ['empty text is done at once', '', [start(), text('')], [connected, ready, '< processing ""', '< done ""']],
  ['start again', '', [start(), start()], [connected, ready, ready]],
  [
    'one audio event for two binary frames',
    `${plain},perAudio=2`,
    [start(), text('four')],
    [connected, ready, ...said('four').filter((_, i) => i !== 3)],
  ],
  ['binary frames are refused', '', [Uint8Array.of(0x80)], [connected, '< error "not a JSON object"']],
  ['text that is no JSON', '', ['{', '[1]'], [connected, '< error "not a JSON object"', '< error "not a JSON object"']],
  ['unknown events', '', [start(), { event: 'flush' }], [connected, ready, '< error "unknown event"']],
  ['text without text', '', [start(), { event: 'text' }], [connected, ready, '< error "text is missing"']],
  ['pcm is for REST only', '', [start({ format: 'pcm' })], [connected, '< error "format must be mp3 or wav"']],
  [
    'low is not a latency here',
    '',
    [start({ latency: 'low' })],
    [connected, '< error "latency must be normal or balanced"'],
  ],
  [
    'strict asks for the token',
    'strict=on',
    [{ event: 'start', request: {} }],
    [connected, '< error "token is missing"'],
  ],
  [
    'drops after two binary frames',
    `${plain},drop=2`,
    [start(), text('four')],
    [connected, ready, ...said('four').slice(0, 5), 'x 1006'],
  ],
  ['closes with a code', 'closeCode=1011,closeReason=sorry', [start()], [connected, ready, 'x 1011 sorry']],
];

describe('fishspeech', () => {
  it.each(rows)('%s', async (_, switches, moves, lines) => {
    expect(await converse('fishspeech', switches, moves)).toEqual(lines);
  });

  it('says what failed and goes on', async () => {
    const lines = await converse('fishspeech', plain, [start(), text('boom'), 1000, text('four')], toneVoice('boom'));
    expect(lines).toEqual([
      connected,
      ready,
      '< processing "boom"',
      '< error "synthesis failed" "boom"',
      ...said('four'),
    ]);
  });

  it('makes each text a stream of its own with stream=text', async () => {
    const lines = await converse('fishspeech', `${plain},stream=text`, [start(), text('four'), text('five')]);
    expect(lines).toEqual([connected, ready, ...said('four'), ...said('five')]);
  });

  it('floods with processing events', async () => {
    const lines = await converse('fishspeech', 'flood=0x64x3', [start()]);
    expect(lines.slice(2, 5)).toEqual(
      [1, 2, 3].map((n) => expect.stringMatching(`^< processing "flood ${n}/3 [a-z0-9]+"$`)),
    );
    expect(lines[5]).toMatch(/^x 1000 flood 3 xxh64 [0-9a-f]{16}$/);
  });
});
