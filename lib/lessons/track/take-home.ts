/** Lesson 13: a session as a program and as a test of one's own: the same frames, checked, and able to fail. */
import { visible } from '../../bytes/visible.ts';
import { drawerTab, runAll } from '../controls.ts';
import { faultsOf } from '../goals/ends.ts';
import { faultsFound } from '../goals/figures.ts';
import { saw } from '../goals/frames.ts';
import {
  asked,
  audioOf,
  finishOf,
  isHeard,
  newestRound,
  type Round,
  roundsOf,
  secondsOf,
  wordsOf,
} from '../goals/rounds.ts';
import { secondWords, seqWords } from '../goals/words.ts';
import type { Lesson, LessonSession } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const text = '{ "event": "text", "text": "Your train leaves at nine, from platform four. " }';
const stop = '{ "event": "stop" }';
const finish = '{ "$until": { "event": "finish", "within": "10s" } }';
const expected = '{ "$expect": { "order": ["audio", "finish"], "noErrors": true, "duration": { "min": "2s" } } }';

const list = (says: string, ...steps: string[]) => `// ${says}\n[\n  ${steps.join(',\n  ')}\n]\n`;

const begun = list(
  'Not ready to be taken home: it ends before the audio is there, and it checks nothing.',
  start,
  text,
  stop,
  '{ "$close": { "code": 1000 } }',
);
const checked = list('Waits for finish, and says what it expects.', start, text, stop, finish, expected);
const quick = 'pace=0,firstAudioMs=0';
/** Of the sound there was: less of it, and something is missing. */
const share = 0.9;

/** What a client sent from one start to the next: event by event, pieces of one text as one. */
function shapeOf(round: Round): string {
  const events: string[] = [];
  for (const { dir, event } of round.frames) if (dir === 'sent' && event !== events.at(-1)) events.push(event);
  return JSON.stringify([events, wordsOf(round), String(asked(round, 'format') ?? 'mp3')]);
}

/** Rounds of this console that ended well. */
const own = (sessions: readonly LessonSession[]) =>
  sessions
    .filter(({ isTapped }) => !isTapped)
    .flatMap(roundsOf)
    .filter((round) => finishOf(round) !== undefined && isHeard(round));

const hasFault = (one: LessonSession) => faultsFound(one).some((rule) => rule !== 'A09');

type Again = { round: Round; twin: Round };

/** The newest rounds first that a client of its own has sent again, beside what they repeat. */
function sentAgain(sessions: readonly LessonSession[], hasFault: boolean): Again[] {
  const twins = new Map(own(sessions).map((round) => [shapeOf(round), round]));
  return sessions
    .filter((one) => one.isTapped && (faultsOf(one) !== '') === hasFault)
    .flatMap(roundsOf)
    .toReversed()
    .flatMap((round) => {
      const twin = twins.get(shapeOf(round));
      return twin === undefined ? [] : [{ round, twin }];
    });
}

/** The start and what else was sent. */
const sentIn = ({ start: begin, frames }: Round) => [begin, ...frames.filter(({ dir }) => dir === 'sent')];

