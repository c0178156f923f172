/** What every session of a soak run says, in either dialect, and how one waits for its end. */

import { frameHasher } from '@/lib/bytes/frame-hash.ts';
import type { Dialect, Encoded, EventValue } from '@/lib/dialects/dialect.ts';
import { dialectOf } from '@/lib/dialects/registry.ts';
import { openDoneWatch } from '@/lib/transport/done-watch.ts';
import { openAccount } from './ledger.ts';
import { inTurns } from './patience.ts';
import type { Job, SoakDialect } from './plan.ts';

export const words = 'One two three four five six, and then the boat goes out again. ';

/** Of the sandbox: quicker than it is heard, with a fault where the server is to carry it out. */
export const switchesOf = ({ faults, place }: Job): string =>
  ['pace=0.05', ...(place === 'server' && faults !== '' ? [`fault=${encodeURIComponent(faults)}`] : [])].join(',');

export function dialect(id: SoakDialect): Dialect {
  return dialectOf(id) as Dialect;
}

type Say = (opcode: Encoded['opcode'], bytes: Uint8Array) => void;
export type Speaker = {
  /** The upgrade was answered with 101. */
  opened(): void;
  /** A data frame came; resolves `done` when it is the last. */
  heard(opcode: 'text' | 'binary', bytes: Uint8Array): void;
  /** It is time to leave: all was said, or nothing comes any more. */
  done: Promise<'done' | 'quiet' | 'ended'>;
  /** The connection ended by itself. */
  ended(): void;
};

const quietMs = 2500;
const longestMs = 20_000;

/** Speaks one text and waits for its end, but not for ever. */
export function openSpeaker(job: Job, say: Say): Speaker {
  const of = dialect(job.dialect);
  const isDone = openDoneWatch(of);
  type How = 'done' | 'quiet' | 'ended';
  let resolve: (how: How) => void = () => {};
  const promise = new Promise<How>((done) => {
    resolve = done;
  });
  const over = (how: How) => {
    for (const cancel of [quiet, longest, hurry]) cancel();
    resolve(how);
  };
  const longest = inTurns(longestMs, () => over('quiet'));
  let quiet = () => {};
  let hurry = () => {};
  let hasSpoken = false;
  const tell = (event: EventValue) => {
    const { opcode, bytes } = of.encode(event);
    say(opcode, bytes);
  };
  const speak = () => {
    if (hasSpoken) return;
    hasSpoken = true;
    tell(of.textEvent(words));
    if (job.dialect === 'fishspeech') return;
    tell({ event: 'flush' });
    tell({ event: 'stop' });
  };
  const wait = () => {
    quiet();
    quiet = inTurns(quietMs, () => over('quiet'));
  };
  return {
    done: promise,
    opened() {
      wait();
      const request = { text: '', format: job.format, latency: 'low' };
      tell(
        job.dialect === 'fish' ? { event: 'start', request } : { event: 'start', token: 'any-key-will-do', request },
      );
      // The other one speaks when it has heard that it may; a fault may have taken that away.
      if (job.dialect === 'fish') speak();
      else hurry = inTurns(1000, speak);
    },
    heard(opcode, bytes) {
      wait();
      if (opcode === 'text' && Buffer.from(bytes).includes('"ready"')) speak();
      if (isDone(opcode, bytes)) over('done');
    },
    ended: () => over('ended'),
  };
}

export const newAccount = async () => openAccount(await frameHasher());
