/** fishspeech.live: nearly all beyond the names of the events is not documented. */
import { shown } from '../expect-value.ts';
import { type Probe, type ProbeParts, probe } from './probe.ts';
import { reactionTo, seqs, speechManners } from './reaction.ts';
import { closeWords, endedByThem, framesOf, nthSent, received, sent, valueAt } from './sight.ts';
import { headsIn } from './sound-heads.ts';

const dialect = 'fishspeech';
const ask = (name: string, parts: Omit<ProbeParts, 'dialect' | 'name'>) =>
  probe({ dialect, name: `${dialect}-${name}`, ...parts });
const start = (
  fields = '"format": "mp3", "latency": "balanced", "version": "s1"',
  token = '"token": {"$key": true}, ',
) => `{"event": "start", ${token}"request": {${fields}}}`;
export const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
export const connected = '{"$until": {"event": "connected", "within": "10s"}}';
const ready = '{"$until": {"event": "ready", "within": "10s"}}';
export const done = '{"$until": {"event": "done", "within": "20s"}}';
const stop = '{"event": "stop"}';
export const begin = [connected, start(), ready];
const whole = [start(), ready, text('A short sentence.'), done];
const nothing = 'Nothing is documented.';

export const speechProbes: readonly Probe[] = [
  ask('text-before-start', {
    question: 'What does the server say to a text before start?',
    known: nothing,
    steps: [connected, text('Too early.'), '{"$wait": "1s"}', ...whole],
    answer: ({ main }) =>
      reactionTo(main, sent(main, 'text'), speechManners, 'Nothing: the texts are spoken later, or ignored'),
  }),
  ask('stop-before-start', {
    question: 'What does the server say to stop before start?',
    known: nothing,
    steps: [connected, stop, '{"$wait": "1s"}', ...whole],
    answer({ main }) {
      const stopped = received(main, 'stopped')[0];
      if (stopped !== undefined)
        return { says: 'stopped, as if something had been under way.', seqs: seqs(sent(main, 'stop'), stopped) };
      return reactionTo(main, sent(main, 'stop'), speechManners, 'Nothing: it is ignored');
    },
  }),
  ask('second-start', {
    question: 'What does a second start do?',
    known: nothing,
    steps: [
      ...begin,
      start('"format": "wav", "latency": "balanced", "version": "s1"'),
      ready,
      text('A short sentence.'),
      done,
    ],
    answer({ main }) {
      const again = sent(main, 'start', 2);
      const audio = received(main, 'audio')[0];
      const format = audio === undefined ? undefined : valueAt(main, audio.seq, 'format');
      const told = reactionTo(main, again, speechManners, 'It is taken');
      const as =
        headsIn(main, 'wav').length > 0
          ? 'wav, as the second one asked'
          : `${shown(format)}, not as the second one asked`;
      return audio === undefined
        ? told
        : { says: `ready comes again, and the sound is ${as}.`, seqs: seqs(again, received(main, 'ready')[1], audio) };
    },
  }),
  ask('text-before-done', {
    question: 'May a text be sent before the one before it is done?',
    known: nothing,
    steps: [...begin, text('The first of two.'), text('The second of two.'), done, done],
    answer({ main }) {
      const second = sent(main, 'text', 2);
      const ends = received(main, 'done');
      if (ends.length >= 2) {
        const order = ends.map(({ seq }) => shown(valueAt(main, seq, 'text'))).join(', then ');
        return { says: `Yes: both are done, ${order}.`, seqs: seqs(second, ...ends) };
      }
      return reactionTo(main, second, speechManners, 'Only one of them is done');
    },
  }),
  ask('frames-per-audio', {
    question: 'How many binary frames follow an audio event?',
    known: 'One or many, the document does not say.',
    steps: [...begin, text('Two sentences are enough for this. Here is the second one of them.'), done],
    answer({ main }) {
      const counts: number[] = [];
      for (const { seq, event } of framesOf(main, 'received')) {
        const entry = main.entry(seq);
        if (entry.kind === 'frame' && entry.opcode === 'binary') counts.push((counts.pop() ?? 0) + 1);
        else if (event === 'audio') counts.push(0);
      }
      const first = received(main, 'audio')[0];
      if (counts.length === 0) return reactionTo(main, sent(main, 'text'), speechManners, 'No audio event came');
      const [least, most] = [Math.min(...counts), Math.max(...counts)];
      const each = least === most ? `${most} behind each` : `${least} to ${most} behind each`;
      return { says: `${each} of ${counts.length} audio events.`, seqs: seqs(first) };
    },
  }),
  ask('file-per-text', {
    question: 'Is the sound of each text a file of its own, or one stream?',
    known: nothing,
    steps: [
      connected,
      start('"format": "wav", "latency": "balanced", "version": "s1"'),
      ready,
      text('The first of two.'),
      done,
      text('The second of two.'),
      done,
    ],
    answer({ main }) {
      const heads = headsIn(main, 'wav');
      const second = sent(main, 'text', 2);
      if (heads.length === 0) return reactionTo(main, sent(main, 'text'), speechManners, 'No WAV header came at all');
      const again = heads.filter((seq) => seq > (second?.seq ?? Number.POSITIVE_INFINITY));
      return {
        says: again.length > 0 ? 'A file for each: the header comes again.' : 'One stream: the header comes once.',
        seqs: heads.slice(0, 3),
      };
    },
  }),
  ask('after-error', {
    question: 'Does the socket stay open after an error?',
    known: nothing,
    steps: [connected, start('"format": "ogg", "latency": "balanced", "version": "s1"'), '{"$wait": "1s"}', ...whole],
    answer({ main }) {
      const error = received(main, 'error')[0];
      const end = endedByThem(main);
      if (error === undefined)
        return reactionTo(main, sent(main, 'start'), speechManners, 'No error came for a format there is not');
      if (end !== null) return { says: `No: it is ${closeWords(end)}.`, seqs: seqs(error, end) };
      const after = received(main, 'done', error.seq)[0];
      return {
        says:
          after === undefined
            ? 'It stays open, but nothing more is done.'
            : 'Yes: the next start is taken, and its text is done.',
        seqs: seqs(error, after),
      };
    },
  }),
  ask('stop-while-speaking', {
    question: 'What comes after stop while a text is spoken: more sound, done, stopped?',
    known: 'stopped is documented, nothing else.',
    steps: [
      ...begin,
      text(
        'This is a long answer that nobody will listen to until its end. It goes on and on, sentence after sentence.',
      ),
      '{"$until": {"event": "audio", "within": "10s"}}',
      stop,
      '{"$wait": "3s"}',
    ],
    answer({ main }) {
      const asked = sent(main, 'stop');
      if (asked === null) return { says: 'Not asked: no sound came before.', seqs: [] };
      const after = framesOf(main, 'received').filter(({ seq }) => seq > asked.seq);
      const stopped = after.find(({ event }) => event === 'stopped');
      const binary = after.filter(({ seq }) => main.reading(seq)?.role === 'audio').length;
      const ends = after.filter(({ event }) => event === 'done').length;
      const first =
        stopped === undefined ? 'stopped does not come' : `stopped comes ${Math.round(stopped.t - asked.t)} ms later`;
      return {
        says: `${first}; ${binary} frames of sound and ${ends} done come after stop.`,
        seqs: seqs(asked, stopped),
      };
    },
  }),
  ask('stop-while-idle', {
    question: 'What does stop do when nothing is spoken?',
    known: nothing,
    steps: [...begin, stop, '{"$wait": "1s"}', text('A short sentence.'), done],
    answer({ main }) {
      const asked = sent(main, 'stop');
      const stopped = received(main, 'stopped')[0];
      const after = received(main, 'done', asked?.seq)[0];
      const goes = after === undefined ? 'the text after it is not done' : 'the text after it is done';
      return {
        says: `${stopped === undefined ? 'No stopped comes' : 'stopped comes'}; ${goes}.`,
        seqs: seqs(asked, stopped, after),
      };
    },
  }),
  ask('defaults', {
    question: 'What is format and sample rate when start names neither?',
    known: 'The REST cousins say mp3; sample rates are named nowhere.',
    steps: [connected, start(''), ready, text('A short sentence.'), done],
    answer({ main }) {
      const audio = received(main, 'audio')[0];
      if (audio === undefined) return reactionTo(main, sent(main, 'start'), speechManners, 'No audio came');
      const { sampleRateHz } = main.sound();
      return { says: `${shown(valueAt(main, audio.seq, 'format'))}, at ${sampleRateHz} Hz.`, seqs: seqs(audio) };
    },
  }),
  ask('wav-rate', {
    question: 'At which sample rate does wav come?',
    known: 'Sample rates are named nowhere.',
    steps: [
      connected,
      start('"format": "wav", "latency": "balanced", "version": "s1"'),
      ready,
      text('A short sentence.'),
      done,
    ],
    answer({ main }) {
      const audio = received(main, 'audio')[0];
      if (audio === undefined) return reactionTo(main, sent(main, 'start'), speechManners, 'No audio came');
      return { says: `${main.sound().sampleRateHz} Hz.`, seqs: seqs(audio) };
    },
  }),
  ask('missing-token', {
    question: 'What does the server say to a start without token?',
    known: 'The token stands in the address and in start; whether both are looked at is not documented.',
    steps: [connected, start(undefined, ''), '{"$wait": "1s"}', text('A short sentence.'), done],
    answer: ({ main }) =>
      reactionTo(main, sent(main, 'start'), speechManners, 'Nothing: the one in the address is enough'),
  }),
  ask('unknown-version', {
    question: 'What does the server say to a version of the REST cousins (v3-hd)?',
    known: 'v1, v2 and s1 are documented for the socket.',
    steps: [
      connected,
      start('"format": "mp3", "latency": "balanced", "version": "v3-hd"'),
      '{"$wait": "1s"}',
      text('A short sentence.'),
      done,
    ],
    answer: ({ main }) => reactionTo(main, sent(main, 'start'), speechManners, 'Nothing: it is taken'),
  }),
  ask('empty-text', {
    question: 'What comes of an empty text?',
    known: nothing,
    steps: [...begin, text(''), '{"$wait": "2s"}', text('A short sentence.'), done],
    answer({ main }) {
      const [empty, next] = [sent(main, 'text', 1), sent(main, 'text', 2)];
      const early = received(main, 'done', empty?.seq).find(({ seq }) => next === null || seq < next.seq);
      if (early !== undefined) return { says: 'done, at once: it counts as a text.', seqs: seqs(empty, early) };
      return reactionTo(main, empty, speechManners, 'Nothing: it is ignored');
    },
  }),
  ask('binary-frame', {
    question: 'What comes of a binary frame from the client?',
    known: nothing,
    steps: [
      ...begin,
      '{"$raw": {"opcode": "binary", "hex": "81 a5 6576656e74 a4 73746f70"}}',
      '{"$wait": "1s"}',
      text('A short sentence.'),
      done,
    ],
    answer: ({ main }) => reactionTo(main, nthSent(main, 2), speechManners, 'Nothing: it is ignored'),
  }),
  ask('close-after-done', {
    question: 'Does the server ever close by itself after done?',
    known: 'Nothing documented ends a session; the client closes.',
    steps: [...begin, text('A short sentence.'), done, '{"$until": {"close": true, "within": "20s"}}'],
    answer({ main }) {
      const end = endedByThem(main);
      const last = received(main, 'done')[0];
      if (end === null) return { says: 'Not within 20 s after done.', seqs: seqs(last) };
      return { says: `Yes: it is ${closeWords(end)}.`, seqs: seqs(last, end) };
    },
  }),
];