export const takeHome: Lesson = {
  id: 'take-home',
  title: 'Take it home: code, scenario, CI',
  about: 'Leave with a program that sends what you saw, and a test that goes red when the server breaks.',
  minutes: 8,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'session',
      title: 'Make a session worth keeping',
      tells: [
        'What is taken home is a session as it was recorded. This one closes before its audio has come: mend it until it ends with `finish`, without an error or a warning.',
        'Say what you expect, too: `$expect` steps are checked here and everywhere the scenario runs.',
      ],
      control: runAll,
      hints: [
        { says: 'Wait for `finish` in place of closing.' },
        { says: 'An expectation is a step: `{ "$expect": { "noErrors": true, "duration": { "min": "2s" } } }`.' },
        { says: 'Put this into the editor and press Run all.', text: checked },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const end = finishOf(round);
          const { session, start: begin } = round;
          if (end === undefined || session.isTapped || !isHeard(round) || hasFault(session)) return null;
          const says = `${seqWords(sentIn(round).map(({ seq }) => seq))} are what was sent, ${secondWords(secondsOf(round))} of sound came of it, and finish #${end.seq} ended it in good order.`;
          return saw(session, says, [begin, end]);
        }),
    },
    {
      id: 'same',
      title: 'Run it as a program of its own',
      tells: [
        'Code in the drawer writes the session on show as a program: the same frames, the same waits. Copy it, and run it against the tap: `FISH_BASE_URL` names the server.',
        'Or save the text of the editor and run it with `npm run scenario -- file.jsonc --upstream mine`. What `mine` is, `wiretone.config.json` says, and `MINE_API_KEY` holds its key: the second hint has both.',
      ],
      control: drawerTab('Code'),
      hints: [
        {
          says: 'Tap shows the address: press "Copy as ws://" there, then `FISH_BASE_URL=<the address in Tap>`, and any `FISH_API_KEY`.',
        },
        {
          says: 'For `npm run scenario`: `{ "upstreams": [{ "id": "mine", "dialect": "fish", "base": "<the address in Tap, as ws://>", "loopback": true }] }` in `wiretone.config.json`, in the folder of the project, and any word as `MINE_API_KEY`.',
        },
        {
          says: 'The head of the program says what to install and how to run it. It must send the same events and the same text as a session of this lesson that ended well.',
        },
      ],
      goal(sessions) {
        for (const { round } of sentAgain(sessions, false)) {
          const end = finishOf(round);
          if (end === undefined || !isHeard(round)) continue;
          const says = `Through the tap ${seqWords(sentIn(round).map(({ seq }) => seq))} came: the same events and the same text as here, and finish #${end.seq}.`;
          return saw(round.session, says, [round.start, end]);
        }
        return null;
      },
    },
    {
      id: 'red',
      title: 'See it go red',
      tells: [
        'A test that cannot fail proves nothing. Let the tap take something away: choose the fault `tail` with some frames, or `close`, and run the same against that address.',
        '`tail:5` is the cruel one: finish comes, and the last words do not. Only an expectation about the length of the sound notices; `npm run scenario` ends with exit code 1, and CI is red.',
      ],
      control: drawerTab('Tap'),
      hints: [
        {
          says: 'The address in Tap then ends in `/tap/sandbox-fish~fault=tail:5`: in `FISH_BASE_URL`, or as the `base` of `mine`.',
        },
        {
          says: '`npm run tap -- --upstream sandbox-fish --once --expect file.jsonc` is the other way round for CI: it holds the `$expect` steps of a file against whatever client comes.',
        },
      ],
      goal(sessions) {
        for (const { round, twin } of sentAgain(sessions, true)) {
          const { session } = round;
          const frames = audioOf(round);
          const [had, has] = [secondsOf(twin), secondsOf(round)];
          // What is not decoded yet is not missing.
          if (!session.isOver || (frames.length > 0 && has === 0)) continue;
          const end = finishOf(round);
          if (end !== undefined && has >= share * had) continue;
          const how =
            end === undefined
              ? 'no finish came'
              : `finish #${end.seq} came, and only ${secondWords(has)} of sound before it`;
          const says = `The same client at an address with the fault "${visible(faultsOf(session).slice(0, 40))}": ${how}, where there were ${secondWords(had)}.`;
          return saw(session, says, [frames.at(-1) ?? round.start]);
        }
        return null;
      },
    },
  ],
  meant: ['A22', 'A51'],
  reads: [
    { path: '/reference/fish#examples', says: 'Examples that run' },
    { path: '/reference/fish#clients', says: 'Known clients' },
    { path: '/rules/C03', says: 'The stream ends inside a frame' },
  ],
  solution: [{ text: checked }, { tap: checked, at: quick }, { tap: checked, at: `${quick},fault=tail:5` }],
  wrong: [
    {
      why: 'A session that was cut off is no sample of anything.',
      script: [{ text: begun }, { tap: checked, at: quick }],
      stopsAt: 'session',
    },
    {
      why: 'A good session has a fault all the same when an event stands in it that nobody knows.',
      script: [
        { text: checked.replace(stop, '{ "event": "end" }, { "event": "stop" }').replace(', "noErrors": true', '') },
      ],
      stopsAt: 'session',
    },
    {
      why: 'A program that says something else is another session.',
      script: [{ text: checked }, { tap: checked.replace('platform four', 'platform nine'), at: quick }],
      stopsAt: 'same',
    },
    {
      why: 'Run all once more is this console again.',
      script: [{ text: checked }, { text: checked }],
      stopsAt: 'same',
    },
    {
      why: 'A fault that takes nothing away leaves the test green.',
      script: [{ text: checked }, { tap: checked, at: quick }, { tap: checked, at: `${quick},fault=no-time` }],
      stopsAt: 'red',
    },
    {
      why: 'A fault of another session proves nothing of this one.',
      script: [
        { text: checked },
        { tap: checked, at: quick },
        { tap: checked.replace(text, '{ "event": "text", "text": "Hello. " }'), at: `${quick},fault=tail:5` },
      ],
      stopsAt: 'red',
    },
  ],
};
