/** Stages of the faults of single frames. */
import { concatBytes } from '../../bytes/concat.ts';
import { counted } from '../../bytes/quantity.ts';
import { wholeCharactersEnd } from '../../bytes/utf8-cut.ts';
import { visible } from '../../bytes/visible.ts';
import type { Timer } from '../../clock/clock.ts';
import type { Leg } from '../../session/entry.ts';
import type { PassingFrame } from '../stage.ts';
import type { MadeFrame } from '../tongue.ts';
import { type Kit, type MakeFault, once, type Seen, soundOf, untouched } from './kit.ts';

const patienceMs = 1000;

/** Strikes one frame of the event asked for: the second of audio, since the first is where a stream's head is, else the first. */
function struck(kit: Kit, usual: string): (seen: Seen) => boolean {
  const asked = kit.text(0);
  const event = asked === '' ? usual : asked;
  const strikes = once(kit, kit.ask.when, event === 'audio' ? 2 : 1);
  return ({ kind }) => strikes(kind === event);
}

/** One frame is changed, all others pass. */
const changing =
  (change: (kit: Kit, seen: Seen) => { to: MadeFrame; says: string } | null): MakeFault =>
  (kit) => {
    const strikes = struck(kit, kit.tongue.usualEvent);
    return {
      server(seen) {
        const changed = strikes(seen) ? change(kit, seen) : null;
        if (changed === null) return kit.toClient(seen.frame);
        kit.mark(changed.says, seen.frame.of);
        kit.toClient(changed.to, seen.frame.of);
      },
    };
  };

const drop: MakeFault = (kit) => {
  const strikes = struck(kit, 'audio');
  return {
    server(seen) {
      if (!strikes(seen)) return kit.toClient(seen.frame);
      kit.mark(`one ${seen.kind} frame never came`, seen.frame.of);
      kit.port.drop(seen.frame);
    },
  };
};

const duplicate: MakeFault = (kit) => {
  const strikes = struck(kit, 'audio');
  return {
    server(seen) {
      kit.toClient(seen.frame);
      if (!strikes(seen)) return;
      kit.mark(`one ${seen.kind} frame comes twice`, seen.frame.of);
      kit.toClient(seen.frame);
    },
  };
};

/** Holds one frame until the next one comes, a second at most. */
function untilNext(
  kit: Kit,
  usual: string,
  meet: (held: PassingFrame, next: PassingFrame) => void,
): ReturnType<MakeFault> {
  const strikes = struck(kit, usual);
  let held: PassingFrame | null = null;
  let timer: Timer | undefined;
  const free = () => {
    const frame = held;
    kit.port.clock.cancel(timer);
    held = null;
    return frame;
  };
  const late = () => {
    const frame = free();
    if (frame === null) return;
    kit.mark('nothing came behind this frame in time: it comes alone, and late', frame.of);
    kit.toClient(frame);
  };
  return {
    server(seen) {
      const before = free();
      if (before !== null) return meet(before, seen.frame);
      if (!strikes(seen)) return kit.toClient(seen.frame);
      held = seen.frame;
      timer = kit.port.clock.after(patienceMs, late);
    },
    closing(from: Leg, code, reason) {
      if (from === 'upstream') late();
      kit.port.close(from === 'upstream' ? 'client' : 'upstream', code, reason);
    },
    gone: () => void free(),
  };
}

const reorder: MakeFault = (kit) =>
  untilNext(kit, 'audio', (held, next) => {
    kit.mark('two frames are swapped: this one comes first', next.of);
    kit.toClient(next);
    kit.toClient(held);
  });

const twoInOne: MakeFault = (kit) =>
  untilNext(kit, kit.tongue.usualEvent, (held, next) => {
    if (held.opcode !== next.opcode) {
      kit.mark('the next event is in another kind of frame: this one comes alone, and late', held.of);
      kit.toClient(held);
      kit.toClient(next);
      return;
    }
    kit.mark('two events come in one frame: this one and the one before it', next.of);
    kit.port.drop(next);
    kit.toClient({ opcode: held.opcode, bytes: concatBytes([held.bytes, next.bytes]), of: held.of });
  });

