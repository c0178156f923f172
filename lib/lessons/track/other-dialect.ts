/** Lesson 11: fishspeech.live beside Fish Audio: the same job in JSON and raw binary frames, with other habits. */
import { drawerTab, editor, runAll } from '../controls.ts';
import { faultsFound, finding, provenAt } from '../goals/figures.ts';
import { audio, newest, received, saw, sent, textOf } from '../goals/frames.ts';
import { audioOf, bareWords, finishOf, isHeard, roundsOf, wordsOf } from '../goals/rounds.ts';
import { seqWords } from '../goals/words.ts';
import type { Lesson, LessonFrame, LessonSession } from '../lesson.ts';

const words = 'Your train leaves at nine.';
const connected = '{ "$until": { "event": "connected", "within": "10s" } }';
const start =
  '{ "event": "start", "token": { "$key": true }, "request": { "format": "mp3", "latency": "balanced", "version": "s1" } }';
const ready = '{ "$until": { "event": "ready", "within": "10s" } }';
const text = (says: string) => `{ "event": "text", "text": "${says}" }`;
const long = text(
  'The train to the coast leaves at nine, from platform four, and it calls at every village on the way.',
);
const done = '{ "$until": { "event": "done", "within": "10s" } }';
const stopped = '{ "$until": { "event": "stopped", "within": "10s" } }';
const stop = '{ "event": "stop" }';

const list = (says: string, ...steps: string[]) => `// ${says}\n[\n  ${steps.join(',\n  ')}\n]\n`;
const opened = [connected, start, ready];

const begun = list(
  'Written for Fish Audio, and sent to the other service. Run it, and read the Findings.',
  '{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } }',
  text(`${words} `),
  '{ "event": "flush" }',
  '{ "$until": { "audioIdle": "1s", "within": "5s" } }',
  stop,
  '{ "$until": { "event": "finish", "within": "5s" } }',
);
const mended = list(
  'In the order this service tells: connected, start, ready, text, done.',
  ...opened,
  text(words),
  done,
);
const two = list(
  'One text after the other. No flush: each is spoken at once.',
  ...opened,
  text(words),
  done,
  text('It goes from platform four.'),
  done,
);
const cut = list(
  'stop ends what is being spoken, and the connection goes on.',
  ...opened,
  long,
  '{ "$until": { "event": "audio", "within": "10s" } }',
  stop,
  stopped,
  text('It is cancelled today.'),
  done,
);
const fish = `// The same words, for Fish Audio.
{
  "upstream": "sandbox-fish",
  "steps": [
    { "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced" } },
    ${text(`${words} `)},
    ${stop},
    { "$until": { "event": "finish", "within": "10s" } }
  ]
}
`;

const speech = (sessions: readonly LessonSession[]) => sessions.filter(({ dialect }) => dialect === 'fishspeech');

/** Of more texts the first ones are looked at. */
const mostTexts = 200;

/** A text, the sound that came of it, and its end. */
type Spoken = { text: LessonFrame; sound: readonly LessonFrame[]; done: LessonFrame };

/** Texts that were spoken to their end, each before the next one was sent. */
function spokenTexts(session: LessonSession): Spoken[] {
  const texts = sent(session, 'text').slice(0, mostTexts);
  return texts.flatMap((one, at) => {
    const before = texts[at + 1]?.seq ?? Number.POSITIVE_INFINITY;
    const end = received(session, 'done').find(({ seq }) => seq > one.seq && seq < before);
    const sound = end === undefined ? [] : audio(session, one.seq, end.seq);
    return end === undefined || sound.length === 0 ? [] : [{ text: one, sound, done: end }];
  });
}

