/** Stages of the faults of time. */

import { counted } from '../../bytes/quantity.ts';
import type { Timer } from '../../clock/clock.ts';
import { faultEnds } from '../../session/mark-words.ts';
import type { PassingFrame } from '../stage.ts';
import { from, type Kit, type MakeFault, moment, type Seen, soundOf } from './kit.ts';
import { type Lane, openLane } from './lane.ts';

/** A close of the server waits behind what waits; one of the client goes on at once. */
const behind = (kit: Kit, lane: Lane) => ({
  closing(side: 'client' | 'upstream', code: number, reason: Uint8Array) {
    if (side === 'upstream') lane.close(code, reason);
    else kit.port.close('upstream', code, reason);
  },
  gone: () => lane.gone(),
});

const firstAudio: MakeFault = (kit) => {
  const lane = openLane(kit.port);
  const strikes = from(kit, kit.ask.when);
  let due = 0;
  let first = true;
  return {
    server({ frame, kind, reading }) {
      const now = kit.port.clock.now();
      if (kind === 'audio' && first) {
        first = false;
        if (strikes(true)) {
          due = now + kit.number(0);
          kit.mark(`the first audio is held back for ${kit.number(0)} ms`, frame.of);
        }
      }
      if (reading.role === 'done' || reading.role === 'error') first = true;
      if (due > now || !lane.empty()) lane.frame(frame, due);
      else kit.toClient(frame);
    },
    ...behind(kit, lane),
  };
};

const jitter: MakeFault = (kit) => {
  const lane = openLane(kit.port);
  const strikes = from(kit, kit.ask.when);
  let begun = false;
  return {
    server({ frame }) {
      const waits = strikes(true);
      if (waits && !begun) kit.mark(`from here on every frame of the server waits up to ${kit.number(0)} ms`, frame.of);
      begun ||= waits;
      const wait = waits ? Math.floor(kit.random() * (kit.number(0) + 1)) : 0;
      lane.frame(frame, kit.port.clock.now() + wait);
    },
    ...behind(kit, lane),
  };
};

/** Of one frame, and in all that wait: what is larger drips in larger pieces. */
const mostPieces = 4096;
const mostWaiting = 20_000;

const drip: MakeFault = (kit) => {
  const { clock } = kit.port;
  const lane = openLane(kit.port);
  const strikes = from(kit, kit.ask.when);
  let begun = false;
  let due = 0;
  return {
    server(seen) {
      const { frame, kind, made } = seen;
      if (!strikes(kind === 'audio')) {
        lane.frame(frame, due);
        return;
      }
      if (!begun) kit.mark(`from here on audio comes ${kit.number(0)} bytes every ${kit.number(1)} ms`, frame.of);
      begun = true;
      const sound = soundOf(seen);
      const whole = sound.length === 0 || kit.tongue.withAudio(made, sound) === null;
      if (whole) return lane.frame(frame, due);
      const most = Math.max(1, Math.min(mostPieces, mostWaiting - lane.waiting()));
      const size = Math.max(kit.number(0), Math.ceil(sound.length / most));
      for (let at = 0; at < sound.length; at += size) {
        const part = sound.subarray(at, at + size);
        // What stands beside the sound comes once.
        const piece = at === 0 ? kit.tongue.withAudio(made, part) : kit.tongue.justAudio(part.slice());
        due = Math.max(due, clock.now()) + kit.number(1);
        lane.frame({ ...(piece ?? made), of: frame.of }, due);
      }
    },
    ...behind(kit, lane),
  };
};

/** More than this is not held back, however many frames are asked for. */
const mostTailBytes = 8 * 1_048_576;

const tail: MakeFault = (kit) => {
  let held: PassingFrame[] = [];
  let bytes = 0;
  const free = () => {
    held = [];
    bytes = 0;
  };
  const lost = () => {
    kit.mark(`the last ${counted(held.length, 'audio frame')} of the round never came`, held[0]?.of);
    free();
  };
  return {
    server({ frame, kind, reading }) {
      if (kind === 'audio') {
        held.push(frame);
        bytes += frame.bytes.length;
        while (held.length > kit.number(0) || (bytes > mostTailBytes && held.length > 1)) {
          const next = held.shift() as PassingFrame;
          bytes -= next.bytes.length;
          kit.toClient(next);
        }
        return;
      }
      if ((reading.role === 'done' || reading.role === 'error') && held.length > 0) lost();
      kit.toClient(frame);
    },
    closing(side, code, reason) {
      // Also where no end of the round came before it.
      if (side === 'upstream' && held.length > 0) lost();
      kit.port.close(side === 'upstream' ? 'client' : 'upstream', code, reason);
    },
    gone: free,
  };
};

const stall: MakeFault = (kit) => {
  let still = false;
  const { heard, gone } = moment(kit, () => {
    still = true;
    kit.mark('from here on the server says nothing');
  });
  return {
    server(seen: Seen) {
      if (still) return kit.port.drop(seen.frame);
      kit.toClient(seen.frame);
      if (seen.kind === 'audio') heard();
    },
    gone,
  };
};

const noPong: MakeFault = (kit) => ({
  pong(frame) {
    kit.mark('a ping is not answered', frame.of);
    kit.port.drop(frame);
  },
});

const idle: MakeFault = (kit) => {
  const { clock } = kit.port;
  const ms = kit.number(0) * 1000;
  let last = clock.now();
  let timer: Timer;
  const watch = (wait: number) => {
    timer = clock.after(wait, () => {
      const left = last + ms - clock.now();
      if (left > 0) return watch(left);
      kit.mark(faultEnds.idle(kit.number(0)));
      kit.port.cut('client', 'fin');
      kit.port.cut('upstream', 'fin');
    });
  };
  watch(ms);
  return {
    client() {
      last = clock.now();
    },
    server({ frame }) {
      last = clock.now();
      kit.toClient(frame);
    },
    gone: () => clock.cancel(timer),
  };
};

export const timeStages: Readonly<Record<string, MakeFault>> = {
  'first-audio': firstAudio,
  jitter,
  drip,
  tail,
  stall,
  'no-pong': noPong,
  idle,
};
