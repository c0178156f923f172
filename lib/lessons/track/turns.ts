/** Lesson 9: many turns on one connection, how each of them ends, and what an interruption leaves behind. */
import { drawerTab, editor, runAll, switches } from '../controls.ts';
import { closeOf } from '../goals/ends.ts';
import { saw } from '../goals/frames.ts';
import {
  audioOf,
  type Flushed,
  finishOf,
  flushesOf,
  isAtRest,
  isHeard,
  newestRound,
  type Round,
  roundsOf,
} from '../goals/rounds.ts';
import { msWords, secondWords, seqWords } from '../goals/words.ts';
import type { Lesson, LessonFrame, LessonSession, Saw } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const one = '{ "event": "text", "text": "Your train leaves at nine. " }';
const two = '{ "event": "text", "text": "It goes from platform four. " }';
const long =
  '{ "event": "text", "text": "The train to the coast leaves at nine, from platform four, and it calls at every village on the way. " }';
const flush = '{ "event": "flush" }';
const idle = '{ "$until": { "audioIdle": "400ms", "within": "10s" } }';
const stop = '{ "event": "stop" }';
const finish = '{ "$until": { "event": "finish", "within": "10s" } }';
const audio = '{ "$until": { "event": "audio", "within": "10s" } }';

const list = (says: string, ...steps: string[]) => `// ${says}\n[\n  ${steps.join(',\n  ')}\n]\n`;

const begun = list(
  'Two answers of an assistant. Run it: they come as one, and the first one waits for the second.',
  start,
  one,
  '{ "$wait": "1s" }',
  two,
  stop,
  finish,
);
const bySilence = list(
  'A flush for each answer. Silence says that one is over.',
  start,
  one,
  flush,
  idle,
  two,
  flush,
  idle,
  stop,
  finish,
);
const byFinish = list(
  'A start and a stop for each answer, on the same connection. finish says that one is over.',
  start,
  one,
  stop,
  finish,
  start,
  two,
  stop,
  finish,
);
const bargeIn = list(
  'Somebody speaks into the answer: the next text goes out while the audio of the first still comes.',
  start,
  long,
  flush,
  audio,
  two,
  flush,
  idle,
  stop,
  finish,
);
const closing = `// This sandbox closes after finish.
{
  "request": { "switches": { "afterFinish": "close" } },
  "steps": [
    ${start},
    ${one},
    ${stop},
    { "$until": { "close": true, "within": "10s" } }
  ]
}
`;
const again = list('A connection of its own for the next answer.', start, two, stop, finish);

/** Between audio and the next text: shorter, and the answer was not over. */
const restMs = 150;

/** Flushes that were answered. */
const answered = (round: Round) => flushesOf(round).filter(({ audio: came }) => came.length > 0);

function apart(first: Flushed, second: Flushed): number {
  const [text] = second.texts;
  return text === undefined ? 0 : text.t - (first.audio.at(-1) as LessonFrame).t;
}

function interruption(round: Round): Saw | null {
  const { session, start: begin, frames } = round;
  const last = (frames.at(-1) ?? begin).seq;
  const turns = (session.timing?.turns ?? []).filter(({ fromSeq }) => fromSeq >= begin.seq && fromSeq <= last);
  const at = turns.findIndex(({ interrupted }) => (interrupted?.frames ?? 0) > 0);
  const [old, next] = [turns[at]?.interrupted, turns[at + 1]];
  if (old == null || next === undefined || next.frames === 0 || old.seconds === null) return null;
  const says = `#${old.seq} is the next text; ${old.frames} frames of the answer before it came after it, about ${secondWords(old.seconds)} of sound, and then its own.`;
  const frame = frames.find(({ seq }) => seq === old.seq);
  return saw(session, says, frame === undefined ? [] : [frame]);
}

/** Closed by the server behind the finish of its last round. */
function closedByServer(session: LessonSession): boolean {
  const round = roundsOf(session).at(-1);
  return round !== undefined && finishOf(round) !== undefined && closeOf(session)?.by === 'peer';
}

