/** The bytes of the audio: whether they begin as they should, and what they claim of themselves. */
import { concatBytes } from '../../../bytes/concat.ts';
import { grouped } from '../../../bytes/quantity.ts';
import type { Span } from '../../../bytes/span.ts';
import { valueAt } from '../../../msgpack/peek.ts';
import { scalarAt } from '../../../msgpack/scalar.ts';
import { playerRate } from '../../../session/mark-words.ts';
import type { AudioFormat } from '../../dialect.ts';
import type { Proof } from '../../rule.ts';
import { containerOf, headBytes, readHead } from './audio-head.ts';
import { looksLike } from './looks-like.ts';
import { type Part, proofOf, type Seen } from './scene.ts';
import type { Tally } from './tally.ts';

/** A wav may carry a few chunks behind its samples. */
const chunksBehind = 4096;
const counters = ['chunk_seq', 'chunk_audio_offset_sec'] as const;

/** The audio of one session: its first bytes, with the frames they came in. */
type Stream = {
  format: AudioFormat | null;
  total: number;
  head: Uint8Array;
  pieces: { seq: number; from: number; span: Span }[];
  began: boolean;
  read: boolean;
  claim: { bytes: number; from: number } | null;
  counters: Map<string, number>;
};

const open = (format: AudioFormat | null): Stream => ({
  format,
  total: 0,
  head: new Uint8Array(0),
  pieces: [],
  began: false,
  read: false,
  claim: null,
  counters: new Map(),
});

export function audioPart(tally: Tally): Part {
  let stream = open(null);

  const audio = (seen: Seen) => {
    const span = seen.reading.audio;
    if (span === null) return;
    const size = span.end - span.start;
    if (size === 0) tally.met({ rule: 'A63', says: 'An audio event has no bytes.', proofs: [proofOf(seen)] });
    if (stream.format === 'pcm' && size % 2 === 1) {
      const says = `${size} bytes of pcm: half a sample is in the next event.`;
      tally.met({ rule: 'A56', says, proofs: [{ seq: seen.seq, span, field: 'audio' }] });
    }
    count(tally, stream, seen);
    stream.total += size;
    if (stream.head.length < headBytes && size > 0) {
      const part = seen.bytes.subarray(span.start, Math.min(span.end, span.start + headBytes - stream.head.length));
      stream.pieces.push({ seq: seen.seq, from: stream.head.length, span });
      stream.head = concatBytes([stream.head, part]);
    }
    if (!stream.began && stream.head.length >= 12) begin(tally, stream);
    if (!stream.read && stream.head.length >= headBytes) read(tally, stream);
  };

  const end = (complete: boolean) => {
    if (!stream.began && stream.head.length > 0) begin(tally, stream);
    if (!stream.read && stream.head.length > 0) read(tally, stream);
    if (complete) compareSize(tally, stream);
    stream = open(stream.format);
  };

  return {
    frame(seen) {
      if (seen.sent && seen.event === 'start') {
        end(false);
      } else if (!seen.sent && seen.event === 'audio') audio(seen);
      else if (!seen.sent && (seen.event === 'finish' || seen.event === 'error')) end(seen.reading.role === 'done');
    },
    other(entry) {
      if (entry.kind === 'close') end(false);
      if (entry.kind !== 'mark' || entry.by !== 'player') return;
      const rate = playerRate(entry.says);
      if (rate === null || rate.setHz === rate.askedHz) return;
      const says = `The player runs at ${grouped(rate.setHz)} Hz; ${grouped(rate.askedHz)} Hz were asked for.`;
      tally.met({ rule: 'A55', says, proofs: [{ seq: entry.seq }] });
    },
    asked(asked) {
      stream.format = asked.format;
    },
    end(_scene, knowsEnd) {
      // Of a begin that was cut, or may be, its first bytes tell nothing.
      if (knowsEnd || stream.began) end(false);
    },
  };
}

/** Counters of the path with timestamps never go back. */
function count(tally: Tally, stream: Stream, seen: Seen): void {
  if (seen.peek === null) return;
  for (const name of counters) {
    const at = valueAt(seen.bytes, seen.peek, name);
    const value = at === -1 ? undefined : scalarAt(seen.bytes, at, 32);
    if (typeof value !== 'number') continue;
    const before = stream.counters.get(name);
    if (before !== undefined && value < before) {
      const says = `${name} goes back from ${before} to ${value}.`;
      tally.met({ rule: 'A57', says, proofs: [{ seq: seen.seq, field: name }], subject: name });
    }
    stream.counters.set(name, value);
  }
}

function begin(tally: Tally, stream: Stream): void {
  stream.began = true;
  const { head, format } = stream;
  const like = looksLike(head);
  const container = containerOf(head);
  // Samples may begin with any two bytes: of an mp3 header's eleven bits alone nothing is concluded.
  const named = format === 'pcm' && head[0] === 0xff ? null : container;
  const fits = format === null || (format === 'pcm' ? named === null && like !== 'HTML' : container === format);
  const proofs = [placed(stream, 0, Math.min(4, head.length))];
  if (!fits) {
    const words = named !== null ? ` They begin like ${named}.` : like !== null ? ` They look like ${like}.` : '';
    tally.met({ rule: 'A53', says: `The audio does not begin like ${format}.${words}`, proofs });
  }
  // An error page is told as a wrong beginning.
  if (like !== null && like !== 'HTML') {
    tally.met({ rule: 'A62', says: `The audio looks like ${like}.`, proofs, subject: 'audio' });
  }
}

function read(tally: Tally, stream: Stream): void {
  stream.read = true;
  if (stream.format === 'pcm') return;
  const { impossible, placeholder, claim } = readHead(stream.head);
  stream.claim = claim;
  if (impossible !== null) {
    const proofs = [placed(stream, impossible.start, impossible.end)];
    tally.met({ rule: 'A61', says: impossible.says, proofs });
  }
  if (placeholder !== null) {
    const proofs = [placed(stream, placeholder.start, placeholder.end)];
    tally.met({ rule: 'A54', says: placeholder.says, proofs });
  }
}

function compareSize(tally: Tally, { claim, total, pieces }: Stream): void {
  if (claim === null) return;
  const came = total - claim.from;
  if (came >= claim.bytes && came <= claim.bytes + chunksBehind) return;
  const says = `The wav header claims ${claim.bytes} bytes of samples; ${came} came.`;
  tally.met({ rule: 'A61', says, proofs: [{ seq: pieces[0]?.seq ?? 0 }], subject: 'size' });
}

/** The frame and the bytes in it where a range of the stream's head begins. */
function placed(stream: Stream, start: number, end: number): Proof {
  const piece = stream.pieces.findLast((one) => one.from <= start);
  if (piece === undefined) return { seq: 0 };
  const at = piece.span.start + start - piece.from;
  return { seq: piece.seq, span: { start: at, end: Math.min(at + end - start, piece.span.end) }, field: 'audio' };
}
