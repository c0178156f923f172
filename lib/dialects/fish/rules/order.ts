/** The course of a session: what was sent when, how it ended, and silence. */
import type { CloseEntry, Entry, MarkEntry } from '../../../session/entry.ts';
import { heldBack, pausedMs } from '../../../session/mark-words.ts';
import { type Part, proofOf, type Scene, type Seen } from './scene.ts';
import { cited, type Tally } from './tally.ts';
import { numberIn, textIn } from './value.ts';

const lastWordsMs = 10_000;
const idleMs = 120_000;
const pausedTooLongMs = 1000;

/**
 * `pending` is the text that waits for a flush or stop: 0 for none, else the entry of its last piece. `start`: the entry of the newest
 * start. Each start may leave last words of its own behind.
 */
type Memory = {
  data: number;
  traffic: number;
  pending: number;
  spoke: number;
  begun: boolean;
  lastSeq: number;
  start: number;
};

export function orderPart(tally: Tally): Part {
  // `data`: time of the last frame that carries data; `traffic`: of the last frame of any kind; -1 before the first.
  const memory: Memory = { data: -1, traffic: -1, pending: 0, spoke: 0, begun: false, lastSeq: 0, start: 0 };

  const silence = (t: number, scene: Scene) => {
    if (!scene.open || memory.traffic < 0) return;
    if (t - memory.traffic > idleMs && !tally.has('A32', String(memory.traffic))) {
      const says = `Nothing crossed the open socket for more than ${idleMs / 1000} s.`;
      tally.met({ rule: 'A32', says, proofs: [{ seq: memory.lastSeq }], subject: String(memory.traffic) });
    }
    if (memory.pending > 0 && t - memory.data >= lastWordsMs) lastWords(`${lastWordsMs / 1000} s of silence`);
  };

  const lastWords = (what: string) => {
    const subject = String(memory.start);
    if (tally.has('A21', subject)) return;
    const says = `The last text is followed by ${what}, not by stop or flush.`;
    tally.met({ rule: 'A21', says, proofs: [{ seq: memory.pending }], subject });
  };

  const spoken = () => {
    memory.pending = 0;
    tally.withdraw('A21', String(memory.start));
  };

  const sentEvent = (seen: Seen, scene: Scene) => {
    const { event } = seen;
    const proofs = [proofOf(seen)];
    if (!memory.begun && event !== null && event !== 'start') {
      tally.met({ rule: 'A16', says: `The first message is ${event}; nothing is configured yet.`, proofs });
    }
    // A frame that cannot be read counts as the first message all the same: it may have been meant as start.
    memory.begun = true;
    if (event === 'start') {
      if (scene.state === 'started' || scene.state === 'waiting') {
        tally.met({ rule: 'A19', says: 'start was sent again before finish came.', proofs });
      }
      memory.pending = textIn(fieldOfRequest(seen), 'text') ? seen.seq : 0;
      memory.spoke = memory.pending;
      memory.start = seen.seq;
    } else if (event === 'text') {
      if (stopped(scene)) lost(seen);
      else if (scene.state === 'started' && textIn(seen.value ?? undefined, 'text')) {
        memory.pending = seen.seq;
        memory.spoke = seen.seq;
      }
    } else if (event === 'flush') {
      if (stopped(scene)) lost(seen);
      spoken();
    } else if (event === 'stop') spoken();
  };

  let stopSeen = false;
  const stopped = (scene: Scene) => scene.state === 'waiting' || (scene.state === 'over' && stopSeen);
  const lost = (seen: Seen) => {
    const says = `${seen.event} was sent after stop: the server does not take it any more.`;
    tally.met({ rule: 'A20', says, proofs: [proofOf(seen)] });
  };

  return {
    frame(seen, scene) {
      silence(seen.t, scene);
      memory.traffic = seen.t;
      memory.data = seen.t;
      memory.lastSeq = seen.seq;
      if (seen.sent) {
        sentEvent(seen, scene);
        if (seen.event === 'start') stopSeen = false;
        if (seen.event === 'stop') stopSeen = true;
      } else serverEvent(tally, seen, memory);
    },
    other(entry, scene) {
      silence(entry.t, scene);
      if (entry.kind === 'mark') paused(tally, entry);
      if (entry.kind === 'close') closed(tally, entry, scene, memory, lastWords);
      // Pings keep a socket from being idle, but are no answer.
      const opens = entry.kind === 'handshake' && entry.status === 101;
      if (entry.kind === 'frame' || opens) {
        memory.traffic = entry.t;
        memory.lastSeq = entry.seq;
      }
    },
    time: silence,
    // Nothing will come behind it: neither a stop.
    end(scene, knowsEnd) {
      if (knowsEnd && scene.state === 'started' && memory.pending > 0) lastWords('the end of the record');
    },
  };
}

function fieldOfRequest(seen: Seen) {
  return seen.value?.is === 'map' ? seen.value.fields.get('request') : undefined;
}

function serverEvent(tally: Tally, seen: Seen, memory: Memory): void {
  const value = seen.value ?? undefined;
  const proofs = [proofOf(seen)];
  if (seen.event === 'error') {
    const most = numberIn(value, 'max_concurrency');
    const limit = most === undefined ? '' : ` max_concurrency is ${most}.`;
    tally.met({ rule: 'A49', says: `The server says ${cited(textIn(value, 'error') ?? '')}.${limit}`, proofs });
    memory.pending = 0;
  } else if (seen.event === 'finish') {
    if (textIn(value, 'reason') === 'error') {
      const message = textIn(value, 'message');
      const says = message === undefined ? 'The session failed; no message says why.' : `It says ${cited(message)}.`;
      tally.met({ rule: 'A50', says, proofs });
    }
    memory.pending = 0;
  }
}

function paused(tally: Tally, entry: Entry & MarkEntry): void {
  if (entry.by !== 'relay') return;
  const held = heldBack(entry.says);
  // In a tap it is the client itself; what the upstream does not take is not the client's doing.
  const ms = held?.who === 'client' ? held.ms : pausedMs(entry.says);
  if (ms === null || ms < pausedTooLongMs) return;
  tally.met({ rule: 'A31', says: `The client took nothing for ${ms} ms.`, proofs: [{ seq: entry.seq }] });
}

function closed(
  tally: Tally,
  entry: Entry & CloseEntry,
  scene: Scene,
  memory: Memory,
  lastWords: (what: string) => void,
): void {
  const running = scene.state === 'started' || scene.state === 'waiting';
  if (running && memory.pending > 0) lastWords('the close');
  const proofs = [{ seq: entry.seq }];
  // A session that was never given a text has no audio to lose.
  if (running && entry.by === 'us' && memory.spoke > 0) {
    tally.met({ rule: 'A22', says: `The client closed with ${entry.code} while finish was still to come.`, proofs });
  }
  if (running && entry.by !== 'us') {
    const who = entry.by === 'peer' ? `The server closed with ${entry.code}` : 'The connection was lost';
    tally.met({ rule: 'A51', says: `${who} and had not sent finish.`, proofs });
  }
  scene.open = false;
}
