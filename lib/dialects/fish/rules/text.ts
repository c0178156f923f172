/** Text and flush: what the server will make of the pieces. */
import { counted } from '../../../bytes/quantity.ts';
import { longestTag, misplacedEmotions } from './emotions.ts';
import { type Asked, askedBy, modelInForce, type Part, proofOf, type Scene, type Seen } from './scene.ts';
import { cited, type Tally } from './tally.ts';
import { fieldIn } from './value.ts';

const shortFlush = 20;
const gluedJoins = 3;
const singleRun = 3;
const hugeChunks = 3;

/** One start..finish. Lengths in characters (code points). */
type Talk = {
  asked: Asked;
  total: number;
  sinceFlush: number;
  flushes: number;
  stop: number;
  heard: boolean;
  last: string;
  joins: number;
  spaced: boolean;
  singles: number;
  glued: boolean;
  tail: string;
  tagged: boolean;
};

export function textPart(tally: Tally): Part {
  let talk: Talk | null = null;

  const text = (seen: Seen, scene: Scene) => {
    const value = fieldIn(seen.value ?? undefined, 'text');
    if (value?.is !== 'text') return;
    const proofs = [proofOf(seen, value)];
    if (value.text === '') tally.met({ rule: 'A28', says: 'A text event is empty.', proofs });
    if (talk === null || scene.state !== 'started' || value.text === '') return;
    const size = lengthOf(value.text);
    if (talk.asked.text !== '' && talk.total === lengthOf(talk.asked.text)) {
      const says = `start held ${counted(talk.total, 'character')} of text, and more text follows.`;
      tally.met({ rule: 'A30', says, proofs: [{ seq: talk.asked.seq, field: 'request.text' }, ...proofs] });
    }
    if (size > hugeChunks * talk.asked.chunkLength) {
      const says = `A text of ${counted(size, 'character')}; a chunk has ${talk.asked.chunkLength}.`;
      tally.met({ rule: 'A29', says, proofs });
    }
    single(talk, seen, size);
    joined(talk, seen, value.text);
    tags(tally, talk, seen, scene, value.text);
    talk.total += size;
    talk.sinceFlush += size;
  };

  const single = (now: Talk, seen: Seen, size: number) => {
    now.singles = size === 1 ? now.singles + 1 : 0;
    if (now.singles < singleRun) return;
    tally.met({ rule: 'A27', says: 'Texts of a single character follow one another.', proofs: [proofOf(seen)] });
  };

  const joined = (now: Talk, seen: Seen, piece: string) => {
    if (/^\s|\s$/.test(piece)) {
      now.spaced = true;
      if (now.glued) tally.withdraw('A26');
      now.glued = false;
    }
    if (/\p{LC}$/u.test(now.last) && /^\p{LC}/u.test(piece)) now.joins++;
    if (now.joins === gluedJoins && !now.spaced && !tally.has('A26')) {
      const says = `${cited(now.last)} and ${cited(piece)} are joined without a space, and others before them.`;
      tally.met({ rule: 'A26', says, proofs: [proofOf(seen)] });
      now.glued = true;
    }
    now.last = piece;
  };

  const flush = (seen: Seen, now: Talk) => {
    const proofs = [proofOf(seen)];
    now.flushes++;
    if (now.sinceFlush === 0) tally.met({ rule: 'A23', says: 'There was nothing to flush.', proofs });
    else if (now.sinceFlush < shortFlush) {
      const says = `flush came after ${counted(now.sinceFlush, 'character')}.`;
      tally.met({ rule: 'A24', says, proofs });
    }
    if (now.asked.latency === 'normal' && now.flushes === 2) {
      tally.met({ rule: 'A48', says: 'The second flush of a session with latency normal.', proofs });
    }
    untagged(tally, now, seen);
    now.sinceFlush = 0;
    // What is flushed is spoken by itself: nothing is joined to it.
    now.last = '';
  };

  const sent = (seen: Seen, scene: Scene) => {
    if (seen.event === 'start' && seen.value !== null) {
      const asked = askedBy(seen.seq, seen.value);
      const total = lengthOf(asked.text);
      talk = { ...emptyTalk, asked, total, sinceFlush: total };
      tags(tally, talk, seen, scene, asked.text);
    } else if (seen.event === 'text') text(seen, scene);
    else if (talk !== null && scene.state === 'started') {
      if (seen.event === 'flush') flush(seen, talk);
      if (seen.event === 'stop') {
        untagged(tally, talk, seen);
        talk.stop = seen.seq;
      }
    }
  };

  return {
    frame(seen, scene) {
      if (seen.sent) sent(seen, scene);
      else if (seen.event === 'audio' && talk !== null && !talk.heard && hasBytes(seen)) {
        talk.heard = true;
        late(tally, talk);
      }
    },
  };
}

const emptyTalk = {
  flushes: 0,
  stop: 0,
  heard: false,
  last: '',
  joins: 0,
  spaced: false,
  singles: 0,
  glued: false,
  tail: '',
  tagged: false,
};

function late(tally: Tally, talk: Talk): void {
  if (talk.stop === 0 || talk.flushes > 0 || talk.total === 0 || talk.total >= talk.asked.chunkLength) return;
  const says = `${counted(talk.total, 'character')} of ${talk.asked.chunkLength} for a chunk, and no flush.`;
  tally.met({ rule: 'A25', says, proofs: [{ seq: talk.stop }] });
}

/** Speaker and emotion tags, also those cut over two pieces. */
function tags(tally: Tally, talk: Talk, seen: Seen, scene: Scene, piece: string): void {
  const known = talk.tail.length;
  const whole = talk.tail + piece;
  talk.tail = whole.slice(-longestTag);
  for (const found of whole.matchAll(/<\|speaker:(\d+)\|>/g)) {
    if (found.index + found[0].length <= known) continue;
    talk.tagged = true;
    if (talk.asked.speakers === 0 || Number(found[1]) < talk.asked.speakers) continue;
    const says = `The text names speaker ${found[1]}; there are ${talk.asked.speakers}, counted from 0.`;
    tally.met({ rule: 'A43', says, proofs: [proofOf(seen)], subject: 'beyond' });
  }
  const model = modelInForce(scene);
  for (const { tag, end } of model === undefined ? [] : misplacedEmotions(whole, model)) {
    if (end <= known) continue;
    tally.met({ rule: 'A45', says: `${cited(tag)} is not the notation of ${model}.`, proofs: [proofOf(seen)] });
  }
}

/** Said where the text is spoken: until then a tag may still come. */
function untagged(tally: Tally, talk: Talk, seen: Seen): void {
  if (talk.asked.speakers === 0 || talk.tagged || talk.total === 0 || tally.has('A43', 'none')) return;
  const says = `${talk.asked.speakers} speakers are named, but no text has a tag such as <|speaker:0|>.`;
  tally.met({ rule: 'A43', says, proofs: [proofOf(seen)], subject: 'none' });
}

function hasBytes(seen: Seen): boolean {
  const { audio } = seen.reading;
  return audio !== null && audio.end > audio.start;
}

function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
