/** What a recording shows of the audio: when it comes, in which pieces, how fast, and where its container begins. */
import { grouped } from '../../bytes/quantity.ts';
import { seededRandom } from '../../bytes/seeded-random.ts';
import { type Latency, smallestGapMs } from '../speech-plan.ts';
import { mostSizes } from '../switches.ts';
import type { Ask, Conversation, HeardPiece } from './conversation.ts';
import { type Finds, type Observer, observed } from './observing.ts';
import type { Profiled } from './profile.ts';

const fieldOf: Readonly<Record<Latency, Profiled>> = {
  low: 'firstAudioLowMs',
  balanced: 'firstAudioBalancedMs',
  normal: 'firstAudioNormalMs',
};
/** A text that was long enough to be spoken earlier than it was asked for blurs the wait. */
const blurMs = 20;
const longestWaitMs = 60_000;

type Wait = { ask: Ask; piece: HeardPiece; ms: number };

/** Waits that are an ask's own: nothing else was due, and the server had no reason to begin earlier. */
function waitsOf({ asks, pieces }: Conversation): Wait[] {
  const waits: Wait[] = [];
  const firstOf = new Map<number, HeardPiece>();
  for (const piece of pieces) if (!firstOf.has(piece.askIndex)) firstOf.set(piece.askIndex, piece);
  for (const [i, ask] of asks.entries()) {
    const piece = firstOf.get(i);
    if (!ask.quiet || piece === undefined || piece.round !== ask.round || ask.t - ask.fromT > blurMs) continue;
    waits.push({ ask, piece, ms: piece.t - ask.t });
  }
  return waits.filter(({ ms }) => ms >= 0 && ms <= longestWaitMs);
}

export const firstAudio: Observer = (told) => {
  const finds: Finds = {};
  const waits = waitsOf(told);
  let spreadMs = 0;
  let repeated: Wait[] = [];
  for (const latency of ['low', 'balanced', 'normal'] as const) {
    const own = waits.filter(({ ask }) => ask.latency === latency);
    const least = Math.min(...own.map(({ ms }) => ms));
    const most = Math.max(...own.map(({ ms }) => ms));
    if (own.length === 0) {
      const asked = told.starts.some((start) => start.latency === latency);
      finds[fieldOf[latency]] = {
        why: asked ? `no wait for audio is clear of others` : `latency ${latency} was not asked for`,
      };
      continue;
    }
    const says = own.length === 1 ? undefined : `${grouped(Math.round(least))} to ${grouped(Math.round(most))} ms`;
    finds[fieldOf[latency]] = observed(
      Math.round(least),
      own.flatMap(({ ask, piece }) => [ask, piece]),
      says,
      own.length,
    );
    if (own.length > 1) {
      spreadMs = Math.max(spreadMs, most - least);
      repeated = [...repeated, ...own];
    }
  }
  finds.firstAudioJitterMs =
    repeated.length === 0
      ? { why: 'no wait was seen twice' }
      : observed(
          Math.round(spreadMs),
          repeated.map(({ piece }) => piece),
        );
  return finds;
};

export const chunks: Observer = ({ pieces }) => {
  if (pieces.length === 0) return { chunkBytes: { why: 'there was no audio' } };
  const sizes = pieces.map(({ bytes }) => Math.min(bytes, 1_048_576));
  if (sizes.length <= mostSizes)
    return { chunkBytes: observed(sizes, pieces, 'the sizes in the order in which they came') };
  const says = `${mostSizes} sizes, spread as the ${grouped(sizes.length)} that came, in an order drawn by lot`;
  return { chunkBytes: observed(spread(sizes), pieces, says) };
};

/** `mostSizes` values with the distribution of `sizes`, shuffled by a seed. */
function spread(sizes: readonly number[]): number[] {
  const sorted = [...sizes].sort((a, b) => a - b);
  const kept = Array.from(
    { length: mostSizes },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / mostSizes)] as number,
  );
  const random = seededRandom('sizes');
  for (let i = kept.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [kept[i], kept[j]] = [kept[j] as number, kept[i] as number];
  }
  return kept;
}

/** Only waits between pieces in which the client said nothing: they are the server's alone. */
export const pace: Observer = ({ pieces, sound }) => {
  const seen: HeardPiece[] = [];
  const gaps: number[] = [];
  let playingMs = 0;
  for (let i = 1; i < pieces.length; i++) {
    const [before, piece] = [pieces[i - 1] as HeardPiece, pieces[i] as HeardPiece];
    const round = sound.get(piece.round);
    if (piece.round !== before.round || piece.afterClient || piece.askIndex !== before.askIndex) continue;
    if (round === undefined || round.ms <= 0) continue;
    gaps.push(piece.t - before.t);
    playingMs += (before.bytes * round.ms) / round.bytes;
    seen.push(piece);
  }
  const sendingMs = gaps.reduce((sum, ms) => sum + ms, 0);
  if (seen.length === 0 || playingMs <= 0)
    return { pace: { why: 'no two pieces came one after the other, or their playing time cannot be read' } };
  const sorted = gaps.sort((a, b) => a - b);
  const ms = (at: number) => grouped(Math.round(sorted[Math.floor(at * (sorted.length - 1))] as number));
  const says = `waits between pieces: ${ms(0)} to ${ms(1)} ms, ${ms(0.5)} in the middle`;
  const isUnpaced = (sorted.at(-1) as number) <= smallestGapMs + 1;
  const share = Math.max(0, Math.min(100, Math.round((sendingMs / playingMs) * 1000) / 1000));
  return { pace: observed(isUnpaced ? 0 : share, seen, says) };
};

const containers: readonly string[] = ['mp3', 'wav', 'opus'];

export const heads: Observer = (told) => {
  const finds: Finds = {};
  const { starts, pieces, first, asks } = told;
  const mp3 = [...first].filter(([round]) => starts[round - 1]?.format === 'mp3').map(([, one]) => one);
  const tagged = mp3.filter(({ bytes }) => bytes[0] === 0x49 && bytes[1] === 0x44 && bytes[2] === 0x33);
  const bare = mp3.filter(({ bytes }) => bytes[0] === 0xff);
  if (tagged.length + bare.length === 0) finds.id3 = { why: 'there was no mp3' };
  else finds.id3 = observed(tagged.length >= bare.length, tagged.length >= bare.length ? tagged : bare);
  if (told.dialect !== 'fish') return finds;

  /** The first piece after each further ask of a round whose audio began with a head. */
  const begun = new Set(
    pieces.filter(({ head, seq, round }) => head && first.get(round)?.seq === seq).map((p) => p.round),
  );
  const later = pieces.filter((piece, i) => {
    const before = pieces[i - 1];
    return before?.round === piece.round && begun.has(piece.round) && containers.includes(formatOf(starts, piece));
  });
  const again = later.filter(({ head }) => head);
  const bareLater = later.filter(
    (piece, i) => asks[piece.askIndex]?.quiet === true && later[i - 1]?.askIndex !== piece.askIndex && !piece.head,
  );
  const afterFirst = bareLater.filter(({ askIndex }) => asks[askIndex - 1]?.round === asks[askIndex]?.round);
  if (again.length > 0) finds.heads = observed('flush', again, 'the head of the container comes again');
  else if (afterFirst.length > 0) finds.heads = observed('session', afterFirst, 'after a flush it does not come again');
  else finds.heads = { why: 'no audio came after a second flush, or its format has no head' };
  return finds;
};

function formatOf(starts: Conversation['starts'], { round }: HeardPiece): string {
  return starts[round - 1]?.format ?? '';
}
