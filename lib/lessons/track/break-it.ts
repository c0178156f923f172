/** Lesson 10: what goes wrong on a connection, on purpose, and where the console says so. */
import { editor, faults, inspector, runAll } from '../controls.ts';
import { closeOf, refusalOf } from '../goals/ends.ts';
import { faultsFound, finding, provenAt } from '../goals/figures.ts';
import { audio, newest, saw } from '../goals/frames.ts';
import { finishOf, isHeard, newestRound } from '../goals/rounds.ts';
import type { Lesson, LessonSession } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const text = '{ "event": "text", "text": "The train to the coast leaves at nine, from platform four. " }';
const stop = '{ "event": "stop" }';
const finish = '{ "$until": { "event": "finish", "within": "15s" } }';

const list = (says: string, ...steps: string[]) => `// ${says}\n[\n  ${steps.join(',\n  ')}\n]\n`;
/** With one fault of the server, and no other. */
const broken = (says: string, fault: string, ...steps: string[]) => `// ${says}
{
  // Used in place of what stands in Sandbox switches.
  "request": { "switches": { "fault": "${fault}" } },
  "steps": [
    ${(steps.length > 0 ? steps : [start, text, stop, finish]).join(',\n    ')}
  ]
}
`;

const begun = list('Nothing is wrong with these steps. Run them, and listen closely.', start, text, stop, finish);
const hole = broken('One audio frame of the server never comes.', 'drop');
const lost = broken(
  'The server closes on the way.',
  'close',
  start,
  text,
  stop,
  '{ "$until": { "close": true, "within": "15s" } }',
);
const refused = broken('The server refuses: too many sessions.', '429');
const mistake = broken(
  'A mistake of ours: no event "end" is known to the server. It ignores it, and never finishes.',
  'no-time',
  start,
  text,
  '{ "event": "end" }',
  '{ "$wait": "1s" }',
);
const clean = broken('Nothing is broken: this fault only leaves a field out.', 'no-time');
const unbroken = `// Nothing is broken on purpose: these switches are used in place of those above.
{
  "request": { "switches": { "id3": "on" } },
  "steps": [
    ${[start, text, stop, finish].join(',\n    ')}
  ]
}
`;

/** An error that a frame of the client proves. */
function ownMistake(session: LessonSession): { rule: string; seq: number } | null {
  for (const found of session.findings) {
    const seq = found.severity === 'error' ? provenAt(found) : null;
    const entry = seq === null ? null : session.entry(seq);
    if (seq !== null && entry?.kind === 'frame' && entry.dir === 'sent') return { rule: found.rule, seq };
  }
  return null;
}

