/** Lesson 8: the wait before the first sound, measured three ways, and what shortens it. */
import { drawerTab, editor } from '../controls.ts';
import { finding } from '../goals/figures.ts';
import { firstAudioOf } from '../goals/first-audio.ts';
import { saw } from '../goals/frames.ts';
import { asked, isHeard, newestRound, type Round, roundsOf, textsOf } from '../goals/rounds.ts';
import { msWords } from '../goals/words.ts';
import type { Lesson } from '../lesson.ts';

const first = 'Good morning, and welcome aboard.';
const rest = ' We leave at nine, from platform four, and arrive in the city at noon.';

const tokens = (text: string) => `{ "$tokens": "${text}", "like": "openai", "perSecond": 10 }`;
const start = (more: string, format = 'mp3') =>
  `{ "event": "start", "request": { "text": "", "format": "${format}", ${more} } }`;
const end = `{ "event": "stop" },
  { "$until": { "event": "finish", "within": "20s" } }`;

const session = (says: string, begin: string, words: string) => `// ${says}
[
  ${begin},
  // Words as a language model hands them on: ten pieces a second.
  ${words},
  ${end}
]
`;
const whole = tokens(first + rest);
const split = (mid: string) => `${tokens(first)},
  ${mid}
  ${tokens(rest)}`;
const flushed = split('{ "event": "flush" },');

const begun = session('Run it, and count how long you wait for the voice.', start('"latency": "normal"'), whole);
const low = session('The same, with the latency for conversations.', start('"latency": "low"'), whole);
const early = session('A flush behind the first sentence.', start('"latency": "low"'), flushed);
const pcm = session('The same as raw samples.', start('"latency": "low"', 'pcm'), flushed);

/** Much longer than a quick answer takes, much shorter than `normal`. */
const quickMs = 600;
const earlyMs = 1800;

const isQuick = (round: Round) => /^(?:low|balanced)$/.test(String(asked(round, 'latency')));
const formatOf = (round: Round) => String(asked(round, 'format') ?? 'mp3');
/** From the first byte to the first audible sample, ms; null while it is not known. */
const lagOf = (round: Round) => {
  const heard = firstAudioOf(round);
  return heard === null ? null : heard.audibleMs - heard.byteMs;
};