export const otherDialect: Lesson = {
  id: 'other-dialect',
  title: 'The other dialect, side by side',
  about: 'Move a client from one service to the other without carrying the wrong habits along.',
  minutes: 6,
  start: { upstream: 'sandbox-fishspeech', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'habits',
      title: 'Run steps of the one against the other',
      tells: [
        'The names look alike: start, text, stop. These steps are written for Fish Audio; run them against the sandbox of fishspeech.live.',
        'There is no `flush` in it, and no `finish`: rule B06 names the first, and the wait for the second ends in vain.',
      ],
      control: runAll,
      hints: [
        { says: 'The upstream is `sandbox-fishspeech`. Press Run all; it takes some seconds until it fails.' },
        { says: 'This is the text it began with.', text: begun },
      ],
      goal: (sessions) =>
        newest(speech(sessions), (session) => {
          const found = finding(session, 'B06');
          const seq = found === undefined ? null : provenAt(found);
          if (seq === null) return null;
          return saw(session, `#${seq} is of Fish Audio's protocol and of no meaning here (rule B06).`, [{ seq }]);
        }),
    },
    {
      id: 'order',
      title: 'Say it in its own order',
      tells: [
        'This server speaks first: `connected`. Then `start`, with the key once more as `token`; the server answers `ready`, and only then `text`.',
        'Events are JSON in text frames. Sound has no envelope: an `audio` event announces it, and the next binary frame is the bytes. How many frames may follow one announcement is not documented.',
      ],
      control: editor,
      hints: [
        {
          says: 'Wait for `connected` before the start, and for `ready` before the text: `{ "$until": { "event": "ready", "within": "10s" } }`.',
        },
        {
          says: '`"token": { "$key": true }` puts the key there; the sandbox takes any. `request` has no `text` here.',
        },
        { says: 'Put this into the editor and press Run all.', text: mended },
      ],
      goal: (sessions) =>
        newest(speech(sessions), (session) => {
          const [begin] = sent(session, 'start');
          const [hello] = received(session, 'connected');
          const [go] = received(session, 'ready');
          const [first] = spokenTexts(session);
          if (begin === undefined || hello === undefined || go === undefined || first === undefined) return null;
          if (hello.seq > begin.seq || go.seq > first.text.seq || faultsFound(session).length > 0) return null;
          const [sound] = first.sound;
          const said = received(session, 'audio').find(
            ({ seq, role }) => role !== 'audio' && seq > first.text.seq && seq < (sound?.seq ?? 0),
          );
          if (sound === undefined || said === undefined) return null;
          const says = `connected #${hello.seq}, start #${begin.seq}, ready #${go.seq}, text #${first.text.seq}; #${said.seq} announces sound and #${sound.seq} is its ${sound.sizeBytes} bytes, without an envelope; done #${first.done.seq}.`;
          return saw(session, says, [hello, begin, go, first.text, said, sound, first.done]);
        }),
    },
    {
      id: 'texts',
      title: 'Say two things, one after the other',
      tells: [
        'Nothing is buffered that you must ask for: each text is spoken at once, and has a `done` of its own. So send whole sentences, not the pieces of a language model.',
        'Whether a second text may be sent before `done` is not documented. Wait for it (rule B10).',
      ],
      control: editor,
      hints: [
        { says: 'text, wait for `done`, text, wait for `done`.' },
        { says: 'Put this into the editor and press Run all.', text: two },
      ],
      goal: (sessions) =>
        newest(speech(sessions), (session) => {
          const [first, second] = spokenTexts(session);
          if (first === undefined || second === undefined || faultsFound(session).length > 0) return null;
          const says = `Text #${first.text.seq} was done with #${first.done.seq}, text #${second.text.seq} with #${second.done.seq}; nobody sent a flush.`;
          return saw(session, says, [first.text, first.done, second.text, second.done]);
        }),
    },
    {
      id: 'stop',
      title: 'Stop a text in the middle',
      tells: [
        'In Fish Audio `stop` means: speak the rest, that was all. Here it ends what is being spoken now, and the server answers `stopped`.',
        'Stop a long text while its sound comes, then send another on the same connection.',
      ],
      control: editor,
      hints: [
        { says: 'Send the stop when the first `audio` has come, not after `done`.' },
        { says: 'Put this into the editor and press Run all.', text: cut },
      ],
      goal: (sessions) =>
        newest(speech(sessions), (session) => {
          for (const stopping of sent(session, 'stop').slice(0, mostTexts)) {
            const open = sent(session, 'text').findLast(({ seq }) => seq < stopping.seq);
            const answer = received(session, 'stopped').find(({ seq }) => seq > stopping.seq);
            const next = spokenTexts(session).find(({ text: { seq } }) => seq > stopping.seq);
            if (open === undefined || answer === undefined || next === undefined) continue;
            const wasDone = received(session, 'done').some(({ seq }) => seq > open.seq && seq < stopping.seq);
            if (wasDone || audio(session, open.seq, stopping.seq).length === 0) continue;
            const says = `stop #${stopping.seq} ended text #${open.seq} in the middle (stopped #${answer.seq}); text #${next.text.seq} on the same connection was spoken all the same.`;
            return saw(session, says, [open, stopping, answer, next.text]);
          }
          return null;
        }),
    },
    {
      id: 'side',
      title: 'Lay the two side by side',
      tells: [
        'Say the same words to both sandboxes, and lay both sessions side by side in Compare: other names, other frames, the same sound.',
        'For your client it means: an adapter for each, with its own idea of when a turn begins and ends.',
      ],
      control: drawerTab('Compare'),
      hints: [
        { says: 'Choose `sandbox-fish` as Upstream, or name it in the text.' },
        { says: 'The words must be the same as in a session of the other; a space at the end does no harm.' },
        {
          says: 'Put this into the editor and press Run all. It says what this lesson said in its second step.',
          text: fish,
        },
      ],
      goal(sessions) {
        const others = speech(sessions).filter((one) => spokenTexts(one).length > 0);
        return newest(sessions, (session) => {
          for (const round of roundsOf(session)) {
            const said = bareWords(wordsOf(round));
            const end = finishOf(round);
            if (said === '' || end === undefined || !isHeard(round)) continue;
            const twin = others.find((one) => bareWords(textOf(one)) === said);
            if (twin === undefined) continue;
            const frames = audioOf(round);
            const says = `Both said the same. Here in ${frames.length} frames of MessagePack, ${seqWords(frames.map(({ seq }) => seq))}, up to finish #${end.seq}; in ${twin.upstream} in ${audio(twin).length} raw frames, each announced.`;
            return saw(session, says, [round.start, end]);
          }
          return null;
        });
      },
    },
  ],
  reads: [
    { path: '/reference/fishspeech', says: 'The protocol of fishspeech.live, as far as it is known' },
    { path: '/reference/fishspeech#event-stop', says: 'Its event stop' },
    { path: '/rules/B06', says: 'flush and request.text are not in it' },
    { path: '/rules/B10', says: 'A text before done' },
  ],
  solution: [{ text: begun }, { text: mended }, { text: two }, { text: cut }, { text: fish }],
  wrong: [
    {
      why: 'Against the sandbox of Fish Audio the steps are fine: nothing is to be seen.',
      script: [{ text: fish }],
      stopsAt: 'habits',
    },
    {
      why: 'Without the flush the sound comes, but the text was sent before ready, and without a token.',
      script: [
        { text: begun },
        { text: list('x', '{ "event": "start", "request": { "format": "mp3" } }', text(words), done) },
      ],
      stopsAt: 'order',
    },
    {
      why: 'The key under another name is no token.',
      script: [{ text: begun }, { text: mended.replace('"token"', '"api_key"') }],
      stopsAt: 'order',
    },
    {
      why: 'Both texts at once: the order is undocumented, and the first has no done of its own before the second.',
      script: [{ text: begun }, { text: list('x', ...opened, text(words), text('From platform four.'), done, done) }],
      stopsAt: 'order',
    },
    {
      why: 'Two texts on two connections are not two on one.',
      script: [{ text: begun }, { text: mended }, { text: mended }],
      stopsAt: 'texts',
    },
    {
      why: 'A stop behind done stops nothing.',
      script: [
        { text: begun },
        { text: mended },
        { text: two },
        { text: list('x', ...opened, text(words), done, stop, stopped, text('From platform four.'), done) },
      ],
      stopsAt: 'stop',
    },
    {
      why: 'Other words cannot be compared.',
      script: [
        { text: begun },
        { text: mended },
        { text: two },
        { text: cut },
        { text: fish.replace(words, 'Something else is said here.') },
      ],
      stopsAt: 'side',
    },
  ],
};
