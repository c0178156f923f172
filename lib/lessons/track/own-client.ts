/** Lesson 12: a client of one's own at the tap: its frames, its sound, and what it makes of a fault. */
import { visible } from '../../bytes/visible.ts';
import type { Entry } from '../../session/entry.ts';
import { drawerTab, inspector } from '../controls.ts';
import { faultsOf, refusalOf } from '../goals/ends.ts';
import { seconds } from '../goals/figures.ts';
import { audio, goodEnd, newest, saw, sent } from '../goals/frames.ts';
import { secondWords } from '../goals/words.ts';
import type { Lesson, LessonSession } from '../lesson.ts';

const start = '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }';
const text = '{ "event": "text", "text": "Hello from a client of my own. " }';
const stop = '{ "event": "stop" }';
const finish = '{ "$until": { "event": "finish", "within": "10s" } }';
const list = (...steps: string[]) => `[${steps.join(', ')}]`;

const session = `// What a client sends. This lesson is about yours: the steps here are only to compare with.
[
  ${start},
  ${text},
  ${stop},
  ${finish}
]
`;
const whole = list(start, text, stop, finish);
const untilClosed = list(start, text, stop, '{ "$until": { "close": true, "within": "10s" } }');
const quick = 'pace=0,firstAudioMs=0';

/** Silence behind the last audio that is taken for its end. */
const restMs = 1500;

const tapped = (sessions: readonly LessonSession[]) => sessions.filter(({ isTapped }) => isTapped);

/** `"fish-audio/0.1.0"`, or that it says nothing. The words are the client's. */
function agentWords({ agent }: LessonSession): string {
  return agent === '' ? 'A client that does not say what it is' : `"${visible(agent.slice(0, 60))}"`;
}

function isAtRest(session: LessonSession): boolean {
  const last = session.frames.at(-1)?.t ?? 0;
  return session.isOver || goodEnd(session) !== undefined || session.timeMs - last >= restMs;
}

/**
 * What the client was told that a server in order does not tell: the entry, in words. A finding that its own frames or its upgrade prove
 * is none of it.
 */
function trouble(session: LessonSession): { says: string; seq: number } | null {
  const refused = refusalOf(session);
  if (refused !== undefined)
    return { says: `#${refused.seq} answers the upgrade with ${refused.status}`, seq: refused.seq };
  for (const { rule, severity, proofs } of session.findings) {
    const seq = proofs[0]?.seq;
    if (severity !== 'info' && seq !== undefined && isOfServer(session.entry(seq)))
      return { says: `rule ${rule} fired at #${seq}`, seq };
  }
  return null;
}

function isOfServer(entry: Entry): boolean {
  return entry.kind === 'frame' ? entry.dir === 'received' : entry.kind === 'close' && entry.by !== 'us';
}

