import { expect, it } from 'vitest';
import { came, closed, drawnRecord, type Line, opened, sent, sentRaw } from '../../codegen/testing/drawn-record.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Entry } from '../../session/entry.ts';
import { type ClientMove, drawReplay } from './drawn-replay.ts';

const fish = dialectOf('fish') as Dialect;
const speech = dialectOf('fishspeech') as Dialect;
const start = { event: 'start', request: { text: '', format: 'mp3' } };
const text = (words: string) => ({ event: 'text', text: words });
const flush = { event: 'flush' };
const stop = { event: 'stop' };
const audio = (...bytes: number[]) => ({ event: 'audio', audio: Uint8Array.of(...bytes) });
const finish = { event: 'finish', reason: 'stop' };

const entriesOf = (dialect: Dialect, lines: readonly Line[]): Entry[] => {
  const record = drawnRecord(dialect, lines);
  return Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
};

/** Two turns: entries 3 to 9, then 10 to 13, then the server closes. */
const talk = entriesOf(fish, [
  ...opened('ws://127.0.0.1:9/v1/tts/live', ''),
  sent(20, fish, start), // 3
  sent(30, fish, text('Hello ')),
  sent(40, fish, text('there. ')),
  sent(50, fish, flush),
  came(280, fish, audio(1)), // 7
  came(380, fish, audio(2)),
  came(480, fish, audio(3)),
  sent(600, fish, text('And on.')), // 10
  sent(610, fish, stop),
  came(900, fish, audio(4)),
  came(950, fish, finish),
  closed(1030, 'peer', 1000, 'bye'), // 14
]);
const asRecorded: ClientMove[] = [
  start,
  10,
  text('Hello '),
  10,
  text('there. '),
  10,
  flush,
  550,
  text('And on.'),
  10,
  stop,
];
const drawn = async (moves: readonly ClientMove[], how = {}, entries = talk) =>
  (await drawReplay(fish, entries, moves, how)).lines;

it('gives each frame as long after what the client said as it came then', async () => {
  const { lines, received } = await drawReplay(fish, talk, asRecorded);
  expect(lines).toEqual([
    '0.000 > start',
    '0.010 > text',
    '0.020 > text',
    '0.030 > flush',
    '0.260 < audio',
    '0.360 < audio',
    '0.460 < audio',
    '0.580 > text',
    '0.590 > stop',
    '0.880 < audio',
    '0.930 < finish',
    '1.010 x 1000 bye',
  ]);
  const recorded = talk.flatMap((entry) => (entry.kind === 'frame' && entry.dir === 'received' ? [entry.bytes] : []));
  expect(received.map(({ bytes }) => [...bytes])).toEqual(recorded.map((bytes) => [...bytes]));
  expect(received.every(({ opcode }) => opcode === 'binary')).toBe(true);
});

it('goes twice as fast, or as fast as the client does', async () => {
  const moves = [start, text('Hello there. '), flush, 300, text('And on.'), stop];
  const received = (lines: string[]) => lines.filter((line) => !line.includes('>'));
  expect(received(await drawn(moves, { speed: 2 }))).toEqual([
    '0.115 < audio',
    '0.165 < audio',
    '0.215 < audio',
    '0.445 < audio',
    '0.470 < finish',
    '0.510 x 1000 bye',
  ]);
  expect(received(await drawn(moves, { speed: Number.POSITIVE_INFINITY }))).toEqual([
    '0.000 < audio',
    '0.000 < audio',
    '0.000 < audio',
    '0.300 < audio',
    '0.300 < finish',
    '0.300 x 1000 bye',
  ]);
});

it('takes a text cut in other pieces for the same', async () => {
  const pieces = [start, ...[...'Hello there. '].map(text), flush, 1_000, text('And'), text(' on.'), stop];
  expect((await drawn(pieces)).filter((line) => line.includes('!'))).toEqual([]);
});

