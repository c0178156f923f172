/** The line between a session's client and its upstream when faults are asked for: what crosses is written down as it came and as it went on. */
import type { Clock } from '../clock/clock.ts';
import { faultStages } from '../faults/fault-stages.ts';
import { type Line, type LineFrame, openLine } from '../faults/line.ts';
import type { FaultPlan } from '../faults/plan.ts';
import type { EntryBody, FrameEntry, Leg, Masked, Opcode } from '../session/entry.ts';
import type { Masker } from '../session/mask.ts';
import type { Outgoing } from './outgoing.ts';

export type FaultLineParts = {
  clock: Clock;
  masker: Masker;
  plan: FaultPlan;
  dialect: string;
  /** `t` on the clock. Answers the entry's number. */
  put(t: number, body: EntryBody, masked?: Masked[]): number;
  /** To the upstream. */
  send(opcode: Opcode, bytes: Uint8Array): void;
  /** The client has got it. */
  reached(opcode: Opcode, bytes: Uint8Array): void;
  /** The client's connection has ended: by a close frame, or without. */
  ended(by: 'peer' | 'network', code: number, reason: Uint8Array): void;
};

export type FaultLine = Pick<Line, 'closing' | 'gone'> & {
  sent(opcode: Opcode, out: Outgoing): void;
  received(opcode: Opcode, bytes: Uint8Array, t: number, wire?: FrameEntry['wire']): void;
};

export function openFaultLine(parts: FaultLineParts): FaultLine {
  const { clock, masker, plan, dialect } = parts;
  /** What the record shows of frames that go out with a key in them. */
  const shown = new WeakMap<Uint8Array, Outgoing>();
  const seqOf = (side: Leg, frame: LineFrame, more: Pick<FrameEntry, 'leg' | 'passed' | 'of'>): number => {
    const { opcode, wire, t } = frame;
    const out = shown.get(frame.bytes);
    // A copy: stages may still hold these bytes, and masking writes on them.
    const bytes = out === undefined ? Uint8Array.from(frame.bytes) : out.shown.slice();
    const masked = out?.masked ?? masker.mask(bytes).map((span): Masked => ({ in: 'bytes', ...span }));
    const dir = side === 'client' ? 'sent' : 'received';
    const entry = { kind: 'frame', dir, opcode, bytes, ...(wire === undefined ? {} : { wire }), ...more } as const;
    return parts.put(t ?? clock.now(), entry, masked);
  };
  const other = (leg: Leg): Leg => (leg === 'client' ? 'upstream' : 'client');
  const line = openLine({
    clock,
    stages: faultStages(plan, dialect),
    record: {
      crossed: (from, frame) => seqOf(from, frame, {}),
      came: (from, frame, passed) => seqOf(from, frame, { leg: from, ...(passed === undefined ? {} : { passed }) }),
      went(to, frame, passed, of) {
        seqOf(other(to), frame, { leg: to, passed, ...(of === null ? {} : { of }) });
      },
      mark(by, says, about) {
        const words = masker.scrub(says);
        parts.put(clock.now(), { kind: 'mark', by, says: words, ...(about === undefined ? {} : { about }) });
      },
    },
    deliver: {
      frame: (to, opcode, bytes) => (to === 'client' ? parts.reached(opcode, bytes) : parts.send(opcode, bytes)),
      close(to, code, reason) {
        if (to === 'client') parts.ended('peer', code, reason);
      },
      cut(to) {
        if (to === 'client') parts.ended('network', 1006, new Uint8Array(0));
      },
    },
  });
  return {
    closing: line.closing,
    gone: line.gone,
    sent(opcode, out) {
      shown.set(out.wire, out);
      line.frame('client', opcode, out.wire);
    },
    received: (opcode, bytes, t, wire) =>
      line.frame('upstream', opcode, bytes, { t, ...(wire === undefined ? {} : { wire }) }),
  };
}
