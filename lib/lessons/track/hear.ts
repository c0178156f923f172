/** Lesson 1: run what stands in the editor, hear it, and hear words of one's own. */
import { editor, runAll } from '../controls.ts';
import { saw } from '../goals/frames.ts';
import {
  audioOf,
  bareWords,
  finishOf,
  flushesOf,
  isHeard,
  isSpeech,
  newestRound,
  type Round,
  secondsOf,
  textsOf,
  wordsOf,
} from '../goals/rounds.ts';
import { msWords, secondWords } from '../goals/words.ts';
import type { Lesson, Saw } from '../lesson.ts';

const words = 'Hello from the sandbox. Every frame you see is real.';

const session = (text: string) => `// A session with a speech server. Press Run all, and listen.
[
  // start comes first: which sound is wanted.
  { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
  // What is to be said. Change the words between the quotes as you like.
  { "event": "text", "text": "${text} " },
  // stop: that was all, speak it.
  { "event": "stop" },
  { "$until": { "event": "finish", "within": "15s" } }
]
`;

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const finish = '{ "$until": { "event": "finish", "within": "10s" } }';
const own = 'The kettle is on. Would you like some tea?';

function heard(round: Round, begin: string): Saw | null {
  const spoken = wordsOf(round);
  const audio = audioOf(round);
  const [first] = audio;
  if (first === undefined || !isSpeech(spoken) || !isHeard(round)) return null;
  const asking = [...flushesOf(round).map(({ flush }) => flush), ...round.frames.filter(isStop)];
  const before = ({ seq }: { seq: number }) => seq < first.seq;
  // Of a long text it begins to speak by itself.
  const ask = asking.findLast(before) ?? textsOf(round).findLast(before) ?? round.start;
  const end = finishOf(round);
  const says =
    `${begin} #${first.seq} is the first audio, ${msWords(first.t - ask.t)} after the ${ask.event} #${ask.seq}; ` +
    `${secondWords(secondsOf(round))} of speech came in ${audio.length} frames${end ? `, then finish #${end.seq}` : ''}.`;
  return saw(round.session, says, [ask, first, ...(end ? [end] : [])]);
}

const isStop = ({ dir, event }: { dir: string; event: string }) => dir === 'sent' && event === 'stop';

/** Other words than those of the lesson. */
const isOwn = (text: string) => isSpeech(text) && bareWords(text) !== bareWords(words);

export const hear: Lesson = {
  id: 'hear',
  title: 'Hear a sentence',
  about: 'Send text to a speech server, hear it spoken, and see each frame that it took.',
  minutes: 1,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: session(words) },
  steps: [
    {
      id: 'run',
      title: 'Run the session',
      tells: [
        'The editor holds a session: what a program would send to a speech server, step by step. The server is the sandbox, built into this console: it really speaks, and needs no key.',
        'Press Run all. You hear the sentence, and the log shows every frame that was sent (OUT) and received (IN).',
      ],
      control: runAll,
      hints: [
        { says: 'Run all stands at the top of the pane Compose. The keys Ctrl + Shift + Enter do the same.' },
        {
          says: 'If the text was changed so that it does not run, put this into the editor and press Run all.',
          text: session(words),
        },
      ],
      goal: (sessions) => newestRound(sessions, (round) => heard(round, 'Heard:')),
    },
    {
      id: 'own-words',
      title: 'Change the words and hear them',
      tells: [
        'The words stand in the step `text`, between the quotes. Write something of your own there.',
        'Then press Run all again.',
      ],
      control: editor,
      hints: [
        {
          says: 'Only what stands between the quotes behind `"text":` in the step `text` is spoken. A comment is not sent.',
        },
        { says: 'Leave the order as it is: start, text, stop. A text behind stop is lost.' },
        { says: 'Put this into the editor and press Run all.', text: session(own) },
      ],
      goal: (sessions) => newestRound(sessions, (round) => isOwn(wordsOf(round)) && heard(round, 'Your own words.')),
    },
  ],
  reads: [
    { path: '/reference/fish#events', says: 'All events of the protocol' },
    { path: '/reference/fish#event-text', says: 'The event text' },
  ],
  solution: [{ text: session(words) }, { text: session(own) }],
  wrong: [
    {
      why: 'Text alone is not spoken: a short one waits on the server until flush or stop.',
      script: [{ text: `[${start}, { "event": "text", "text": "${own}" }, { "$wait": "4s" }]` }],
      stopsAt: 'run',
    },
    {
      why: 'A session without text finishes in good order, and nothing is heard.',
      script: [{ text: `[${start}, { "event": "stop" }, ${finish}]` }],
      stopsAt: 'run',
    },
    {
      why: 'The connection is closed right after stop: the audio has not come yet.',
      script: [
        {
          text: `[${start}, { "event": "text", "text": "${own}" }, { "event": "stop" }, { "$close": { "code": 1000 } }]`,
        },
      ],
      stopsAt: 'run',
    },
    {
      why: 'The same words again are heard, but they are not your own.',
      script: [{ text: session(words) }, { text: session(words.toUpperCase().replaceAll('.', '!')) }],
      stopsAt: 'own-words',
    },
    {
      why: 'The new words stand behind stop: the server does not take them any more.',
      script: [
        { text: session(words) },
        {
          text: `[${start}, { "event": "text", "text": "${words}" }, { "event": "stop" }, { "event": "text", "text": "${own}" }, ${finish}]`,
        },
      ],
      stopsAt: 'own-words',
    },
    {
      why: 'The new words stand in a comment: comments are not sent.',
      script: [{ text: session(words) }, { text: `// ${own}\n${session(words)}` }],
      stopsAt: 'own-words',
    },
  ],
};
