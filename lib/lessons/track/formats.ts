/** Lesson 6: formats, and what a chunk is. Frames are pieces of one stream, not files; sizes follow from the format. */
import { toHex } from '../../bytes/hex.ts';
import { grouped } from '../../bytes/quantity.ts';
import { editor, runAll } from '../controls.ts';
import { saw } from '../goals/frames.ts';
import { asked, audioOf, isHeard, newestRound, type Round, secondsOf, soundAt } from '../goals/rounds.ts';
import { byteWords, secondWords } from '../goals/words.ts';
import type { Lesson, LessonFrame, Saw } from '../lesson.ts';

const end = '{ "event": "stop" },\n  { "$until": { "event": "finish", "within": "10s" } }';
const words = '{ "event": "text", "text": "The same words, in another shape. " }';

const session = (request: string, says: string) => `// ${says}
[
  { "event": "start", "request": { "text": "", ${request}, "latency": "balanced" } },
  ${words},
  ${end}
]
`;

const mp3 = session('"format": "mp3"', 'Speech as mp3. Run it, and look at the first bytes of each audio frame.');
const wav = session('"format": "wav"', 'The same as wav: one header, then samples.');
const pcm = session('"format": "pcm", "sample_rate": 16000', 'The same as pcm: samples, and nothing else.');
const opus = session('"format": "opus"', 'The same as opus, in an Ogg stream.');

/** A round in few words, for scripts that need an earlier step done. */
const brief = (request: string) =>
  `{ "event": "start", "request": { "text": "", ${request}, "latency": "balanced" } },
  { "event": "text", "text": "A word or two." }, ${end}`;
const done = {
  mp3: brief('"format": "mp3"'),
  wav: brief('"format": "wav"'),
  pcm: brief('"format": "pcm", "sample_rate": 16000'),
};
/** Ends in an error and a close: what is behind it is not sent. */
const refused = (request: string) =>
  `{ "event": "start", "request": { "text": "", ${request} } }, ${words}, { "event": "stop" }, { "$wait": "1s" }`;

type Stream = { first: LessonFrame; second: LessonFrame; audio: LessonFrame[]; bytes: number };

/** What came of a round in a format, in two frames at least, all of it decoded; null otherwise. mp3 is what comes when none is asked. */
function streamOf(round: Round, format: string): Stream | null {
  if ((asked(round, 'format') ?? 'mp3') !== format || !isHeard(round)) return null;
  const audio = audioOf(round);
  const [first, second] = audio;
  if (first === undefined || second === undefined) return null;
  return { first, second, audio, bytes: audio.reduce((sum, { seq }) => sum + soundAt(round, seq).length, 0) };
}

/** `49 44 33 04 ("ID3")`: the first bytes of a frame's sound, and what is readable of them. */
function headOf(round: Round, { seq }: LessonFrame): string {
  const head = soundAt(round, seq).subarray(0, 4);
  const letters = /^[A-Za-z0-9]{3,4}/.exec(String.fromCharCode(...head))?.[0];
  const hex = toHex(head, ' ');
  return letters === undefined ? hex : `${hex} ("${letters}")`;
}

const isRiff = (sound: Uint8Array) => String.fromCharCode(...sound.subarray(0, 4)) === 'RIFF';

/** `9 frames of 2,100 to 8,110 bytes, 41,000 bytes of sound in all, 2.5 s.` */
function sizes(round: Round, { audio, bytes }: Stream): string {
  const each = audio.map(({ sizeBytes }) => sizeBytes);
  const range = `${grouped(Math.min(...each))} to ${byteWords(Math.max(...each))}`;
  return `${audio.length} frames of ${range}; ${byteWords(bytes)} of sound in all for ${secondWords(secondsOf(round))}.`;
}

function sawStream(round: Round, stream: Stream, says: string): Saw {
  return saw(round.session, `${says} ${sizes(round, stream)}`, [round.start, stream.first, stream.second]);
}

