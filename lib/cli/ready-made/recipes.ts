/** The ready-made recordings: good ones first, then one for each famous trouble. Texts are short and rates low: each is opened over the network. */
import { flush, hangUp, lines, quiet, type Recipe, stop, text, until, waited } from './recipe.ts';

const started = (request: object = {}) => ({
  event: 'start',
  request: { text: '', format: 'mp3', mp3_bitrate: 64, latency: 'balanced', ...request },
});
const pcm = { format: 'pcm', sample_rate: 8000, mp3_bitrate: undefined };
const wav = { ...pcm, format: 'wav' };

/** The start of a session with fishspeech, up to its answer. */
const ready = [
  until('connected'),
  { event: 'start', token: { $key: true }, request: { format: 'mp3', latency: 'balanced', version: 's1' } },
  until('ready'),
] as const;

export const recipes: readonly Recipe[] = [
  {
    id: 'first-session',
    number: 1,
    dialect: 'fish',
    steps: lines(
      started(),
      text('Hello from Wiretone. '),
      text('Every frame you see is real. '),
      flush,
      quiet,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'many-turns',
    number: 2,
    dialect: 'fish',
    steps: lines(
      started(pcm),
      text('First turn: good morning, everyone. '),
      flush,
      quiet,
      waited('900ms'),
      text('Second turn: the same socket, no new start. '),
      flush,
      quiet,
      waited('600ms'),
      text('Third turn, and that is all. '),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'word-times',
    number: 3,
    dialect: 'fish',
    path: '/v1/tts/live/with-timestamp',
    steps: lines(
      started(),
      text('Every word has a time here. '),
      flush,
      text('Even the last one does. '),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'other-dialect',
    number: 4,
    dialect: 'fishspeech',
    steps: lines(...ready, text('The other protocol speaks JSON, and its sound comes bare.'), until('done'), ...hangUp),
  },
  {
    id: 'barge-in',
    number: 5,
    dialect: 'fishspeech',
    switches: { pace: 0.8 },
    steps: lines(
      ...ready,
      text('This answer is much too long, nobody will listen to the end of it, and somebody begins to speak.'),
      until('audio'),
      waited('1200ms'),
      stop,
      until('stopped'),
      text('Yes, go ahead.'),
      until('done'),
      ...hangUp,
    ),
  },
  {
    id: 'last-words-missing',
    number: 6,
    dialect: 'fish',
    steps: lines(
      started(),
      text('You will hear this sentence. '),
      flush,
      quiet,
      text('But not this one.'),
      waited('14s'),
      ...hangUp,
    ),
  },
  {
    id: 'never-finishes',
    number: 7,
    dialect: 'fish',
    steps: lines(
      started(),
      text('All of this is spoken, and still the end never comes. '),
      flush,
      quiet,
      waited('20s'),
      ...hangUp,
    ),
  },
  {
    id: 'glued-words',
    number: 8,
    dialect: 'fish',
    steps: lines(
      started(),
      ...['When', 'somebody', 'trims', 'the', 'pieces,', 'words', 'stick', 'together.'].map(text),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'wrong-key',
    number: 9,
    dialect: 'fish',
    key: 'sandbox-401',
    steps: lines(started(), text('Nobody hears this.'), flush, stop),
  },
  {
    id: 'double-slash',
    number: 10,
    dialect: 'fish',
    path: '//v1/tts/live',
    steps: lines(started(), text('The address has one slash too many. '), stop, until('finish'), ...hangUp),
  },
  {
    id: 'header-in-the-middle',
    number: 11,
    dialect: 'fish',
    switches: { heads: 'flush' },
    steps: lines(
      started(wav),
      text('One header is enough. '),
      flush,
      quiet,
      text('The second one clicks. '),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'slow-server',
    number: 12,
    dialect: 'fish',
    switches: { firstAudioMs: 3600, pace: 1.4 },
    steps: lines(
      started(pcm),
      text('The sound comes late, and then not fast enough to play. '),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
  {
    id: 'lost-connection',
    number: 13,
    dialect: 'fish',
    switches: { drop: 8 },
    steps: lines(
      started(),
      text('In the middle of this sentence the connection is lost, and nobody says goodbye. '),
      flush,
      stop,
      { $until: { close: true, within: '30s' } },
    ),
  },
  {
    id: 'idle-drop',
    number: 14,
    dialect: 'fish',
    switches: { idleMs: 180000 },
    steps: lines(started(), text('Nothing follows this answer. '), flush, quiet, {
      $until: { close: true, within: '600s' },
    }),
  },
  {
    id: 'error-event',
    number: 15,
    dialect: 'fish',
    switches: { fault: 'error:Reference not found@6' },
    steps: lines(started(), text('The server gives up before this is said to its end. '), flush, stop, {
      $until: { close: true, within: '30s' },
    }),
  },
  {
    id: 'odd-bytes',
    number: 16,
    dialect: 'fish',
    steps: lines(
      // start, packed by hand: temperature is NaN, and two lengths and a number are written longer than they need to be.
      {
        $raw: {
          opcode: 'binary',
          hex: '82d9056576656e74a57374617274a77265717565737485a474657874a0a6666f726d6174a36d7033ab6d70335f62697472617465ce00000040a76c6174656e6379a862616c616e636564ab74656d7065726174757265cb7ff8000000000000',
        },
      },
      text('Zero\u200bwidth space, no\u00a0break. '),
      flush,
      stop,
      until('finish'),
      ...hangUp,
    ),
  },
];
