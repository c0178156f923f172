/** Lesson 7: choose a voice, its speed, and a voice from a recording. */
import { editor, files, runAll } from '../controls.ts';
import { saw } from '../goals/frames.ts';
import {
  asked,
  audioOf,
  bareWords,
  isHeard,
  newestRound,
  type Round,
  roundsOf,
  secondsOf,
  wordsOf,
} from '../goals/rounds.ts';
import { byteWords, secondWords } from '../goals/words.ts';
import type { Lesson, LessonSession } from '../lesson.ts';

const end = '{ "event": "stop" },\n  { "$until": { "event": "finish", "within": "10s" } }';
const words = '{ "event": "text", "text": "This is how I sound today. " }';
const voiceId = '802e3bc2b27e49c2995d23ef70e6ac89';
/** A WAV file of 24 samples. */
const clip =
  'UklGRlQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YTAAAAAAAAAQACAAMABAADAAIAAQAAAA8ADgANAAwADQAOAA8AAAABAAIAAwAEAAMAAgABA=';

const session = (fields: string, says: string) => `// ${says}
[
  { "event": "start", "request": {
    "text": "", "format": "mp3", "latency": "balanced"${fields}
  } },
  ${words},
  ${end}
]
`;

const plain = session('', 'No voice is named: the default one speaks. Run it, and listen.');
const faster = session(
  ',\n    "prosody": { "speed": 1.5 }',
  'The same voice, faster. 1 is as it is, 2 is twice as fast.',
);
const named = session(`,\n    "reference_id": "${voiceId}"`, 'A stored voice, by its id.');
const cloned = session(
  `,\n    // $bin is bytes in base64: a tiny WAV here. { "$file": "voice.wav" } takes a file of yours.
    "references": [{
      "audio": { "$bin": "${clip}" },
      "text": "What is said in this recording."
    }]`,
  'A voice from a recording: its bytes, and the words that are said in it.',
);

/** A session in few words, for scripts that need an earlier step done, or ask wrongly. */
const brief = (fields = '') =>
  `{ "event": "start", "request": { "text": "", "format": "mp3", "latency": "balanced"${fields} } },
  { "event": "text", "text": "A word or two." }, ${end}`;
const done = [brief(), brief(', "prosody": { "speed": 1.5 }'), brief(`, "reference_id": "${voiceId}"`)];

const reads = (references: string) => `[${done.join(', ')}, ${brief(`, "references": ${references}`)}]`;

/** 1 where none is asked for; NaN where what is asked for is no number. */
function speedOf(round: Round): number {
  const speed = asked(round, 'prosody.speed') ?? 1;
  return typeof speed === 'number' ? speed : Number.NaN;
}

/** The stored voice that is asked for, or several; empty for none. */
function voiceOf(round: Round): string {
  const ids = [asked(round, 'reference_id')].flat();
  return ids.filter((id) => typeof id === 'string' && id !== '').join(', ');
}

const hasClips = (round: Round) => {
  const clips = asked(round, 'references');
  return Array.isArray(clips) && clips.length > 0;
};

/** What the default voice took for the same words at its own speed; null where that was not heard. */
function plainSeconds(sessions: readonly LessonSession[], text: string): number | null {
  const rounds = sessions.toReversed().flatMap((one) => roundsOf(one).toReversed());
  const same = rounds.find(
    (round) => isPlain(round) && bareWords(wordsOf(round)) === bareWords(text) && isHeard(round),
  );
  return same === undefined ? null : secondsOf(same);
}

const isPlain = (round: Round) => voiceOf(round) === '' && !hasClips(round) && speedOf(round) === 1;

function heardWords(round: Round): string {
  const [first] = audioOf(round);
  return `${secondWords(secondsOf(round))} of speech came from #${first?.seq} on`;
}