export const formats: Lesson = {
  id: 'formats',
  title: 'Formats, and what a chunk is',
  about: 'Choose a format, join its pieces rightly, and tell how long they play.',
  minutes: 5,
  start: { upstream: 'sandbox-fish', switches: '', faults: '', text: mp3 },
  steps: [
    {
      id: 'mp3',
      title: 'Look at the pieces of an mp3',
      tells: [
        'Run it. The log keeps audio that comes in a row folded: unfold it with the arrow beside `audio` (or the right arrow key), and select the first and the second frame. The inspector shows their bytes.',
        'The first begins with `ID3`, the head of an mp3 file. The second goes on in the middle: a frame is a piece of one stream, not a file. Who plays each frame by itself hears clicks, or nothing.',
        'Do not take it for `chunk_length`: that counts characters of text which the server speaks at one go.',
      ],
      control: runAll,
      hints: [
        { says: 'Two audio frames at least have to come: a text of a few words brings them.' },
        { says: 'If the text was changed, this one shows it.', text: mp3 },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const stream = streamOf(round, 'mp3');
          if (stream === null) return null;
          const { first, second } = stream;
          const says = `#${first.seq} begins with ${headOf(round, first)}, #${second.seq} with ${headOf(round, second)}: one mp3 in pieces.`;
          return sawStream(round, stream, says);
        }),
    },
    {
      id: 'wav',
      title: 'Ask for wav',
      tells: [
        'Write `"format": "wav"` and run again. The stream begins with one header, and only its first frame has it.',
        'The server does not know the length in advance, so the sizes in that header are placeholders (rule A54). Count the bytes instead. Whether the real service sends the header again after a flush is not known.',
      ],
      control: editor,
      hints: [
        { says: 'The format stands in `start`, inside `request`. Anywhere else it has no effect, and mp3 comes.' },
        {
          says: 'Names of formats are written small: `wav`, `pcm`, `mp3`, `opus`. A word alone may come in a single frame of wav: have more spoken.',
        },
        { says: 'Put this into the editor and press Run all.', text: wav },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const stream = streamOf(round, 'wav');
          if (stream === null) return null;
          const head = soundAt(round, stream.first.seq);
          if (head.length < 8 || !isRiff(head) || isRiff(soundAt(round, stream.second.seq))) return null;
          const claimed = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
          const says = `#${stream.first.seq} begins with ${headOf(round, stream.first)} and claims ${byteWords(claimed)}; #${stream.second.seq} has no header, only samples.`;
          return sawStream(round, stream, says);
        }),
    },
    {
      id: 'pcm',
      title: 'Ask for pcm, at a rate of your own',
      tells: [
        'pcm is samples and nothing else: 16 bits, one channel, low byte first. No byte of it names the rate, so name it yourself: `"format": "pcm", "sample_rate": 16000`.',
        'Two bytes are a sample. Bytes, divided by two and by the rate, are seconds.',
      ],
      control: editor,
      hints: [
        { says: 'Rates of pcm and wav: 8000, 16000, 24000, 32000, 44100. Left out, it is 44100.' },
        { says: 'The rate is a number, without quotes.' },
        { says: 'Put this into the editor and press Run all.', text: pcm },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const rate = asked(round, 'sample_rate');
          const stream = typeof rate === 'number' ? streamOf(round, 'pcm') : null;
          if (stream === null) return null;
          const says = `#${round.start.seq} asks for ${grouped(Number(rate))} Hz. ${grouped(stream.bytes)} bytes / 2 / ${grouped(Number(rate))} = ${(stream.bytes / 2 / Number(rate)).toFixed(2)} s.`;
          return sawStream(round, stream, says);
        }),
    },
    {
      id: 'opus',
      title: 'Ask for opus',
      tells: [
        'opus says the same in far fewer bytes. It comes in an Ogg stream, always at 48,000 Hz, and takes no other rate.',
        'Join all its frames before you decode, or feed one decoder from the first frame on. A decoder that begins in the middle fails.',
      ],
      control: editor,
      hints: [
        {
          says: 'Take `sample_rate` out, or set it to 48000: with any other one the sandbox refuses the start. What the real service says to it on a socket is not known.',
        },
        { says: 'The name is `opus`: a start with `ogg` is refused by the sandbox.' },
        { says: 'Put this into the editor and press Run all.', text: opus },
      ],
      goal: (sessions) =>
        newestRound(sessions, (round) => {
          const stream = streamOf(round, 'opus');
          if (stream === null) return null;
          const asPcm = Math.round(secondsOf(round) * 48_000 * 2);
          const says = `#${stream.first.seq} begins with ${headOf(round, stream.first)}. As pcm at the same rate it would be ${byteWords(asPcm)}.`;
          return sawStream(round, stream, says);
        }),
    },
  ],
  reads: [
    { path: '/reference/fish#audio', says: 'What is known of the formats' },
    { path: '/reference/fish#event-start', says: 'All fields of start' },
    { path: '/rules/A54', says: 'Placeholder sizes in a wav header' },
    { path: '/rules/A34', says: 'Which rate goes with which format' },
  ],
  solution: [{ text: mp3 }, { text: wav }, { text: pcm }, { text: opus }],
  wrong: [
    {
      why: 'The format stands beside event: it is not read there, and mp3 comes.',
      script: [
        {
          text: `[${done.mp3}, { "event": "start", "format": "wav", "request": { "text": "" } }, ${words}, ${end}]`,
        },
      ],
      stopsAt: 'wav',
    },
    {
      why: 'WAV in capitals is no format that is known.',
      script: [{ text: `[${done.mp3}, ${refused('"format": "WAV"')}]` }],
      stopsAt: 'wav',
    },
    {
      why: 'chunk_length is about text: it does not make smaller audio frames, nor another format.',
      script: [{ text: `[${done.mp3}, ${brief('"format": "mp3", "chunk_length": 100')}]` }],
      stopsAt: 'wav',
    },
    {
      why: 'pcm without a rate is spoken, but nothing in the traffic names the rate.',
      script: [{ text: `[${done.mp3}, ${done.wav}, ${brief('"format": "pcm"')}]` }],
      stopsAt: 'pcm',
    },
    {
      why: 'A rate in quotes is no number.',
      script: [{ text: `[${done.mp3}, ${done.wav}, ${refused('"format": "pcm", "sample_rate": "16000"')}]` }],
      stopsAt: 'pcm',
    },
    {
      why: 'The rate of the pcm is left in: opus is made at 48,000 Hz only.',
      script: [
        {
          text: `[${done.mp3}, ${done.wav}, ${done.pcm}, ${refused('"format": "opus", "sample_rate": 16000')}]`,
        },
      ],
      stopsAt: 'opus',
    },
    {
      why: 'ogg is the container; the format is called opus.',
      script: [{ text: `[${done.mp3}, ${done.wav}, ${done.pcm}, ${refused('"format": "ogg"')}]` }],
      stopsAt: 'opus',
    },
  ],
};