export const turns: Lesson = {
  id: 'turns',
  title: 'Many turns on one connection',
  about: 'Keep a connection for a whole talk, and know where each answer ends.',
  minutes: 5,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'silence',
      title: 'Have each answer spoken by itself',
      tells: [
        'Here the first answer waits until the second is known: only `stop` has them spoken. Put a flush behind each, and wait for its audio before the next text.',
        'Nothing on the wire says that the audio of a flush is over: no event does. Clients take silence for the end; how long is a guess, 800 ms is one that is in use.',
      ],
      control: editor,
      hints: [
        { says: 'One start, one stop at the end, and in between text, flush, wait; text, flush, wait.' },
        { says: '`{ "$until": { "audioIdle": "400ms", "within": "10s" } }` waits for silence.' },
        { says: 'Put this into the editor and press Run all.', text: bySilence },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const flushes = answered(round);
          const at = flushes.findIndex((second, i) => i > 0 && apart(flushes[i - 1] as Flushed, second) >= restMs);
          const [first, second] = [flushes[at - 1], flushes[at]];
          if (first === undefined || second === undefined || !isAtRest(round, 1000)) return null;
          const heard = first.audio.map(({ seq }) => seq);
          const says = `The flush #${first.flush.seq} was answered with ${seqWords(heard)}; ${msWords(apart(first, second))} later ${seqWords(second.texts.slice(0, 1).map(({ seq }) => seq))} began the next turn of the same round.`;
          return saw(round.session, says, [first.flush, second.flush]);
        }),
    },
    {
      id: 'finish',
      title: 'Let finish say that an answer is over',
      tells: [
        'The other way: `stop` behind each answer. `finish` comes when all of it is spoken, and a new `start` begins the next round on the same connection.',
        'Whether the live service keeps the connection open is told both ways: documents of August 2026 let it close; one of September 2026, on the endpoint with timestamps, allows another start, and LiveKit starts again on the same connection.',
      ],
      control: runAll,
      hints: [
        { says: 'Wait for `finish` before the next start: a second start in an open round is rule A19.' },
        { says: 'The log numbers the rounds: each start begins one.' },
        { says: 'Put this into the editor and press Run all.', text: byFinish },
      ],
      goal: (sessions) => {
        for (const session of sessions.toReversed()) {
          const done = roundsOf(session).filter((round) => finishOf(round) !== undefined && isHeard(round));
          const [first, second] = done.slice(-2);
          if (first === undefined || second === undefined) continue;
          const [end, begin, last] = [finishOf(first), second.start, finishOf(second)];
          if (end === undefined || last === undefined) continue;
          const says = `finish #${end.seq} ended a round, start #${begin.seq} began the next on the same connection, and finish #${last.seq} ended that.`;
          return saw(session, says, [end, begin, last]);
        }
        return null;
      },
    },
    {
      id: 'interrupt',
      title: 'Interrupt an answer',
      tells: [
        'Somebody speaks into the answer. Send a long text and a flush, and with the first audio the next text and its flush.',
        'There is no event that takes a text back: what was asked for still comes, in the same stream. The client has to stop playing it. See Timeline, and the note D10.',
      ],
      control: drawerTab('Timeline'),
      hints: [
        {
          says: 'The second text must go out while audio of the first is still coming: wait for one `audio`, not for silence.',
        },
        { says: '`{ "$until": { "event": "audio", "within": "10s" } }` waits for the next audio frame.' },
        { says: 'Put this into the editor and press Run all.', text: bargeIn },
      ],
      goal: (sessions) => newestRound(sessions, (round) => (isHeard(round) ? interruption(round) : null)),
    },
    {
      id: 'closed',
      title: 'Be ready for a server that closes',
      tells: [
        'Some documents say that the server closes after `finish`. With the switch `afterFinish=close` this one does.',
        'Run a session that way until it is closed, then have the next answer spoken on a connection of its own.',
      ],
      control: switches,
      hints: [
        {
          says: 'Write `afterFinish=close` into Sandbox switches, or into `request` of the text. It counts from the next connection on.',
        },
        { says: 'Run this first.', text: closing },
        { says: 'Then this, on a new connection.', text: again },
      ],
      goal(sessions) {
        const closed = sessions.findIndex(closedByServer);
        if (closed === -1) return null;
        return newestRound(sessions.slice(closed + 1), (round) => {
          const [first] = audioOf(round);
          if (first === undefined || finishOf(round) === undefined || !isHeard(round)) return null;
          const says = `The server closed the connection after its finish; the next answer has one of its own, and #${first.seq} is its first audio.`;
          return saw(round.session, says, [round.start, first]);
        });
      },
    },
  ],
  reads: [
    { path: '/reference/fish#states', says: 'What may follow on what' },
    { path: '/reference/fish#event-finish', says: 'The event finish' },
    { path: '/rules/A19', says: 'A second start before finish' },
    { path: '/rules/D10', says: 'Audio of an answer that was interrupted' },
  ],
  solution: [{ text: bySilence }, { text: byFinish }, { text: bargeIn }, { text: closing }, { text: again }],
  wrong: [
    {
      why: 'Two flushes for one text: the second has nothing to speak.',
      script: [{ text: list('x', start, one, flush, idle, flush, idle, stop, finish) }],
      stopsAt: 'silence',
    },
    {
      why: 'Both texts, then both flushes: one turn, and an empty flush.',
      script: [{ text: list('x', start, one, two, flush, flush, idle, stop, finish) }],
      stopsAt: 'silence',
    },
    {
      why: 'A pause between the texts asks for nothing.',
      script: [{ text: list('x', start, one, '{ "$wait": "4s" }', two, flush, idle, stop, finish) }],
      stopsAt: 'silence',
    },
    {
      why: 'Two connections with one round each are not two rounds on one.',
      script: [{ text: bySilence }, { text: again }, { text: again }],
      stopsAt: 'finish',
    },
    {
      why: 'A second start without a stop in between: the first round never finishes.',
      script: [{ text: bySilence }, { text: list('x', start, one, flush, idle, start, two, stop, finish) }],
      stopsAt: 'finish',
    },
    {
      why: 'A text that comes when the answer is over interrupts nothing.',
      script: [
        { text: bySilence },
        { text: byFinish },
        { text: list('x', start, long, flush, idle, two, flush, idle, stop, finish) },
      ],
      stopsAt: 'interrupt',
    },
    {
      why: 'Closing the connection yourself is not a server that closes.',
      script: [
        { text: bySilence },
        { text: byFinish },
        { text: bargeIn },
        { text: list('x', start, one, stop, finish, '{ "$close": { "code": 1000 } }') },
        { text: again },
      ],
      stopsAt: 'closed',
    },
    {
      why: 'A start on a connection that the server has closed goes nowhere.',
      script: [
        { text: bySilence },
        { text: byFinish },
        { text: bargeIn },
        {
          text: `{ "request": { "switches": { "afterFinish": "close" } }, "steps": [${start}, ${one}, ${stop}, ${finish}, { "$wait": "300ms" }, ${start}, ${two}, ${stop}, ${finish}] }`,
        },
      ],
      stopsAt: 'closed',
    },
  ],
};
