/** Lesson 4: why it never finishes. Only stop brings finish; it also has everything spoken that still waits. */
import { counted } from '../../bytes/quantity.ts';
import { editor, runAll } from '../controls.ts';
import { saw } from '../goals/frames.ts';
import { audioOf, finishOf, flushesOf, isSpeech, newestRound, silentMs, stopOf, wordsOf } from '../goals/rounds.ts';
import { msWords } from '../goals/words.ts';
import type { Lesson } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const text = '{ "event": "text", "text": "Your order is on its way. " }';
const idle = '{ "$until": { "audioIdle": "600ms", "within": "8s" } }';
const finish = '{ "$until": { "event": "finish", "within": "4s" } }';

const begun = `// A client that waits for finish after the audio. Run it: it waits for ever (here for four seconds).
[
  ${start},
  ${text},
  { "event": "flush" },
  ${idle},
  ${finish}
]
`;

const stopped = `// stop asks for the end, finish tells that it has come.
[
  ${start},
  ${text},
  { "event": "flush" },
  ${idle},
  { "event": "stop" },
  ${finish}
]
`;

const drained = `// No flush: stop has the text spoken that waits, and ends the session.
[
  ${start},
  ${text},
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "8s" } }
]
`;

/** Rounds in few words, one behind the other on one socket, for scripts that need earlier steps done. */
const spoken = `${start}, { "event": "text", "text": "It is here. " }, { "event": "flush" }, ${idle}`;
const waited = `${spoken}, { "$wait": "3s" }`;
const ended = `${waited}, ${spoken}, { "event": "stop" }, ${finish}`;
const instead = (steps: string) => `[${waited}, ${spoken}, ${steps}]`;

/** So long without a frame: the client waits in vain. */
const inVainMs = 2000;

