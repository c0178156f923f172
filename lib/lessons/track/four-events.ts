/** Lesson 2: the four things a client can say, one by one, and what the server answers to each. */
import { connect, stepList } from '../controls.ts';
import { saw } from '../goals/frames.ts';
import {
  audioOf,
  finishOf,
  flushesOf,
  newestRound,
  type Round,
  silentMs,
  soundAt,
  stopOf,
  textAt,
  textsOf,
} from '../goals/rounds.ts';
import { byteWords, msWords } from '../goals/words.ts';
import type { Lesson, LessonFrame } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const text = '{ "event": "text", "text": "Four events, and no more. " }';
const idle = '{ "$until": { "audioIdle": "600ms", "within": "10s" } }';
const finish = '{ "$until": { "event": "finish", "within": "10s" } }';

const begun = `// The four events of a client. Press Connect first, then send them one by one:
// open Steps below and press Send beside each, or put the cursor on one and press Ctrl + Enter.
[
  ${start},
  ${text},
  { "event": "flush" },
  { "event": "stop" }
]
`;

const whole = `// The same with waits between, so that each answer comes before the next event is sent.
[
  ${start},
  { "$wait": "600ms" },
  ${text},
  { "$wait": "600ms" },
  { "event": "flush" },
  ${idle},
  { "event": "stop" },
  ${finish}
]
`;

/** So long without an answer is no answer. */
const noAnswerMs = 500;
/** Audio that came so shortly before a flush goes on, whatever the flush does. */
const onTheWayMs = 400;

/** What came next after a frame of the round: a frame of either side, or nothing for long enough. Log events are asked for by debug. */
function nextAfter(round: Round, frame: LessonFrame): LessonFrame | 'nothing' | null {
  const next = round.frames.find(({ seq, event }) => seq > frame.seq && event !== 'log');
  return next ?? (silentMs(round) >= noAnswerMs ? 'nothing' : null);
}

const unanswered = (next: LessonFrame | 'nothing') =>
  next === 'nothing'
    ? `nothing came back within ${msWords(noAnswerMs)}`
    : `nothing came back before #${next.seq} was sent`;

