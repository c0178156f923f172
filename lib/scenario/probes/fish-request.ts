/** Fish Audio live: what comes of settings that are unknown, out of range or of an older time. */
import { shown } from '../expect-value.ts';
import { finish, fishStart, stop, text } from './fish-steps.ts';
import { type Probe, type ProbeParts, probe } from './probe.ts';
import { fishManners, reactionTo, seqs } from './reaction.ts';
import { framesOf, received, sent, valueAt } from './sight.ts';

const dialect = 'fish';
const ask = (parts: Omit<ProbeParts, 'dialect'>) => probe({ dialect, ...parts });

/** A session whose start alone is odd. */
function odd(name: string, what: string, known: string, start: string, goesOn: string): Probe {
  return ask({
    name,
    question: `What does the server say to ${what}?`,
    known,
    steps: [start, text('A short sentence. '), stop, finish],
    answer: ({ main }) => reactionTo(main, sent(main, 'start'), fishManners, goesOn),
  });
}

const restOnly = 'The answer of the REST endpoint is known, the one on the socket is not.';
const taken = 'Nothing: it is taken, and the session ends with finish';

export const fishRequestProbes: readonly Probe[] = [
  odd(
    'unknown-key',
    'a key in request that the protocol does not have',
    'One client sends such a key every day, so it is probably ignored.',
    fishStart('"wiretone_probe": true'),
    'Nothing: it is ignored, and the session ends with finish',
  ),
  odd(
    'missing-text',
    'a request without text',
    restOnly,
    fishStart('', '"format": "mp3", "latency": "balanced"'),
    taken,
  ),
  odd('unknown-format', 'a format there is not (aac)', restOnly, fishStart('', '"text": "", "format": "aac"'), taken),
  odd(
    'wrong-rate',
    'a sample rate that is not made for the format (mp3 at 24 kHz)',
    restOnly,
    fishStart('"sample_rate": 24000'),
    taken,
  ),
  odd('speed-out-of-range', 'prosody.speed 5', restOnly, fishStart('"prosody": {"speed": 5}'), taken),
  odd('volume-out-of-range', 'prosody.volume 50', restOnly, fishStart('"prosody": {"volume": 50}'), taken),
  odd(
    'temperature-out-of-range',
    'temperature 2',
    'The REST endpoint was found to take it in silence.',
    fishStart('"temperature": 2'),
    taken,
  ),
  odd(
    'chunk-length-out-of-range',
    'chunk_length 10',
    'The documents say 100 to 300.',
    fishStart('"chunk_length": 10'),
    taken,
  ),
  odd(
    'nil-where-none-belongs',
    'nil for a field that is not nullable (opus_bitrate)',
    'JavaScript clients send it for undefined.',
    fishStart('"opus_bitrate": null'),
    taken,
  ),
  odd(
    'reference-as-text',
    'a reference clip as base64 text',
    'The REST endpoint refuses it: bytes are wanted.',
    fishStart('"references": [{"audio": "UklGRg==", "text": "Hi."}]'),
    taken,
  ),
  ask({
    name: 'debug-log',
    question: 'Do debug and log events still work?',
    known: 'In the documents of 2025 alone.',
    steps: [
      `{"event": "start", "debug": true, "request": {"text": "", "format": "mp3", "latency": "balanced"}}`,
      text('A short sentence. '),
      stop,
      finish,
    ],
    answer({ main }) {
      const logs = received(main, 'log');
      const done = received(main, 'finish')[0];
      if (logs.length === 0 && done === undefined) return reactionTo(main, sent(main, 'start'), fishManners, '');
      if (logs.length === 0) return { says: 'No: no log event came.', seqs: seqs(sent(main, 'start'), done) };
      const first = shown(valueAt(main, (logs[0] as { seq: number }).seq, 'message') ?? '');
      const many = `${logs.length} log ${logs.length === 1 ? 'event' : 'events'} came`;
      return { says: `Yes: ${many}, the first one ${first}.`, seqs: seqs(...logs.slice(0, 3)) };
    },
  }),
  ask({
    name: 'opus-bitrate-32',
    question: 'What does opus_bitrate 32 mean today?',
    known:
      'Kilobits until 2026-06; now bits per second, with -1000, 24000, 32000, 48000 and 64000. Clients still send 32.',
    steps: [
      fishStart('"opus_bitrate": 32', '"text": "", "format": "opus", "latency": "balanced"'),
      text('The bit rate of this sentence is what is asked about, so it has to have some length. '),
      stop,
      finish,
    ],
    answer({ main }) {
      const pieces = received(main, 'audio');
      const bytes = [...main.sound().encoded()].reduce((sum, piece) => sum + piece.length, 0);
      const { seconds } = main.sound();
      if (pieces.length === 0 || seconds === 0) return reactionTo(main, sent(main, 'start'), fishManners, taken);
      const kbps = Math.round((bytes * 8) / seconds / 100) / 10;
      const rest = kbps >= 20 ? 'so it is not taken for bits' : 'far below the smallest rate there is';
      return {
        says: `Speech comes at ${kbps} kbit/s, ${rest}.`,
        seqs: seqs(sent(main, 'start'), pieces[0], pieces.at(-1)),
      };
    },
  }),
  ask({
    name: 'time-of-audio',
    question: 'Do audio events carry time, and what does it count?',
    known:
      'Older examples show the milliseconds a piece took, newer ones what looks like the time since the start; the schema has no such field.',
    steps: [fishStart(), text('Two sentences are enough. Here is the second one of them. '), stop, finish],
    answer({ main }) {
      const times = received(main, 'audio').map((frame) => ({ ...frame, time: valueAt(main, frame.seq, 'time') }));
      const given = times.filter((one): one is typeof one & { time: number } => typeof one.time === 'number');
      const [first, last] = [given[0], given.at(-1)];
      if (times.length === 0) return reactionTo(main, sent(main, 'start'), fishManners, 'There was no audio');
      if (first === undefined || last === undefined)
        return { says: `No: none of the ${times.length} audio events has it.`, seqs: seqs(times[0]) };
      const grows = given.every((one, i) => i === 0 || one.time >= (given[i - 1]?.time ?? 0));
      const started = sent(main, 'start')?.t ?? 0;
      const here = Math.round(last.t - started);
      const says = grows ? 'it grows from event to event' : 'it does not grow';
      return {
        says: `Yes, ${given.length} of ${times.length} have it: ${says}, from ${first.time} to ${last.time}; by our clock the last came ${here} ms after start.`,
        seqs: seqs(first, last),
      };
    },
  }),
  ask({
    name: 'timestamps-trailing',
    question: 'Does a last audio event without audio carry the rest of the words?',
    known: 'The document of the path with timestamps says it may.',
    request: '{"path": "/v1/tts/live/with-timestamp"}',
    steps: [fishStart(), text('Every word has its place in time. '), stop, finish],
    answer({ main }) {
      const pieces = received(main, 'audio');
      const span = (seq: number) => main.reading(seq)?.audio;
      const empty = pieces.filter(({ seq }) => span(seq)?.start === span(seq)?.end);
      const last = pieces.at(-1);
      if (last === undefined) return reactionTo(main, sent(main, 'start'), fishManners, 'There was no audio');
      if (empty.length === 0) return { says: 'No: every audio event has bytes.', seqs: seqs(last) };
      const words = valueAt(main, last.seq, 'alignment.segments');
      const count = Array.isArray(words) ? words.length : 0;
      return { says: `Yes: ${empty.length} without audio, the last with ${count} words.`, seqs: seqs(...empty) };
    },
  }),
  ask({
    name: 'first-events',
    question: 'Is there any answer to start, text or flush beside audio?',
    known: 'No acknowledgement is documented.',
    steps: [fishStart(), '{"$wait": "1s"}', text('A short sentence. '), '{"$wait": "300ms"}', stop, finish],
    answer({ main }) {
      const other = framesOf(main, 'received').filter(({ event }) => event !== 'audio' && event !== 'finish');
      const all = framesOf(main, 'received');
      if (other.length === 0)
        return { says: 'No: audio and finish are all that came.', seqs: seqs(all[0], all.at(-1)) };
      const names = [...new Set(other.map(({ event }) => event))].join(', ');
      return { says: `Yes: ${names}.`, seqs: seqs(...other.slice(0, 5)) };
    },
  }),
];
