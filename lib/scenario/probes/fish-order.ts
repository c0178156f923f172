/** Fish Audio live: what comes of events out of their order, and of what follows finish. */

import { shown } from '../expect-value.ts';
import { finish, fishStart, stop, text } from './fish-steps.ts';
import { type Probe, type ProbeParts, probe } from './probe.ts';
import { fishManners, reactionTo, seqs } from './reaction.ts';
import { closeWords, endedByThem, headerOf, nthSent, received, sent, timeWords } from './sight.ts';

const dialect = 'fish';
const ask = (parts: Omit<ProbeParts, 'dialect'>) => probe({ dialect, ...parts });
const session = [fishStart(), text('A short sentence. '), stop, finish];

export const fishOrderProbes: readonly Probe[] = [
  ask({
    name: 'close-after-finish',
    question: 'Does the server close after finish, with which code, and how long after?',
    known:
      'The older documents say it closes, the newer ones that the socket can be used again; no document names the code.',
    steps: [...session, '{"$until": {"close": true, "within": "10s"}}'],
    answer({ main }) {
      const done = received(main, 'finish')[0];
      const end = endedByThem(main);
      if (done === undefined) return { says: 'No finish came.', seqs: seqs(end) };
      if (end === null) return { says: 'It does not: the socket was still open 10 s after finish.', seqs: seqs(done) };
      return {
        says: `The connection is ${closeWords(end)}, ${timeWords(end.t - done.t)} after finish.`,
        seqs: seqs(done, end),
      };
    },
  }),
  ask({
    name: 'reuse-after-finish',
    question: 'Can the socket be used for another session after finish?',
    known: 'Said of the path with timestamps (2026-09); LiveKit keeps sockets of the plain path since 2026-07.',
    steps: [...session, '{"$wait": "500ms"}', ...session],
    answer({ main }) {
      const [first, second] = received(main, 'finish');
      const again = sent(main, 'start', 2);
      const end = endedByThem(main);
      const place = headerOf(main, 'x-fishaudio-datacenter');
      const where = place === null ? '' : ` (data center ${shown(place)})`;
      if (second !== undefined)
        return { says: `Yes: the second session ended with finish, too${where}.`, seqs: seqs(again, second) };
      if (again === null && end !== null)
        return { says: `No: the connection was ${closeWords(end)} before${where}.`, seqs: seqs(first, end) };
      return reactionTo(main, again, fishManners, 'Yes');
    },
  }),
  ask({
    name: 'text-before-start',
    question: 'What does the server say to a text before start?',
    known: 'start has to be first; what happens otherwise is not documented.',
    steps: [text('Too early. '), '{"$wait": "1s"}', ...session],
    answer: ({ main }) =>
      reactionTo(
        main,
        sent(main, 'text'),
        fishManners,
        'Nothing: it is ignored, and the session that follows is whole',
      ),
  }),
  ask({
    name: 'flush-before-start',
    question: 'What does the server say to flush before start?',
    known: 'start has to be first; what happens otherwise is not documented.',
    steps: ['{"event": "flush"}', '{"$wait": "1s"}', ...session],
    answer: ({ main }) =>
      reactionTo(
        main,
        sent(main, 'flush'),
        fishManners,
        'Nothing: it is ignored, and the session that follows is whole',
      ),
  }),
  ask({
    name: 'stop-before-start',
    question: 'What does the server say to stop before start?',
    known: 'start has to be first; what happens otherwise is not documented.',
    steps: [stop, '{"$wait": "1s"}', ...session],
    answer: ({ main }) =>
      reactionTo(
        main,
        sent(main, 'stop'),
        fishManners,
        'Nothing: it is ignored, and the session that follows is whole',
      ),
  }),
  ask({
    name: 'second-start',
    question: 'What does a second start do while a session is on?',
    known: 'Not documented; some clients send one for every turn.',
    steps: [fishStart(), text('The first beginning. '), ...session],
    answer({ main }) {
      const told = reactionTo(
        main,
        sent(main, 'start', 2),
        fishManners,
        'A new session begins, and ends with one finish',
      );
      const finishes = received(main, 'finish').length;
      return finishes < 2 ? told : { ...told, says: `Both are answered: ${finishes} finish events came.` };
    },
  }),
  ask({
    name: 'text-after-stop',
    question: 'What comes of a text after stop, before finish?',
    known: 'Not documented. The words are lost, if the server keeps to its order.',
    steps: [fishStart(), text('A sentence that takes its time. '), stop, text('Too late. '), finish],
    answer: ({ main }) =>
      reactionTo(
        main,
        sent(main, 'text', 2),
        fishManners,
        'Nothing is said of it: finish came for what was sent before stop',
      ),
  }),
  ask({
    name: 'second-stop',
    question: 'What comes of a second stop, before finish?',
    known: 'Not documented.',
    steps: [fishStart(), text('A sentence that takes its time. '), stop, stop, finish, '{"$wait": "1s"}'],
    answer({ main }) {
      const finishes = received(main, 'finish');
      if (finishes.length > 1)
        return { says: `Both are answered: ${finishes.length} finish events came.`, seqs: seqs(...finishes) };
      return reactionTo(main, sent(main, 'stop', 2), fishManners, 'Nothing: one finish came');
    },
  }),
  ask({
    name: 'speech-without-flush',
    question: 'Is a long text spoken before flush or stop?',
    known: 'Text is said to be cut into chunks of chunk_length characters; where, and when, is not documented.',
    steps: [
      fishStart('"chunk_length": 100'),
      text(`${'A sentence of middling length, and another. '.repeat(4)}`),
      '{"$wait": "5s"}',
      stop,
      finish,
    ],
    answer({ main }) {
      const [words, end, first] = [sent(main, 'text'), sent(main, 'stop'), received(main, 'audio')[0]];
      if (first === undefined || words === null)
        return reactionTo(main, sent(main, 'start'), fishManners, 'There was no audio');
      if (end !== null && first.seq > end.seq)
        return { says: 'No: audio came only after stop.', seqs: seqs(end, first) };
      return { says: `Yes: the first audio came ${timeWords(first.t - words.t)} after it.`, seqs: seqs(words, first) };
    },
  }),
  ask({
    name: 'empty-flush',
    question: 'What comes of flush with nothing buffered?',
    known: 'No answer to flush is documented.',
    steps: [fishStart(), '{"event": "flush"}', '{"$wait": "1s"}', text('A short sentence. '), stop, finish],
    answer: ({ main }) => reactionTo(main, sent(main, 'flush'), fishManners, 'Nothing: the session goes on'),
  }),
  ask({
    name: 'unknown-event',
    question: 'What comes of an event that the protocol does not have?',
    known: 'Not documented; clients that sent close in place of stop waited for ever.',
    steps: [fishStart(), '{"event": "wiretone-probe"}', '{"$wait": "1s"}', text('A short sentence. '), stop, finish],
    answer: ({ main }) => reactionTo(main, sent(main, 'wiretone-probe'), fishManners, 'Nothing: it is ignored'),
  }),
  ask({
    name: 'text-frame',
    question: 'What comes of a text frame?',
    known: 'Ignored, says the document of the path with timestamps.',
    steps: [
      fishStart(),
      '{"$raw": {"opcode": "text", "text": "{\\"event\\": \\"stop\\"}"}}',
      '{"$wait": "1s"}',
      text('A short sentence. '),
      stop,
      finish,
    ],
    answer: ({ main }) => reactionTo(main, nthSent(main, 2), fishManners, 'Nothing: it is ignored'),
  }),
  ask({
    name: 'unreadable-frame',
    question: 'What comes of a binary frame that is no MessagePack?',
    known: 'Not documented.',
    steps: [
      fishStart(),
      '{"$raw": {"opcode": "binary", "hex": "c1"}}',
      '{"$wait": "1s"}',
      text('A short sentence. '),
      stop,
      finish,
    ],
    answer: ({ main }) => reactionTo(main, nthSent(main, 2), fishManners, 'Nothing: it is ignored'),
  }),
];