it('answers what came in the middle of a text when the client is there', async () => {
  const entries = entriesOf(fish, [
    ...opened('ws://127.0.0.1:9/v1/tts/live', ''),
    sent(20, fish, start),
    sent(30, fish, text('Hello ')),
    came(80, fish, audio(1)),
    sent(90, fish, text('there.')),
    came(150, fish, audio(2)),
    closed(160, 'us'),
  ]);
  expect(await drawn([start, text('Hel'), 100, text('lo t'), 100, text('here.'), 100, 'close'], {}, entries)).toEqual([
    '0.000 > start',
    '0.000 > text',
    '0.100 > text',
    '0.150 < audio',
    '0.200 > text',
    '0.260 < audio',
  ]);
});

it.each<[string, ClientMove[], string[]]>([
  ['nothing', asRecorded, []],
  [
    'another text',
    [start, text('Hello three. '), flush, stop],
    [
      'text differs from byte 8 (entry 5)',
      'the recording has text before this stop, the client did not send it (entry 10)',
    ],
  ],
  [
    'a longer text',
    [start, text('Hello there. You.'), flush, 600, text('And on.'), stop],
    ['the text goes on at byte 13, where the recording has flush (entry 6)'],
  ],
  [
    'a shorter text',
    [start, text('Hello'), flush, 600, text('And on.'), stop],
    ['the text ends at byte 5, the recording has 8 bytes more (entry 4)'],
  ],
  [
    'no flush',
    [start, text('Hello there. '), 100, text('And on.'), stop],
    [
      'the text goes on at byte 13, where the recording has flush (entry 6)',
      'the recording has flush, text before this stop, the client did not send it (entry 6)',
    ],
  ],
  [
    'a flush too many',
    [start, flush, text('Hello there. '), flush, 600, text('And on.'), stop],
    ['the recording has text here, the client sent flush: ignored (entry 4)'],
  ],
  [
    'text before the start',
    [text('Hello'), start, text('Hello there. '), flush, 600, text('And on.'), stop],
    ['the recording has start here, the client sent text: ignored (entry 3)'],
  ],
  [
    'another format',
    [
      { event: 'start', request: { text: '', format: 'pcm', sample_rate: 8000 } },
      text('Hello there. '),
      flush,
      600,
      text('And on.'),
      stop,
    ],
    ['the client asks for pcm at 8000 Hz, the recording is mp3 at 44100 Hz (entry 3)'],
  ],
  [
    'what is no event',
    [start, Uint8Array.of(0xc1), text('Hello there. '), flush, 600, text('And on.'), stop],
    ['the recording has text here, the client sent unreadable: ignored (entry 4)'],
  ],
  [
    'more than there is',
    [...asRecorded, flush, stop, 5, stop],
    ['the client sent 3 more events than the recording: ignored'],
  ],
  [
    'an end in the middle',
    [start, text('Hello there. '), flush, 300, 'close'],
    ['client closed before audio (entry 8)'],
  ],
  [
    'an end before its turn',
    [start, text('Hello there. '), flush, 600, 'close'],
    ['client closed before it sent text (entry 10)'],
  ],
  ['an end of its own', [...asRecorded, 400, 'close'], ['client closed before the close with 1000 (entry 14)']],
])('says where the client departs: %s', async (_, moves, departures) => {
  const lines = await drawn(moves);
  expect(lines.filter((line) => line.includes('!')).map((line) => line.slice('0.000 ! '.length))).toEqual(departures);
});

it('waits for what is missing, and says so when it is long overdue', async () => {
  const lines = await drawn([start, 30_000, text('Hello there. '), 1_000], { after: 0 });
  expect(lines).toEqual([
    '0.000 > start',
    '10.010 ! the recording has text here, the client did not send it within 10 s (entry 4)',
    '30.000 > text',
    '31.000 ! client closed before it sent flush (entry 6)',
  ]);
});

