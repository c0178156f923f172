/** What every fault's stage is made with: frames read, moments counted, acts marked. */
import type { Reader, Reading } from '../../dialects/dialect.ts';
import type { Leg } from '../../session/entry.ts';
import type { FaultAsk, When } from '../plan.ts';
import type { Came, PassingFrame, Stage, StagePort } from '../stage.ts';
import type { MadeFrame, Tongue } from '../tongue.ts';

/** A frame that carries data, read. `kind`: its event; `audio` is what carries sound, and the JSON event before it is `announce`. */
export type Seen = { frame: PassingFrame; made: MadeFrame; reading: Reading; kind: string };

export type Kit = {
  port: StagePort;
  tongue: Tongue;
  reader: Reader;
  ask: FaultAsk;
  /** Numbers in [0, 1) of this fault's own seed. */
  random: () => number;
  toClient(frame: PassingFrame | MadeFrame, of?: Came | null): void;
  mark(says: string, about?: Came | null): void;
  number(index: number): number;
  text(index: number): string;
};

/** What a fault does; all else passes. */
export type Handler = {
  server?(seen: Seen): void;
  /** Told before the frame goes on to the upstream. */
  client?(seen: Seen): void;
  pong?(frame: PassingFrame): void;
  closing?(from: Leg, code: number, reason: Uint8Array): void;
  gone?(): void;
};

export type MakeFault = (kit: Kit) => Handler;

export function openFault(
  port: StagePort,
  tongue: Tongue,
  reader: Reader,
  ask: FaultAsk,
  random: () => number,
  make: MakeFault,
): Stage {
  const kit: Kit = {
    port,
    tongue,
    reader,
    ask,
    random,
    toClient: (frame, of) => port.pass('client', { ...frame, of: of ?? ('of' in frame ? frame.of : null) }),
    mark: (says, about) => port.mark('fault', `${ask.fault.name}: ${says}`, about ?? null),
    number: (index) => Number(ask.values[index] ?? 0),
    text: (index) => String(ask.values[index] ?? ''),
  };
  const handler = make(kit);
  const { closing, gone } = handler;
  return {
    frame(from, frame) {
      const { opcode, bytes } = frame;
      if (opcode === 'ping' || opcode === 'pong') {
        if (opcode === 'pong' && from === 'upstream' && handler.pong !== undefined) handler.pong(frame);
        else port.pass(from === 'client' ? 'upstream' : 'client', frame);
        return;
      }
      const reading = reader.read({ dir: from === 'client' ? 'sent' : 'received', opcode, bytes });
      const seen = { frame, made: { opcode, bytes }, reading, kind: kindOf(reading, from) };
      if (from === 'client') {
        handler.client?.(seen);
        port.pass('upstream', frame);
      } else if (handler.server !== undefined) handler.server(seen);
      else port.pass('client', frame);
    },
    ...(closing === undefined ? {} : { closing }),
    gone: () => gone?.(),
  };
}

function kindOf({ role, event }: Reading, from: Leg): string {
  return from === 'upstream' && event === 'audio' && role !== 'audio' ? 'announce' : event;
}

/** The sound of a frame; empty where it has none. */
export function soundOf({ frame, reading }: Seen): Uint8Array {
  return reading.audio === null ? new Uint8Array(0) : frame.bytes.subarray(reading.audio.start, reading.audio.end);
}

/** Passes a frame whose sound cannot be exchanged (it is no single whole event), and says so. */
export function untouched(kit: Kit, { frame }: Seen): void {
  kit.mark('this frame is no single whole event: its sound stays as it is', frame.of);
  kit.toClient(frame);
}

/** True once: at the nth that counts, or at the first that counts once that time has come. */
export function once({ port }: Kit, when: When, usual: number): (counts: boolean) => boolean {
  const openedAt = port.clock.now();
  let count = 0;
  let over = false;
  return (counts) => {
    if (!counts || over) return false;
    count++;
    over = when !== null && 'ms' in when ? port.clock.now() - openedAt >= when.ms : count === (when?.nth ?? usual);
    return over;
  };
}

/** True for the nth that counts and all later ones, or for all from that time on. */
export function from(kit: Kit, when: When): (counts: boolean) => boolean {
  const first = once(kit, when, 1);
  let begun = false;
  return (counts) => {
    if (counts && !begun) begun = first(true);
    return counts && begun;
  };
}

/** Calls `strike` once: behind the nth audio frame, or at that time. The handler calls `heard` when an audio frame has passed. */
export function moment(kit: Kit, strike: () => void, when: When = kit.ask.when): { heard(): void; gone(): void } {
  if (when !== null && 'ms' in when) {
    const timer = kit.port.clock.after(when.ms, strike);
    return { heard() {}, gone: () => kit.port.clock.cancel(timer) };
  }
  const due = once(kit, when, 1);
  return {
    heard() {
      if (due(true)) strike();
    },
    gone() {},
  };
}