export const firstAudio: Lesson = {
  id: 'first-audio',
  title: 'Measure the first audio three ways, and cut it',
  about: 'Know which wait you measure, and make each of its parts shorter.',
  minutes: 5,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: begun },
  steps: [
    {
      id: 'measure',
      title: 'Run it, and read three waits',
      tells: [
        'The words come one by one, as a language model finds them. Run it, then open Figures.',
        '"First audio byte" is what most clients measure. "First playable" is when a whole sample is there, behind the headers of the file. "First audible" is when it is no silence any more: that is what people wait for.',
        'All three count from the first text.',
      ],
      control: drawerTab('Figures'),
      hints: [
        { says: 'Press Run all and wait for `finish`: the figures are known when the sound is decoded.' },
        { says: 'This is the text it began with.', text: begun },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const heard = isHeard(round) ? firstAudioOf(round) : null;
          if (heard === null) return null;
          const { text, audio, byteMs, playableMs, audibleMs } = heard;
          const says = `From the first text #${text.seq}: first byte after ${msWords(byteMs)} (#${audio.seq}), first playable after ${msWords(playableMs)}, first audible after ${msWords(audibleMs)}.`;
          return saw(round.session, says, [text, audio]);
        }),
    },
    {
      id: 'latency',
      title: 'Ask for a lower latency',
      tells: [
        '`latency` in the start is a trade: `normal` thinks longer. The sandbox takes 1.7 s with it, 0.25 s with `balanced`, 0.23 s with `low`: times that others measured of the service in September 2026.',
        'Left out it is `normal`. Ask for `low` or `balanced`, and run again.',
      ],
      control: editor,
      hints: [
        { says: 'It is a field of `request`, in the start.' },
        {
          says: 'Only the time between asking (`stop`) and the first byte gets shorter; the words still come as they come.',
        },
        { says: 'Put this into the editor and press Run all.', text: low },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const heard = isQuick(round) && isHeard(round) ? firstAudioOf(round) : null;
          if (heard === null || heard.waitMs > quickMs) return null;
          const says = `#${round.start.seq} asks for latency ${asked(round, 'latency')}: the first byte #${heard.audio.seq} came ${msWords(heard.waitMs)} after it was asked for.`;
          return saw(round.session, says, [round.start, heard.audio]);
        }),
    },
    {
      id: 'early',
      title: 'Ask for the first sentence early',
      tells: [
        'Most of the wait is left: the server is asked only when the last word is known. Ask for the first sentence as soon as it is whole, and go on sending the others while it is spoken.',
        'A flush behind each word would be quicker still, and sounds worse: rule A24 asks for 20 characters at least.',
      ],
      control: editor,
      hints: [
        { says: 'Split the words in two, and put a `flush` between the parts.' },
        {
          says: '`min_chunk_length` in the start is another way: from that many characters on, the sandbox begins at a sentence end. How the service cuts is not documented.',
        },
        { says: 'Put this into the editor and press Run all.', text: early },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const heard = isQuick(round) && isHeard(round) ? firstAudioOf(round) : null;
          const last = textsOf(round).at(-1);
          if (heard === null || last === undefined || last.seq < heard.audio.seq || heard.byteMs > earlyMs) return null;
          if (finding(round.session, 'A24') !== undefined) return null;
          const says = `#${heard.audio.seq} is the first audio, ${msWords(heard.byteMs)} after the first text #${heard.text.seq}; the last text #${last.seq} was sent while it was spoken.`;
          return saw(round.session, says, [heard.text, heard.audio, last]);
        }),
    },
    {
      id: 'format',
      title: 'Take the encoder out of the way',
      tells: [
        'Between the first byte and the first audible sample stands the file itself: every mp3 begins with some silence of its encoder. `pcm`, `wav` and `opus` do not, or say how much to skip.',
        'Run the same in one of those, and compare "First audible" less "First audio byte" with the run in mp3.',
      ],
      control: drawerTab('Compare'),
      hints: [
        { says: 'It is about the way from byte to sound, not about the bytes: those come as quickly in every format.' },
        { says: 'Change `format` in the start. `pcm` needs a player that knows rate and width; the one here does.' },
        { says: 'Put this into the editor and press Run all. A run in mp3 must stand beside it.', text: pcm },
      ],
      goal: (sessions) => {
        const lags = sessions.flatMap((one) =>
          roundsOf(one).flatMap((round) => (formatOf(round) === 'mp3' && isHeard(round) ? (lagOf(round) ?? []) : [])),
        );
        const mp3 = Math.min(...lags);
        return newestRound(sessions, (round) => {
          const heard = formatOf(round) !== 'mp3' && isQuick(round) && isHeard(round) ? firstAudioOf(round) : null;
          if (heard === null) return null;
          const lag = heard.audibleMs - heard.byteMs;
          if (!(lag < mp3)) return null;
          const says = `In ${formatOf(round)} the first sample is audible ${msWords(lag)} after the first byte #${heard.audio.seq}; in mp3 it took ${msWords(mp3)}.`;
          return saw(round.session, says, [round.start, heard.audio]);
        });
      },
    },
  ],
  reads: [
    { path: '/reference/fish#event-start', says: 'The fields of start' },
    { path: '/rules/A48', says: 'Latency normal, and many turns' },
    { path: '/rules/A24', says: 'Flushed too early, speech sounds worse' },
    { path: '/rules/D03', says: 'More than three seconds to the first audio' },
  ],
  // The begin is slow on purpose.
  meant: ['D03'],
  solution: [{ text: begun }, { text: low }, { text: early }, { text: pcm }],
  wrong: [
    {
      why: 'Raw samples are larger, not sooner: the server thinks as long.',
      script: [{ text: session('pcm', start('"latency": "normal"', 'pcm'), whole) }],
      stopsAt: 'latency',
    },
    {
      why: 'A faster voice is not a faster answer.',
      script: [{ text: session('speed', start('"prosody": { "speed": 2 }'), whole) }],
      stopsAt: 'latency',
    },
    {
      why: 'A latency beside request is no field of the request: normal stays.',
      script: [
        {
          text: session(
            'beside',
            '{ "event": "start", "latency": "low", "request": { "text": "", "format": "mp3" } }',
            whole,
          ),
        },
      ],
      stopsAt: 'latency',
    },
    {
      why: 'A flush at the end asks no earlier than stop does.',
      script: [{ text: session('late', start('"latency": "low"'), `${whole},\n  { "event": "flush" }`) }],
      stopsAt: 'early',
    },
    {
      why: 'A flush before the first word has nothing to speak.',
      script: [{ text: session('empty', start('"latency": "low"'), `{ "event": "flush" },\n  ${whole}`) }],
      stopsAt: 'early',
    },
    {
      why: 'A flush behind every few letters is early, and sounds like it: rule A24.',
      script: [
        {
          text: session(
            'hasty',
            start('"latency": "low"'),
            ['Good ', 'morning, ', 'and ', 'welcome.']
              .map((word) => `{ "event": "text", "text": "${word}" }, { "event": "flush" }, { "$wait": "300ms" }`)
              .join(',\n  '),
          ),
        },
      ],
      stopsAt: 'early',
    },
    {
      why: 'Once more in mp3 compares mp3 with itself.',
      script: [{ text: low }, { text: early }, { text: early }],
      stopsAt: 'format',
    },
  ],
};
