/** Lesson 3: why the last words are missing. Text waits on the server until a flush (or stop) asks for it. */
import { counted } from '../../bytes/quantity.ts';
import { editor, runAll } from '../controls.ts';
import { finding, provenAt } from '../goals/figures.ts';
import { saw } from '../goals/frames.ts';
import {
  audioOf,
  type Flushed,
  finishOf,
  flushesOf,
  newestRound,
  type Round,
  silentMs,
  soundAt,
  textAt,
  textsOf,
} from '../goals/rounds.ts';
import { msWords } from '../goals/words.ts';
import type { Lesson, LessonFrame } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const long = '{ "event": "text", "text": "The train to the coast leaves at ten minutes past four today. " }';
const last = '{ "event": "text", "text": "It leaves from platform nine. " }';
const brief = '{ "event": "text", "text": "A seat is booked. " }';
const idle = '{ "$until": { "audioIdle": "1s", "within": "8s" } }';
const close = '{ "$close": { "code": 1000 } }';

const begun = `// A client that closes when it has been quiet for a second. Run it, and listen: where are the last words?
[
  ${start},
  // Long enough for the server to begin by itself.
  ${long},
  // A short one. Nobody asks for it.
  ${last},
  ${idle},
  ${close}
]
`;

const mended = `// A flush behind the last text: now it is spoken.
[
  ${start},
  ${long},
  ${last},
  { "event": "flush" },
  ${idle},
  ${close}
]
`;

const turns = `// One start, and a flush for every turn.
[
  ${start},
  ${long},
  ${last},
  { "event": "flush" },
  ${idle},
  { "event": "text", "text": "Would you like me to book a seat? " },
  { "event": "flush" },
  ${idle},
  ${close}
]
`;

const instead = (steps: string) => `[${start}, ${last}, ${steps}, ${close}]`;
/** The trouble, and what mends it, in few words: for scripts that need these steps done. */
const missed = `[${start}, ${last}, ${close}]`;
const spoken = `[${start}, ${brief}, { "event": "flush" }, ${idle}, ${close}]`;

/** Audio is over when nothing has come for so long; as long as the client may still send, it has to be quiet for longer. */
const restMs = 500;
const openRestMs = 2500;

/** All that was asked for has come: who closes while audio comes has not heard the last of it. */
function isSpokenOut(round: Round): boolean {
  const { session, untilMs } = round;
  const isEnded = session.isOver || untilMs < session.timeMs;
  return finishOf(round) !== undefined || silentMs(round) >= (isEnded ? restMs : openRestMs);
}

/** Flushes that were answered with sound. */
const answered = (round: Round) =>
  flushesOf(round).filter(({ audio }) => audio.some(({ seq }) => soundAt(round, seq).length > 0));

const afterMs = ({ flush, audio: [first] }: Flushed) => msWords((first as LessonFrame).t - flush.t);

