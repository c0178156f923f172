/** Lesson 13: a session as a program and as a test of one's own: the same frames, checked, and able to fail. */
import { visible } from '../../bytes/visible.ts';
import { drawerTab, runAll } from '../controls.ts';
import { faultsOf } from '../goals/ends.ts';
import { faultsFound, seconds } from '../goals/figures.ts';
import { audio, goodEnd, newest, saw, sent, textOf } from '../goals/frames.ts';
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

/** What a client sent: event by event, pieces of one text as one. */
function shapeOf(session: LessonSession): string {
  const events: string[] = [];
  for (const { event } of sent(session)) if (event !== 'text' || events.at(-1) !== event) events.push(event);
  const [begin] = sent(session, 'start');
  const format = begin === undefined ? '' : String(session.value(begin.seq, 'request.format'));
  return JSON.stringify([session.dialect, events, textOf(session), format]);
}

const isWhole = (one: LessonSession) => goodEnd(one) !== undefined && audio(one).length > 0 && seconds(one) >= 0.2;
const hasErrors = (one: LessonSession) => faultsFound(one).some((rule) => rule !== 'A09');

/** Sessions of this console that ended well. */
const own = (sessions: readonly LessonSession[]) => sessions.filter((one) => !one.isTapped && isWhole(one));
/** The one that a client of its own has sent again; undefined where none has. */
const twinOf = (one: LessonSession, sessions: readonly LessonSession[]) =>
  one.isTapped ? own(sessions).find((other) => shapeOf(other) === shapeOf(one)) : undefined;

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
        newest(own(sessions), (one) => {
          const end = goodEnd(one);
          if (end === undefined || hasErrors(one)) return null;
          const frames = sent(one).map(({ seq }) => seq);
          return saw(
            one,
            `${seqWords(frames)} are what was sent, ${secondWords(seconds(one))} of sound came of it, and finish #${end.seq} ended it in good order.`,
            [end],
          );
        }),
    },
    {
      id: 'same',
      title: 'Run it as a program of its own',
      tells: [
        'Code in the drawer writes the session on show as a program: the same frames, the same waits. Copy it, and run it against the tap: `FISH_BASE_URL` names the server.',
        'Or save the text of the editor and run it with `npm run scenario -- file.jsonc --upstream mine`, where `mine` in `wiretone.config.json` has the address of the tap as `base`.',
      ],
      control: drawerTab('Code'),
      hints: [
        {
          says: 'The address stands in Tap: `FISH_BASE_URL=ws://127.0.0.1:4820/tap/sandbox-fish`, and any `FISH_API_KEY`.',
        },
        { says: 'The head of the program says what to install and how to run it.' },
        { says: 'It must send the same events and the same text as a session of this lesson that ended well.' },
      ],
      goal: (sessions) =>
        newest(sessions, (one) => {
          const end = goodEnd(one);
          if (end === undefined || !isWhole(one) || faultsOf(one) !== '' || twinOf(one, sessions) === undefined)
            return null;
          const frames = sent(one).map(({ seq }) => seq);
          return saw(
            one,
            `Through the tap ${seqWords(frames)} came: the same events and the same text as here, and finish #${end.seq}.`,
            [end],
          );
        }),
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
        { says: 'The address with a fault: `/tap/sandbox-fish~fault=tail:5`.' },
        {
          says: '`npm run tap -- --upstream sandbox-fish --once --expect file.jsonc` is the other way round for CI: it holds the `$expect` steps of a file against whatever client comes.',
        },
      ],
      goal: (sessions) =>
        newest(sessions, (one) => {
          const asked = faultsOf(one);
          const twin = asked === '' ? undefined : twinOf(one, sessions);
          if (twin === undefined || !one.isOver) return null;
          const [had, has] = [seconds(twin), seconds(one)];
          const end = goodEnd(one);
          if (end !== undefined && has >= share * had) return null;
          const last = audio(one).at(-1) ?? sent(one).at(-1);
          const how =
            end === undefined
              ? 'no finish came'
              : `finish #${end.seq} came, and only ${secondWords(has)} of sound before it`;
          const says = `The same client at an address with the fault "${visible(asked.slice(0, 40))}": ${how}, where there were ${secondWords(had)}.`;
          return saw(one, says, last === undefined ? [] : [last]);
        }),
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