export const stop: Lesson = {
  id: 'stop',
  title: 'Why it never finishes',
  about: 'End a session so that the server says it is done, and nothing is cut off.',
  minutes: 3,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'waits',
      title: 'Run it, and wait for finish',
      tells: [
        'This client has its words spoken with a flush, and then waits for `finish`. Run it: the audio comes, finish does not.',
        'No answer to a flush says "that was all". As long as no stop is sent, the server takes the session for open.',
      ],
      control: runAll,
      hints: [
        { says: 'Press Run all, and give it some seconds: the last step turns red when its time is over.' },
        { says: 'If the text was changed, this one shows it.', text: begun },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const end = audioOf(round).at(-1);
          const isOpenEnded = round.frames.every(
            ({ event }) => event !== 'stop' && event !== 'finish' && event !== 'error',
          );
          if (end === undefined || !isOpenEnded || silentMs(round) < inVainMs) return null;
          const silent = msWords(silentMs(round));
          const says = `#${end.seq} is the last audio. Then ${silent} of silence and no finish: no stop was sent.`;
          return saw(round.session, says, [end]);
        }),
    },
    {
      id: 'stop',
      title: 'Send stop, and see finish',
      tells: [
        '`stop` says that no more text comes. The server answers with one `finish`, reason `stop`.',
        'Add it behind the wait for the audio, in front of the wait for finish, and run again. Or send it alone: the connection is still open.',
      ],
      control: editor,
      hints: [
        {
          says: 'The event is called `stop`. To `close`, `end` or `done` no server answers, though some libraries name it so.',
        },
        {
          says: 'Closing the connection is something else: whoever closes before finish may lose the end of the audio (rule A22).',
        },
        { says: 'Put this into the editor and press Run all.', text: stopped },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const asking = stopOf(round);
          const end = finishOf(round);
          if (asking === undefined || end === undefined) return null;
          if (!isSpeech(wordsOf(round)) || audioOf(round, 0, end.seq).length === 0) return null;
          const says = `#${asking.seq} is the stop; #${end.seq} is finish with the reason stop, ${msWords(end.t - asking.t)} later.`;
          return saw(round.session, says, [asking, end]);
        }),
    },
    {
      id: 'drain',
      title: 'Let stop speak the rest',
      tells: [
        'stop also has spoken what still waits. A session that speaks one text needs no flush: start, text, stop.',
        'Take the flush (and the wait behind it) out, and run again: the audio now comes after stop, then finish. What is sent behind stop is lost.',
      ],
      control: editor,
      hints: [
        { says: 'All text stands in front of stop, and no flush anywhere in the session.' },
        { says: 'Take out the wait for audio too: without a flush it waits in vain.' },
        { says: 'Put this into the editor and press Run all.', text: drained },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const asking = stopOf(round);
          const end = finishOf(round);
          if (asking === undefined || end === undefined || flushesOf(round).length > 0) return null;
          // What is spoken before stop is no rest, and its end may come behind stop.
          if (audioOf(round, 0, asking.seq).length > 0) return null;
          const [first, ...more] = audioOf(round, asking.seq, end.seq);
          if (first === undefined || !isSpeech(wordsOf(round))) return null;
          const says = `#${asking.seq} is the stop, and no flush stands before it; ${counted(more.length + 1, 'frame')} of audio followed from #${first.seq} on, after ${msWords(first.t - asking.t)}, then finish #${end.seq}.`;
          return saw(round.session, says, [asking, first, end]);
        }),
    },
  ],
  // Run again on the open connection, the session begins anew without a stop.
  meant: ['A19'],
  reads: [
    { path: '/reference/fish#event-stop', says: 'The event stop' },
    { path: '/reference/fish#event-finish', says: 'The event finish' },
    { path: '/rules/A22', says: 'The client closed before finish' },
    { path: '/rules/A17', says: 'Events that no server knows' },
  ],
  solution: [{ text: begun }, { text: stopped }, { text: drained }],
  wrong: [
    {
      why: 'The event is called stop, not close.',
      script: [{ text: instead(`{ "event": "close" }, ${finish}`) }],
      stopsAt: 'stop',
    },
    {
      why: 'A second flush is no end: it has nothing to speak, and nothing answers.',
      script: [{ text: instead(`{ "event": "flush" }, ${finish}`) }],
      stopsAt: 'stop',
    },
    {
      why: 'Closing the connection ends it, but no finish says that all has come.',
      script: [{ text: instead('{ "$close": { "code": 1000 } }') }],
      stopsAt: 'stop',
    },
    {
      why: 'An empty text ends nothing; in some other protocols it does.',
      script: [{ text: instead(`{ "event": "text", "text": "" }, ${finish}`) }],
      stopsAt: 'stop',
    },
    {
      why: 'A session without text finishes at once: that ends nothing that was said.',
      script: [{ text: `[${waited}, ${start}, { "event": "stop" }, ${finish}]` }],
      stopsAt: 'stop',
    },
    {
      why: 'With the flush before it, stop has nothing left to speak.',
      script: [{ text: `[${ended}, ${spoken}, { "event": "stop" }, ${finish}]` }],
      stopsAt: 'drain',
    },
    {
      why: 'A long text is spoken by itself; stop, sent when it was, has nothing left to speak.',
      script: [
        {
          text: `[${ended}, ${start}, { "event": "text", "text": "A text of more than fifty characters is begun by itself. " }, ${idle}, { "event": "stop" }, ${finish}]`,
        },
      ],
      stopsAt: 'drain',
    },
    {
      why: 'The text stands behind stop: it is lost.',
      script: [{ text: `[${ended}, ${start}, { "event": "stop" }, ${text}, ${finish}]` }],
      stopsAt: 'drain',
    },
    {
      why: 'The client closes right behind stop: the audio has no time to come.',
      script: [{ text: `[${ended}, ${start}, ${text}, { "event": "stop" }, { "$close": { "code": 1000 } }]` }],
      stopsAt: 'drain',
    },
  ],
};