it('knows rounds of start and finish on one connection', async () => {
  const round: (t: number) => Line[] = (t) => [
    sent(t, fish, start),
    sent(t + 10, fish, text('One.')),
    sent(t + 20, fish, stop),
    came(t + 120, fish, audio(1)),
    came(t + 130, fish, finish),
  ];
  const entries = entriesOf(fish, [
    ...opened('ws://127.0.0.1:9/', ''),
    ...round(20),
    ...round(1_000),
    closed(1_200, 'us'),
  ]);
  const once = [start, text('One.'), stop, 1_000];
  expect(await drawn([...once, ...once, 'close'], {}, entries)).toEqual(
    [0, 1].flatMap((n) => [
      `${n}.000 > start`,
      `${n}.000 > text`,
      `${n}.000 > stop`,
      `${n}.100 < audio`,
      `${n}.110 < finish`,
    ]),
  );
  // A client that sends a start too early goes on with the second round, and what is left of the first comes before it.
  expect(await drawn([start, text('One.'), start, text('One.'), stop, 'close'], {}, entries)).toEqual([
    '0.000 > start',
    '0.000 > text',
    '0.000 > start',
    '0.000 ! the recording has stop before this start, the client did not send it (entry 5)',
    '0.000 > text',
    '0.000 > stop',
    '0.000 ! client closed before audio (entry 6)',
  ]);
});

it('speaks first where the server did, and replays text and binary frames as such', async () => {
  const said = (t: number, event: object): Line => came(t, speech, event as never);
  const entries = entriesOf(speech, [
    ...opened('ws://127.0.0.1:9/v1/tts/ws'),
    said(15, { event: 'connected', message: 'hi' }),
    sent(20, speech, { event: 'start', token: 'x', request: { format: 'mp3' } } as never),
    said(40, { event: 'ready' }),
    sent(50, speech, text('One.')),
    said(60, { event: 'audio', format: 'mp3' }),
    [70, { kind: 'frame', dir: 'received', opcode: 'binary', bytes: Uint8Array.of(9, 9) }],
    said(90, { event: 'done', text: 'One.' }),
    closed(95, 'network', 1006),
  ]);
  const moves = [
    10,
    { event: 'start', token: 'another', request: { format: 'mp3' } },
    30,
    text('One.'),
  ] as ClientMove[];
  const { lines, received } = await drawReplay(speech, entries, moves);
  expect(lines).toEqual([
    '0.005 < connected',
    '0.010 > start',
    '0.030 < ready',
    '0.040 > text',
    '0.050 < audio',
    '0.060 < audio',
    '0.080 < done',
    '0.085 x 1006',
  ]);
  expect(received.map(({ opcode }) => opcode)).toEqual(['text', 'text', 'text', 'binary', 'text']);
});

it('sends pings of the server, and leaves answers to pings to the host', async () => {
  const control = (t: number, opcode: 'ping' | 'pong', byte: number): Line => [
    t,
    { kind: 'frame', dir: 'received', opcode, bytes: Uint8Array.of(byte) },
  ];
  const entries = entriesOf(fish, [
    ...opened('ws://127.0.0.1:9/', ''),
    sentRaw(12, 'ping', Uint8Array.of(1)),
    control(13, 'pong', 1),
    control(20, 'ping', 2),
    control(30, 'pong', 3),
    closed(40, 'peer', 1005),
  ]);
  const { score } = await drawReplay(fish, entries, []);
  expect(
    score.cues.map(({ wait, does }) => [wait, does.kind === 'frame' ? `${does.opcode} ${does.bytes}` : does.kind]),
  ).toEqual([
    [10, 'ping 2'],
    [20, 'pong 3'],
    [30, 'close'],
  ]);
});

it('counts the events of a text that is another one, and takes one that stops for whole', async () => {
  const said = (t: number, event: object): Line => came(t, speech, event as never);
  const entries = entriesOf(speech, [
    ...opened('ws://127.0.0.1:9/v1/tts/ws'),
    sent(20, speech, text('The first text.')),
    said(30, { event: 'done', text: '' }),
    sent(40, speech, text('The second.')),
    said(50, { event: 'done', text: '' }),
    closed(60, 'us'),
  ]);
  const lines = async (moves: ClientMove[]) => (await drawReplay(speech, entries, moves)).lines;
  expect(await lines([text('One.'), 100, text('Two.'), 100, 'close'])).toEqual([
    '0.000 > text',
    '0.000 ! text differs from byte 0 (entry 3)',
    '0.010 < done',
    '0.100 > text',
    '0.110 < done',
  ]);
  expect(await lines([text('The first'), 20_000, text('The second.'), 100, 'close'])).toEqual([
    '0.000 > text',
    '10.000 ! the text ends at byte 9, the recording has 17 bytes more (entry 3)',
    '10.010 < done',
    '20.000 > text',
    '20.010 < done',
  ]);
});