export const breakIt: Lesson = {
  id: 'break-it',
  title: 'Break it, and read the findings',
  about: 'Tell a fault of the line from one of the server and one of your own, by what the record shows.',
  minutes: 6,
  start: { upstream: 'sandbox-fish', switches: 'fault=drop', faults: '', text: begun },
  steps: [
    {
      id: 'hole',
      title: 'Find what is wrong with the sound',
      tells: [
        'The steps are fine, and the session ends in good order. The sound is not: run it, and listen.',
        'Findings in the Inspector names what the bytes prove, and the frame where it shows. A client that plays what comes does not tell you.',
      ],
      control: inspector,
      hints: [
        { says: 'The number on the tab of the session counts its findings. Open Findings in the Inspector.' },
        { says: 'The finding is C01: an mp3 frame does not follow on the one before. Its link goes to the entry.' },
        {
          says: 'The switch `fault=drop` does it: one audio frame of the server never comes. This text has it too.',
          text: hole,
        },
      ],
      goal: (sessions) =>
        newest(sessions, (session) => {
          const found = finding(session, 'C01');
          const seq = found === undefined ? null : provenAt(found);
          const round = audio(session);
          if (seq === null || round.length === 0) return null;
          return saw(
            session,
            `Rule C01 fired at #${seq}: the mp3 stream does not go on where it stopped. A frame is missing before it.`,
            [{ seq }],
          );
        }),
    },
    {
      id: 'lost',
      title: 'Have the connection end too early',
      tells: [
        'Choose another fault: one that ends the connection in the middle of the audio. `close` does it in good manners, `reset` without any.',
        'Some clients take every close for success. What tells them apart is `finish`: none came, and rule A51 says so.',
      ],
      control: faults,
      hints: [
        {
          says: 'The button with the beetle, beside the upstream, lists all there are. What is chosen counts from the next connection on.',
        },
        { says: 'Take `fault=drop` out of Sandbox switches, or write `fault=close` in its place.' },
        { says: 'Put this into the editor and press Run all.', text: lost },
      ],
      goal: (sessions) =>
        newest(sessions, (session) => {
          const close = closeOf(session);
          const last = audio(session).at(-1);
          if (close === undefined || close.by === 'us' || last === undefined) return null;
          if (finding(session, 'A51') === undefined) return null;
          const says = `#${last.seq} is the last audio; #${close.seq} closed the connection with ${close.code} and no finish came (rule A51).`;
          return saw(session, says, [last, close]);
        }),
    },
    {
      id: 'refused',
      title: 'Be refused at the door',
      tells: [
        'A key that is wrong (401), an account that is empty (402), too many sessions at once (429): the sandbox answers the upgrade with a status, and no frame ever crosses. So do clients expect it of the service; what it really answers to too many sessions is not documented for this endpoint.',
        'A browser is never told why. This console is: read the row of the handshake.',
      ],
      control: faults,
      hints: [
        { says: 'The faults have `401`, `402`, `403`, `429` and `500`.' },
        { says: 'Put this into the editor and press Run all. The run fails, as it should.', text: refused },
      ],
      goal: (sessions) =>
        newest(sessions, (session) => {
          const answer = refusalOf(session);
          if (answer === undefined) return null;
          return saw(session, `#${answer.seq} answers the upgrade with ${answer.status}: no frame ever crossed.`, [
            answer,
          ]);
        }),
    },
    {
      id: 'own',
      title: 'Make a mistake of your own',
      tells: [
        'The server breaks nothing now; you do. Send something that the protocol does not know or does not allow, and see which rule names it.',
        'Three that people make: `end` in place of `stop`, text before `start`, `format` beside `request` in place of inside.',
      ],
      control: editor,
      hints: [
        { says: 'The editor warns before sending, and sends all the same.' },
        { says: 'The menu Wrong on purpose, over the editor, has more, each with what is to be learned by it.' },
        { says: 'Put this into the editor and press Run all.', text: mistake },
      ],
      goal: (sessions) =>
        newest(sessions, (session) => {
          const found = ownMistake(session);
          if (found === null) return null;
          return saw(session, `Rule ${found.rule} is an error, and #${found.seq} proves it: a frame that you sent.`, [
            found,
          ]);
        }),
    },
    {
      id: 'clean',
      title: 'Mend all of it',
      tells: [
        'Take the faults away, mend the steps, and run once more: finish comes, and no error or warning is found.',
      ],
      control: runAll,
      hints: [
        {
          says: 'No fault in Sandbox switches, none on the button with the beetle; and a new connection, since the old one has the mistake in its record.',
        },
        { says: 'Put this into the editor and press Run all.', text: unbroken },
      ],
      goal(sessions, before) {
        const last = sessions.findIndex(({ id }) => id === before.at(-1)?.session);
        return newestRound(sessions.slice(last + 1), (round) => {
          const end = finishOf(round);
          if (end === undefined || !isHeard(round) || faultsFound(round.session).some((rule) => rule !== 'A09'))
            return null;
          return saw(
            round.session,
            `finish #${end.seq} came, all of the sound is there, and nothing worse than a note was found.`,
            [end],
          );
        });
      },
    },
  ],
  // Faults of the line and of the server, what clients get wrong, and many connections in a row.
  meant: ['A09', 'C01', 'A51', 'A10', 'A11', 'A12', 'A16', 'A17', 'A18', 'A19', 'A20', 'A22', 'A33', 'A58'],
  reads: [
    { path: '/rules/C01', says: 'The stream does not go on where it stopped' },
    { path: '/rules/A51', says: 'Closed without finish' },
    { path: '/reference/fish#status', says: 'What a refused upgrade means' },
    { path: '/rules', says: 'All rules' },
  ],
  solution: [{ text: hole }, { text: lost }, { text: refused }, { text: mistake }, { text: unbroken }],
  wrong: [
    {
      why: 'Without the fault there is nothing to find.',
      script: [{ text: unbroken }],
      stopsAt: 'hole',
    },
    {
      why: 'In raw samples the same fault leaves no trace: whole samples are missing.',
      script: [
        {
          text: broken('x', 'drop', start.replace('mp3', 'pcm'), text, stop, finish),
        },
      ],
      stopsAt: 'hole',
    },
    {
      why: 'Closing it yourself is no fault of the server: A22 tells that apart from A51.',
      script: [
        { text: hole },
        {
          text: broken(
            'x',
            'no-time',
            start,
            text,
            stop,
            '{ "$until": { "event": "audio", "within": "9s" } }',
            '{ "$close": { "code": 1000 } }',
          ),
        },
      ],
      stopsAt: 'lost',
    },
    {
      why: 'A close behind finish takes nothing away.',
      script: [
        { text: hole },
        {
          text: `{ "request": { "switches": { "afterFinish": "close" } }, "steps": [${[start, text, stop, '{ "$until": { "close": true, "within": "15s" } }'].join(', ')}] }`,
        },
      ],
      stopsAt: 'lost',
    },
    {
      why: 'A refusal in words, after the upgrade, is another thing: the connection was open.',
      script: [{ text: hole }, { text: lost }, { text: broken('x', 'error') }],
      stopsAt: 'refused',
    },
    {
      why: 'An error of the server is no mistake of yours.',
      script: [{ text: hole }, { text: lost }, { text: refused }, { text: broken('x', 'finish-error') }],
      stopsAt: 'own',
    },
    {
      why: 'The session is clean, and its sound was never asked for: nothing finished.',
      script: [
        { text: hole },
        { text: lost },
        { text: refused },
        { text: mistake },
        { text: broken('x', 'no-time', start, text) },
      ],
      stopsAt: 'clean',
    },
    {
      why: 'A clean run of before does not count: the last thing that was shown is a mistake.',
      script: [{ text: clean }, { text: hole }, { text: lost }, { text: refused }, { text: mistake }],
      stopsAt: 'clean',
    },
  ],
};