export const fourEvents: Lesson = {
  id: 'four-events',
  title: 'The four client events',
  about: 'Know start, text, flush and stop: what each does, and what the server answers.',
  minutes: 4,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'start',
      title: 'Connect, and send start',
      tells: [
        '`start` opens a session: format, voice and speed stand in its `request`, with whatever else is set but the model, which is a header of the upgrade. It comes first, and once in a session.',
        'Press Connect, then send the step `start` alone. No answer comes: the protocol has none for it.',
      ],
      control: connect,
      hints: [
        { says: 'Connect stands in the bar at the top. The log then shows the upgrade, and no frame yet.' },
        {
          says: 'Open Steps under the editor and press Send beside `start`. Or put the cursor on it and press Ctrl + Enter.',
        },
        { says: 'Nothing else must go out before it. With this text, Run all sends it too.', text: whole },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const { session, start: sent } = round;
          // What was sent too early spoils the first start; another one on the same connection is a new beginning.
          const isFirstStart =
            session.frames.find(({ dir, event }) => dir === 'sent' && event === 'start')?.seq === sent.seq;
          if (isFirstStart && session.frames.find(({ dir }) => dir === 'sent')?.seq !== sent.seq) return null;
          const next = nextAfter(round, sent);
          if (next === null || (next !== 'nothing' && next.dir === 'received')) return null;
          return saw(session, `#${sent.seq} is the start, ${byteWords(sent.sizeBytes)}; ${unanswered(next)}.`, [sent]);
        }),
    },
    {
      id: 'text',
      title: 'Send text',
      tells: [
        '`text` adds words to a buffer on the server, exactly as they stand. Send as many as you like.',
        'No answer comes to it either. A short text waits there until it is asked for; of a long one the server may begin to speak by itself.',
      ],
      control: stepList,
      hints: [
        { says: 'It goes out after `start`, on the same connection.' },
        { says: 'Open Steps under the editor and press Send beside `text`.' },
        { says: 'This text sends all four with waits between.', text: whole },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const sent = textsOf(round).find(({ event }) => event === 'text');
          const next = sent && nextAfter(round, sent);
          if (sent === undefined || next == null) return null;
          if (next === 'nothing' || next.dir === 'sent') {
            const says = `#${sent.seq} is a text of ${textAt(round, sent.seq).length} characters; ${unanswered(next)}.`;
            return saw(round.session, says, [sent]);
          }
          if (next.role !== 'audio') return null;
          const says = `#${sent.seq} is a text of ${textAt(round, sent.seq).length} characters, long enough to be spoken by itself: audio #${next.seq} came without a flush.`;
          return saw(round.session, says, [sent, next]);
        }),
    },
    {
      id: 'flush',
      title: 'Send flush, and let the audio come',
      tells: [
        '`flush` says: speak now what waits in the buffer. The session stays open for more.',
        'The answer is audio, in several frames. Nothing says that they were all: after a flush only silence tells. So send no stop before they have come.',
      ],
      control: stepList,
      hints: [
        { says: 'A flush needs text that waits: of an empty buffer nothing is spoken.' },
        {
          says: 'Send `flush` alone from Steps, and watch the log until no more audio comes. If stop was sent already, begin again with start.',
        },
        { says: 'This text waits for the audio before it sends stop.', text: whole },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const flushed = flushesOf(round).find(({ audio }) => audio.some(({ seq }) => soundAt(round, seq).length > 0));
          const [first] = flushed?.audio ?? [];
          if (flushed === undefined || first === undefined) return null;
          const { flush } = flushed;
          const before = audioOf(round, 0, flush.seq).at(-1);
          const came =
            before !== undefined && flush.t - before.t < onTheWayMs
              ? `audio of a text was on its way already, and went on with #${first.seq}`
              : `audio followed after ${msWords(first.t - flush.t)}: #${first.seq}, ${byteWords(first.sizeBytes)}`;
          const says = `#${flush.seq} is a flush, ${byteWords(flush.sizeBytes)}; ${came}.`;
          return saw(round.session, says, [flush, first]);
        }),
    },
    {
      id: 'stop',
      title: 'Send stop, and wait for finish',
      tells: [
        '`stop` says: that was all. The server speaks what still waits, then sends `finish` with the reason `stop`. It is the only answer that says "done".',
        'Whether the server closes the connection then is not certain: older documents say so, newer ones say that another start may follow.',
      ],
      control: stepList,
      hints: [
        { says: 'Look for a frame `finish` in the log. It comes once in a session, and last.' },
        { says: 'The event is called `stop`: to `close`, `end` or `done` no server answers.' },
        { says: 'This text sends it and waits for finish.', text: whole },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const stop = stopOf(round);
          const end = finishOf(round);
          if (stop === undefined || end === undefined || textsOf(round).length === 0) return null;
          if (audioOf(round, 0, end.seq).length === 0) return null;
          const says = `#${stop.seq} is the stop, ${byteWords(stop.sizeBytes)}; #${end.seq} is finish with the reason stop, ${msWords(end.t - stop.t)} later.`;
          return saw(round.session, says, [stop, end]);
        }),
    },
  ],
  reads: [
    { path: '/reference/fish#events', says: 'All events, with their fields' },
    { path: '/reference/fish#states', says: 'Which event may come when, drawn' },
  ],
  solution: [{ text: whole }],
  wrong: [
    {
      why: 'Text before start: nothing is configured yet, and it is not taken.',
      script: [{ text: `[${text}, ${start}, { "$wait": "1s" }, { "event": "flush" }, { "$wait": "2s" }]` }],
      stopsAt: 'start',
    },
    {
      why: 'JSON in text frames looks the same in the editor; the server takes MessagePack in binary frames only.',
      script: [
        {
          text: `[
  { "$raw": { "opcode": "text", "text": "{\\"event\\":\\"start\\",\\"request\\":{\\"text\\":\\"\\"}}" } },
  { "$raw": { "opcode": "text", "text": "{\\"event\\":\\"text\\",\\"text\\":\\"Hello. \\"}" } },
  { "$raw": { "opcode": "text", "text": "{\\"event\\":\\"stop\\"}" } },
  { "$wait": "2s" }
]`,
        },
      ],
      stopsAt: 'start',
    },
    {
      why: 'The text in start is empty and no text event follows: flush has nothing to speak.',
      script: [
        {
          text: `[${start}, { "$wait": "1s" }, { "event": "flush" }, { "$wait": "2s" }, { "event": "stop" }, ${finish}]`,
        },
      ],
      stopsAt: 'text',
    },
    {
      why: 'flush and stop in one go: the audio comes after stop, and nothing shows what the flush did.',
      script: [{ text: begun.replace(/\n\]/, `,\n  ${finish}\n]`) }],
      stopsAt: 'flush',
    },
    {
      why: 'A flush before the text: the text comes too late for it.',
      script: [{ text: `[${start}, { "event": "flush" }, ${text}, { "$wait": "3s" }]` }],
      stopsAt: 'flush',
    },
    {
      why: 'The event is called stop, not close: no finish comes.',
      script: [{ text: `[${start}, ${text}, { "event": "flush" }, ${idle}, { "event": "close" }, { "$wait": "3s" }]` }],
      stopsAt: 'stop',
    },
    {
      why: 'Closing the connection is not stop: no finish comes any more.',
      script: [{ text: `[${start}, ${text}, { "event": "flush" }, ${idle}, { "$close": { "code": 1000 } }]` }],
      stopsAt: 'stop',
    },
  ],
};