const truncate = changing((kit, { made, kind }) => {
  const asked = kit.number(1) === 0 ? Math.floor(made.bytes.length / 2) : Math.min(kit.number(1), made.bytes.length);
  const keep = made.opcode === 'text' ? wholeCharactersEnd(made.bytes, 0, asked) : asked;
  const says = `of one ${kind} frame only ${keep} of ${made.bytes.length} bytes come`;
  return { to: { opcode: made.opcode, bytes: made.bytes.slice(0, keep) }, says };
});

const textFrame = changing((kit, { made, kind }) => {
  const to = kit.tongue.inWrongFrame(made);
  return { to, says: `one ${kind} event comes in a ${to.opcode} frame` };
});

const flip: MakeFault = (kit) => {
  const strikes = once(kit, kit.ask.when, 2);
  return {
    server(seen) {
      const sound = soundOf(seen).slice();
      if (sound.length === 0 || !strikes(seen.kind === 'audio')) return kit.toClient(seen.frame);
      for (let i = 0; i < kit.number(0); i++) {
        const bit = Math.floor(kit.random() * sound.length * 8);
        sound[bit >> 3] = (sound[bit >> 3] as number) ^ (1 << (bit & 7));
      }
      const to = kit.tongue.withAudio(seen.made, sound);
      if (to === null) return untouched(kit, seen);
      const bits = kit.number(0);
      kit.mark(`${counted(bits, 'bit')} of one audio frame ${bits === 1 ? 'is' : 'are'} turned over`, seen.frame.of);
      kit.toClient(to, seen.frame.of);
    },
  };
};

const wrongType: MakeFault = (kit) => {
  const field = kit.text(0) === '' ? kit.tongue.usualField : kit.text(0);
  const strikes = once(kit, kit.ask.when, 1);
  let over = false;
  return {
    server(seen) {
      const to = over ? null : kit.tongue.wrongType(seen.made, field);
      if (to === null || !strikes(true)) return kit.toClient(seen.frame);
      over = true;
      // The event's name is the server's, and may be anything.
      kit.mark(`the field ${visible(field)} of one event has another type`, seen.frame.of);
      kit.toClient(to, seen.frame.of);
    },
  };
};

/** Frames of our own before an audio frame. */
const before =
  (usual: number, frames: (kit: Kit) => { made: MadeFrame[]; says: string }): MakeFault =>
  (kit) => {
    const strikes = once(kit, kit.ask.when, usual);
    return {
      server(seen) {
        if (strikes(seen.kind === 'audio')) {
          const { made, says } = frames(kit);
          kit.mark(says);
          for (const one of made) kit.toClient(one, null);
        }
        kit.toClient(seen.frame);
      },
    };
  };

const unknownEvent = before(2, (kit) => ({
  made: [kit.tongue.unknownEvent(kit.text(0))],
  says: 'an event that nobody knows is made up',
}));

const log = before(1, (kit) => ({
  made: Array.from({ length: kit.number(0) }, (_, i) => kit.tongue.log(`message ${i + 1} of a fault`)).filter(
    (one) => one !== null,
  ),
  says: `${kit.number(0)} log events are made up`,
}));

const noTime: MakeFault = (kit) => {
  let begun = false;
  return {
    server(seen) {
      const to = kit.tongue.withoutTime(seen.made);
      if (to === null) return kit.toClient(seen.frame);
      if (!begun) kit.mark('from here on events carry no time', seen.frame.of);
      begun = true;
      kit.toClient(to, seen.frame.of);
    },
  };
};

export const frameStages: Readonly<Record<string, MakeFault>> = {
  drop,
  duplicate,
  reorder,
  truncate,
  flip,
  'wrong-type': wrongType,
  'unknown-event': unknownEvent,
  'two-in-one': twoInOne,
  'text-frame': textFrame,
  log,
  'no-time': noTime,
};