export const flush: Lesson = {
  id: 'flush',
  title: 'Why the last words are missing',
  about: 'Get every word spoken, and keep the session open for more.',
  minutes: 3,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'missing',
      title: 'Run it, and miss the last words',
      tells: [
        'This client sends two texts, listens until it has been quiet for a second, and closes. Run it.',
        'The first text is spoken, "platform nine" is not. The server keeps text until enough of it is there: the sandbox begins at a sentence end from 50 characters on. Where the real service begins by itself is not known for certain.',
        'The findings of the session name it: rule A21.',
      ],
      control: runAll,
      hints: [
        { says: 'Press Run all, and wait until the connection is closed: the rule cannot tell before.' },
        { says: 'On a connection that stays open, it tells after ten seconds of silence.' },
        { says: 'If the text was changed, this one shows it.', text: begun },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const found = finding(round.session, 'A21');
          const text = textsOf(round).at(-1);
          if (found === undefined || text === undefined || provenAt(found) !== text.seq) return null;
          const heard = audioOf(round).length;
          const before =
            heard === 0 ? 'No audio came at all.' : `${counted(heard, 'frame')} of audio came, none of them for it.`;
          const says = `#${text.seq} is the last text, and neither flush nor stop follows it (rule A21). ${before}`;
          return saw(round.session, says, [text]);
        }),
    },
    {
      id: 'flush',
      title: 'Send a flush behind the last text',
      tells: [
        '`flush` has everything spoken that waits. It has no fields, and the server does not confirm it: the audio is the answer.',
        'Add it behind the last text, in front of the wait, and run again. A `stop` would have the words spoken too, but it ends the session: that is the next lesson.',
      ],
      control: editor,
      hints: [
        { says: 'A flush speaks what was sent before it. Text behind it waits for the next one.' },
        { says: 'Put `{ "event": "flush" },` on a line of its own between the last text and `$until`.' },
        { says: 'Put this into the editor and press Run all.', text: mended },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const text = textsOf(round).at(-1);
          const flushed = answered(round).at(-1);
          if (text === undefined || flushed?.texts.at(-1) !== text || !isSpokenOut(round)) return null;
          const { flush: asking, audio } = flushed;
          const says = `#${asking.seq} is a flush, behind the last text #${text.seq} ("${textAt(round, text.seq).trim().slice(0, 60)}"); audio followed: ${counted(audio.length, 'frame')}, the first after ${afterMs(flushed)}, then silence.`;
          return saw(round.session, says, [text, asking, ...audio.slice(0, 1)]);
        }),
    },
    {
      id: 'turns',
      title: 'Say more in the same session',
      tells: [
        'A flush does not end anything. Some voice assistants keep one session for a whole talk: text and flush, listen, text and flush.',
        'Send another text and another flush in the same session, once the first audio has come.',
      ],
      control: editor,
      hints: [
        { says: 'No second start, and no stop: only `text` and `flush` once more.' },
        {
          says: 'Wait for the audio of the first flush before you send the next text: `{ "$until": { "audioIdle": "1s", "within": "8s" } }`.',
        },
        { says: 'Put this into the editor and press Run all.', text: turns },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const [first, ...more] = answered(round);
          const second = more.at(-1);
          if (first === undefined || second === undefined || !isSpokenOut(round)) return null;
          const says = `One start, #${round.start.seq}: after the flush #${first.flush.seq} audio came in ${afterMs(first)}, after the flush #${second.flush.seq} again in ${afterMs(second)}.`;
          return saw(round.session, says, [round.start, first.flush, second.flush]);
        }),
    },
  ],
  // This client closes without stop, and so before finish.
  meant: ['A22'],
  reads: [
    { path: '/reference/fish#event-flush', says: 'The event flush' },
    { path: '/rules/A21', says: 'No stop and no flush follows the last text' },
    { path: '/rules/A24', says: 'Flushed too early, speech sounds worse' },
  ],
  solution: [{ text: begun }, { text: mended }, { text: turns }],
  wrong: [
    {
      why: 'A flush between the texts speaks the first one only.',
      script: [{ text: missed }, { text: `[${start}, ${brief}, { "event": "flush" }, ${last}, ${idle}, ${close}]` }],
      stopsAt: 'flush',
    },
    {
      why: 'A flush between the texts, with time for its audio, has the first one spoken and the last one left.',
      script: [
        { text: missed },
        { text: `[${start}, ${brief}, { "event": "flush" }, ${idle}, ${last}, { "$wait": "2s" }, ${close}]` },
      ],
      stopsAt: 'flush',
    },
    {
      why: 'The connection is closed while the first text is still being spoken: the last words are cut off.',
      script: [
        { text: missed },
        { text: `[${start}, ${long}, ${last}, { "event": "flush" }, { "$wait": "500ms" }, ${close}]` },
      ],
      stopsAt: 'flush',
    },
    {
      why: 'A longer wait brings nothing: text does not age.',
      script: [{ text: missed }, { text: instead('{ "$wait": "9s" }') }],
      stopsAt: 'flush',
    },
    {
      why: 'An empty text is no flush.',
      script: [{ text: missed }, { text: instead('{ "event": "text", "text": "" }, { "$wait": "2s" }') }],
      stopsAt: 'flush',
    },
    {
      why: 'A line break in the text is no flush either: it is joined like any other character.',
      script: [
        { text: missed },
        { text: instead('{ "event": "text", "text": "From platform nine.\\n\\n" }, { "$wait": "2s" }') },
      ],
      stopsAt: 'flush',
    },
    {
      why: 'stop has the words spoken, but then the session is over: no turn can follow.',
      script: [
        { text: missed },
        { text: instead('{ "event": "stop" }, { "$until": { "event": "finish", "within": "8s" } }') },
      ],
      stopsAt: 'flush',
    },
    {
      why: 'The connection is closed right behind the flush: the audio has no time to come.',
      script: [{ text: missed }, { text: instead('{ "event": "flush" }') }],
      stopsAt: 'flush',
    },
    {
      why: 'Two flushes in a row: the second one finds nothing to speak.',
      script: [
        { text: missed },
        { text: spoken },
        {
          text: `[${start}, ${brief}, { "event": "flush" }, ${idle}, { "event": "flush" }, { "$wait": "2s" }, ${close}]`,
        },
      ],
      stopsAt: 'turns',
    },
    {
      why: 'Two sessions with one flush each are not one session with two.',
      script: [{ text: missed }, { text: spoken }, { text: spoken }],
      stopsAt: 'turns',
    },
  ],
};