export const voice: Lesson = {
  id: 'voice',
  title: 'Voice, speed, and a reference clip',
  about: 'Say who speaks, how fast, and send a recording to sound like.',
  minutes: 5,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: plain },
  steps: [
    {
      id: 'plain',
      title: 'Hear the default voice',
      tells: [
        'Nothing names a voice here, so the server takes its own. Run it, and remember the sound.',
        'Voice and speed belong to `start.request`. They hold until finish: for another voice, start another session.',
      ],
      control: runAll,
      hints: [
        { says: 'Press Run all. No `reference_id`, no `references`, no `prosody` in this step.' },
        { says: 'If the text was changed, this one does it.', text: plain },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          if (!isPlain(round) || !isHeard(round)) return null;
          const says = `#${round.start.seq} names no voice; ${heardWords(round)}.`;
          return saw(round.session, says, [round.start, ...audioOf(round).slice(0, 1)]);
        }),
    },
    {
      id: 'speed',
      title: 'Have it speak faster, or slower',
      tells: [
        'Speed is `prosody.speed`, inside `request`: from 0.5 to 2, and 1 is as it is. `prosody.volume` beside it is in decibels.',
        'Leave the words as they are: then both lengths can be compared.',
      ],
      control: editor,
      hints: [
        { says: '`speed` by itself in `request` does nothing (rule A41): it belongs in a map called `prosody`.' },
        { says: 'Add `"prosody": { "speed": 1.5 }` to `request`, with a comma in front of it.' },
        { says: 'Put this into the editor and press Run all.', text: faster },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const speed = speedOf(round);
          if (!(speed >= 0.5 && speed <= 2) || speed === 1 || !isHeard(round)) return null;
          const before = plainSeconds(sessions, wordsOf(round));
          const compared = before === null ? '' : `, against ${secondWords(before)} for the same words at speed 1`;
          const says = `#${round.start.seq} asks for speed ${speed}; ${heardWords(round)}${compared}.`;
          return saw(round.session, says, [round.start, ...audioOf(round).slice(0, 1)]);
        }),
    },
    {
      id: 'id',
      title: 'Name a stored voice',
      tells: [
        '`reference_id` is the id of a voice that the service keeps: 32 letters and digits in all examples. Over HTTP an unknown one is refused; what a socket says to it is not known.',
        'The sandbox has no such voices. It has three speakers, and takes the same one for the same id.',
      ],
      control: editor,
      hints: [
        { says: 'It stands in `request`, as a text in quotes. `voice` or `voice_id` do nothing (rule A41).' },
        { says: `Any id does here, for example \`"reference_id": "${voiceId}"\`.` },
        { says: 'Put this into the editor and press Run all.', text: named },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const id = voiceOf(round);
          if (id === '' || hasClips(round) || !isHeard(round)) return null;
          const says = `#${round.start.seq} names the voice ${id.length > 40 ? 'by an id' : id}; ${heardWords(round)}.`;
          return saw(round.session, says, [round.start, ...audioOf(round).slice(0, 1)]);
        }),
    },
    {
      id: 'clip',
      title: 'Send a recording to sound like',
      tells: [
        '`references` is a list of clips: `audio` holds the bytes of a recording (WAV, MP3 or FLAC), `text` the words that are said in it. Take `reference_id` out: use one way or the other (rule A46).',
        'The bytes go as bytes. In the editor, `{ "$file": "voice.wav" }` takes a file chosen under Files, and `{ "$bin": "..." }` holds them in base64. Base64 as plain text is a mistake (rule A13): over HTTP it is refused, and the sandbox lets it pass unheard.',
        'The sandbox imitates nobody: it chooses one of its speakers by the lengths of clip and text.',
      ],
      control: files,
      hints: [
        {
          says: 'Choose a short recording under Files, and name it: `"references": [{ "audio": { "$file": "voice.wav" }, "text": "..." }]`.',
        },
        { says: 'It is a list, even for one clip, and each clip needs both `audio` and `text`.' },
        { says: 'This text brings a tiny clip with it. Put it into the editor and press Run all.', text: cloned },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const audio = asked(round, 'references[0].audio');
          const text = asked(round, 'references[0].text');
          if (!(audio instanceof Uint8Array) || audio.length === 0 || typeof text !== 'string') return null;
          if (text.trim() === '' || voiceOf(round) !== '' || !isHeard(round)) return null;
          const says = `#${round.start.seq} carries a clip of ${byteWords(audio.length)} and its ${text.length} characters of text; ${heardWords(round)}.`;
          return saw(round.session, says, [round.start, ...audioOf(round).slice(0, 1)]);
        }),
    },
  ],
  reads: [
    { path: '/reference/fish#event-start', says: 'All fields of start' },
    { path: '/rules/A41', says: 'Fields that do nothing' },
    { path: '/rules/A13', says: 'A clip that is not bytes' },
    { path: '/rules/A46', says: 'Two ways to choose a voice' },
  ],
  solution: [{ text: plain }, { text: faster }, { text: named }, { text: cloned }],
  wrong: [
    {
      why: 'speed stands in request itself: it is taken and has no effect.',
      script: [{ text: `[${done[0]}, ${brief(', "speed": 1.5')}]` }],
      stopsAt: 'speed',
    },
    {
      why: 'prosody stands beside request: it is not read there.',
      script: [
        {
          text: `[${done[0]}, { "event": "start", "prosody": { "speed": 1.5 }, "request": { "text": "" } }, ${words}, ${end}]`,
        },
      ],
      stopsAt: 'speed',
    },
    {
      why: 'Three times as fast is more than is allowed: the start is refused.',
      script: [
        {
          text: `[${done[0]}, { "event": "start", "request": { "text": "", "prosody": { "speed": 3 } } }, ${words}, { "event": "stop" }, { "$wait": "1s" }]`,
        },
      ],
      stopsAt: 'speed',
    },
    {
      why: 'The field is not called voice.',
      script: [{ text: `[${done[0]}, ${done[1]}, ${brief(`, "voice": "${voiceId}"`)}]` }],
      stopsAt: 'id',
    },
    {
      why: 'An empty id names no voice.',
      script: [{ text: `[${done[0]}, ${done[1]}, ${brief(', "reference_id": ""')}]` }],
      stopsAt: 'id',
    },
    {
      why: 'Base64 as plain text is a text and not a recording, though the sandbox speaks.',
      script: [{ text: reads(`[{ "audio": "${clip}", "text": "What is said." }]`) }],
      stopsAt: 'clip',
    },
    {
      why: 'An empty map is what a File of a browser becomes: no bytes go out.',
      script: [{ text: reads('[{ "audio": {}, "text": "What is said." }]') }],
      stopsAt: 'clip',
    },
    {
      why: 'reference_id is left in: then two voices are named, and the sandbox takes the stored one.',
      script: [
        {
          text: reads(`[{ "audio": { "$bin": "${clip}" }, "text": "What is said." }], "reference_id": "${voiceId}"`),
        },
      ],
      stopsAt: 'clip',
    },
    {
      why: 'A clip without the words that are said in it is half a reference.',
      script: [{ text: reads(`[{ "audio": { "$bin": "${clip}" }, "text": "" }]`) }],
      stopsAt: 'clip',
    },
  ],
};
