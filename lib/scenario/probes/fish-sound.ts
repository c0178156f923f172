/** Fish Audio live: whether the head of a container comes again. */
import { finish, fishStart, flush, idle, stop, text } from './fish-steps.ts';
import { type Probe, type ProbeRecord, probe } from './probe.ts';
import { fishManners, reactionTo, seqs } from './reaction.ts';
import { received, sent } from './sight.ts';
import { headsIn } from './sound-heads.ts';

const dialect = 'fish';
type Format = Parameters<typeof headsIn>[1];
const names: Readonly<Record<Format, string>> = {
  mp3: 'the ID3 tag',
  wav: 'the WAV header',
  opus: 'the first page of an Ogg stream',
};
const request = (format: Format) => `"text": "", "format": "${format}", "latency": "balanced"`;

function again({ main }: ProbeRecord, format: Format, marks: readonly { seq: number }[], what: string) {
  const audio = received(main, 'audio');
  if (audio.length === 0) return reactionTo(main, sent(main, 'start'), fishManners, 'There was no audio');
  const heads = headsIn(main, format);
  const from = marks[1]?.seq ?? Number.POSITIVE_INFINITY;
  const later = heads.filter((seq) => seq > from);
  const first = heads.filter((seq) => seq < from).length;
  const begins =
    first === 0 ? `The sound does not begin with ${names[format]} at all` : `The sound begins with ${names[format]}`;
  if (!audio.some(({ seq }) => seq > from))
    return { says: `${begins}; no audio came after ${what}.`, seqs: seqs(audio[0]) };
  const firstAfter = audio.find(({ seq }) => seq > from);
  if (later.length === 0)
    return { says: `${begins}; after ${what} it does not come again.`, seqs: seqs(audio[0], firstAfter) };
  return { says: `${begins}, and it comes again after ${what}.`, seqs: [...heads].slice(0, 4) };
}

const afterFlush = (format: Format): Probe =>
  probe({
    name: `header-after-flush-${format}`,
    dialect,
    question: `Does ${names[format]} come again after a flush (${format})?`,
    known: 'Not documented; decoders that begin anew in the middle of a stream fail.',
    steps: [
      fishStart('', request(format)),
      text('The first part of it. '),
      flush,
      idle,
      text('The second part of it. '),
      flush,
      idle,
      stop,
      finish,
    ],
    answer(record) {
      const flushes = [sent(record.main, 'flush', 1), sent(record.main, 'flush', 2)].filter((one) => one !== null);
      return again(record, format, flushes, 'the flush');
    },
  });

const inSecondSession = (format: Format): Probe => {
  const session = [fishStart('', request(format)), text('A short sentence. '), stop, finish];
  return probe({
    name: `header-of-second-session-${format}`,
    dialect,
    question: `Does a second session on the same socket begin with ${names[format]} (${format})?`,
    known: 'Not documented.',
    steps: [...session, ...session],
    answer(record) {
      const starts = [sent(record.main, 'start', 1), sent(record.main, 'start', 2)].filter((one) => one !== null);
      return again(record, format, starts, 'the second start');
    },
  });
};

export const fishSoundProbes: readonly Probe[] = [
  afterFlush('mp3'),
  afterFlush('wav'),
  afterFlush('opus'),
  inSecondSession('mp3'),
  inSecondSession('wav'),
  inSecondSession('opus'),
];