export const ownClient: Lesson = {
  id: 'own-client',
  title: 'Point your own client at the tap',
  about: 'See every frame of your own program without changing more than its address.',
  minutes: 8,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: session },
  steps: [
    {
      id: 'come',
      title: 'Have your client connect through the tap',
      tells: [
        'The tap is an address of this console. What connects there is passed on to the server behind it, byte for byte, and recorded on the way.',
        'Open Tap, copy the address for a client, and give it to yours as base URL. "Set up a client" has the lines for the known ones, and whole programs for who has none at hand.',
        'Any key will do: behind the tap stands the sandbox.',
      ],
      control: drawerTab('Tap'),
      hints: [
        {
          says: 'Most SDKs take the base URL as an argument: `baseUrl`, `baseURL`, `base_url`. The path behind it is their own.',
        },
        {
          says: 'No client at hand: choose "fish-audio (npm)" in "Set up a client", and run the program that stands there.',
        },
        { says: 'It must send something: a connection that only opens and closes shows nothing of a client.' },
      ],
      goal: (sessions) =>
        newest(tapped(sessions), (one) => {
          const [first] = sent(one);
          if (first === undefined) return null;
          return saw(
            one,
            `${agentWords(one)} came through the tap; #${first.seq} (${visible(first.event)}) is the first frame it sent.`,
            [first],
          );
        }),
    },
    {
      id: 'audio',
      title: 'Have it speak',
      tells: [
        'Let your client say something, to the end. Its session stands in the list like any other: frames, sound, figures, findings.',
        'What you see is what your program sent, not what its documentation says it sends.',
      ],
      control: drawerTab('Tap'),
      hints: [
        { says: 'No audio? Look whether it sends `stop` or `flush` behind its last text.' },
        { says: 'Text frames in place of MessagePack, or a wrong path, are findings: read them.' },
      ],
      goal: (sessions) =>
        newest(tapped(sessions), (one) => {
          const frames = audio(one);
          const [first] = frames;
          const ask = first && sent(one).findLast(({ seq }) => seq < first.seq);
          if (first === undefined || ask === undefined || !isAtRest(one) || seconds(one) < 0.2) return null;
          const end = goodEnd(one);
          const says = `#${first.seq} is the first audio it received, after its ${visible(ask.event)} #${ask.seq}: ${secondWords(seconds(one))} in ${frames.length} frames${end === undefined ? '' : `, then finish #${end.seq}`}.`;
          return saw(one, says, [ask, first]);
        }),
    },
    {
      id: 'fault',
      title: 'See what it makes of a fault',
      tells: [
        'The address can ask for a fault: choose one in Tap, and copy the address anew. `close` ends the connection in the middle of the audio; `429` refuses it at the door.',
        'Run your client against it, and look at what it tells its user. Some tell nothing: the findings here say what came.',
      ],
      control: inspector,
      hints: [
        { says: 'The address that Tap shows then ends in `/tap/sandbox-fish~fault=close`.' },
        {
          says: 'Take a fault that shows on the wire: `close`, `reset`, `finish-error`, `drop`, `429`. Some leave no trace, `tail` in raw samples for one.',
        },
      ],
      goal: (sessions) =>
        newest(tapped(sessions), (one) => {
          const asked = faultsOf(one);
          const met = asked === '' ? null : trouble(one);
          if (met === null) return null;
          return saw(
            one,
            `Its address asked for the fault "${visible(asked.slice(0, 40))}", and ${met.says}: that is what your client was told.`,
            [met],
          );
        }),
    },
  ],
  // Of clients and of faults alike: here they are what there is to see.
  meant: ['A49', 'A50', 'A51', 'C01', 'A12', 'A53', 'A58'],
  reads: [
    { path: '/reference/fish#clients', says: 'Known clients, and what they hide' },
    { path: '/rules/A51', says: 'Closed without finish' },
    { path: '/rules/A08', says: 'Two slashes before the path' },
  ],
  solution: [
    { tap: whole, at: quick },
    { tap: untilClosed, at: `${quick},fault=close` },
  ],
  wrong: [
    {
      why: 'Run from the editor it is this console that connects, not your client.',
      script: [{ text: whole }],
      stopsAt: 'come',
    },
    {
      why: 'A connection that sends nothing shows nothing.',
      script: [{ tap: list('{ "$wait": "50ms" }', '{ "$close": { "code": 1000 } }'), at: quick }],
      stopsAt: 'come',
    },
    {
      why: 'Text without stop or flush: the client waits, and so does the server.',
      script: [{ tap: list(start, text, '{ "$wait": "300ms" }', '{ "$close": { "code": 1000 } }'), at: quick }],
      stopsAt: 'audio',
    },
    {
      why: 'JSON in a text frame connects well, and is not heard.',
      script: [
        {
          tap: list(
            '{ "$raw": { "opcode": "text", "text": "{\\"event\\":\\"start\\"}" } }',
            '{ "$wait": "100ms" }',
            '{ "$close": { "code": 1000 } }',
          ),
          at: quick,
        },
      ],
      stopsAt: 'audio',
    },
    {
      why: 'A second good run has no fault to show.',
      script: [
        { tap: whole, at: quick },
        { tap: whole, at: quick },
      ],
      stopsAt: 'fault',
    },
    {
      why: 'A fault that leaves no trace, and a mistake of the client: the mistake is no answer to the fault.',
      script: [
        { tap: whole, at: quick },
        { tap: whole.replace('"latency"', '"speed": 2, "latency"'), at: `${quick},fault=no-time` },
      ],
      stopsAt: 'fault',
    },
    {
      why: 'A fault on the connection bar is for this console alone: the client never meets it.',
      script: [{ tap: whole, at: quick }, { text: `{ "request": { "faults": "close" }, "steps": ${untilClosed} }` }],
      stopsAt: 'fault',
    },
  ],
};
