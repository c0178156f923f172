/**
 * Runs stages between two peers, and decides what is written down of a frame: one entry where it crossed unchanged and at once, else its
 * arrival and what went on. Pure; hosts give a record to write to and peers to deliver to.
 */
import type { Clock } from '../clock/clock.ts';
import type { FrameEntry, Leg, Opcode } from '../session/entry.ts';
import { type Arrived, howOf, type LineAct, otherLeg, type StageAct, settled } from './line-acts.ts';
import type { ActBy, OpenStage, PassingFrame, Stage, StagePort } from './stage.ts';

/** A frame as it is written down. `bytes` are shared with what is delivered: a record that masks in place copies first. */
export type LineFrame = {
  opcode: Opcode;
  bytes: Uint8Array;
  /** Of an arrival, where the host gave them. */
  t?: number;
  wire?: NonNullable<FrameEntry['wire']>;
};

/** Where a line writes. `seq` is the entry's. */
export type LineRecord = {
  /** It went through, unchanged and at once: an entry without `leg`. */
  crossed(from: Leg, frame: LineFrame): number;
  /** It came, and was held, changed or lost: an entry with the `leg` it came from. */
  came(from: Leg, frame: LineFrame, passed?: 'edited' | 'dropped'): number;
  /** It went on: an entry with the `leg` it went to. `of`: the entry it came as; null where it was made up. */
  went(to: Leg, frame: LineFrame, how: 'as-is' | 'edited' | 'injected', of: number | null): void;
  mark(by: ActBy, says: string, about?: number): void;
};

/** The two peers. Called after the entry was written. */
export type Deliver = {
  frame(to: Leg, opcode: Opcode, bytes: Uint8Array): void;
  close(to: Leg, code: number, reason: Uint8Array): void;
  cut(to: Leg, how: 'fin' | 'reset'): void;
};

export type LineParts = { clock: Clock; stages: readonly OpenStage[]; record: LineRecord; deliver: Deliver };

export type Line = {
  /** A frame came from that peer. `more`: when it came and what it was made of, for its entry. */
  frame(from: Leg, opcode: Opcode, bytes: Uint8Array, more?: Pick<LineFrame, 't' | 'wire'>): void;
  /** A close frame came from that peer. */
  closing(from: Leg, code: number, reason: Uint8Array): void;
  /** The connection is over: timers stop, nothing is written or delivered any more. */
  gone(): void;
};

/** From the client the first stage comes first, from the upstream the last one. Without stages it is a straight line. */
export function openLine({ clock, stages, record, deliver }: LineParts): Line {
  const ended = new Set<Leg>();
  const jobs: (() => void)[] = [];
  let running = false;
  let over = false;
  let acts: StageAct[] = [];
  let arriving: Arrived | null = null;
  let dropped = false;
  /** When what is not an arrival was written last. */
  let wroteAt = Number.NEGATIVE_INFINITY;

  const act = (one: StageAct) => {
    if (over) return;
    acts.push(one);
    if (!running) run(() => {});
  };
  const openStages: Stage[] = [];
  const enter = (index: number, from: Leg, frame: PassingFrame) => {
    const stage = openStages[index];
    if (stage !== undefined) stage.frame(from, frame);
    else act({ what: 'went', to: otherLeg(from), frame });
  };
  const enterClosing = (index: number, from: Leg, code: number, reason: Uint8Array) => {
    const stage = openStages[index];
    if (stage === undefined) act({ what: 'close', to: otherLeg(from), code, reason });
    else if (stage.closing !== undefined) stage.closing(from, code, reason);
    else enterClosing(after(index, otherLeg(from)), from, code, reason);
  };
  const after = (index: number, to: Leg) => (to === 'upstream' ? index + 1 : index - 1);
  const portOf = (index: number): StagePort => ({
    clock: {
      ...clock,
      now: clock.now,
      wall: clock.wall,
      cancel: clock.cancel,
      after: (ms, go) => clock.after(ms, () => run(go)),
    },
    pass: (to, frame) => enter(after(index, to), otherLeg(to), frame),
    drop(frame) {
      if (frame.of !== null && frame.of === arriving) dropped = true;
    },
    close: (to, code, reason) => enterClosing(after(index, to), otherLeg(to), code, reason),
    cut: (to, how) => act({ what: 'cut', to, how }),
    mark: (by, says, about) => act({ what: 'mark', by, says, about: about ?? null }),
  });

  /** One thing after the other: what comes while a stage is at work, waits. */
  const run = (job: () => void) => {
    jobs.push(job);
    if (running) return;
    running = true;
    try {
      while (!over && (jobs.length > 0 || acts.length > 0)) {
        if (acts.length === 0) jobs.shift()?.();
        write();
      }
    } finally {
      running = false;
    }
  };

  /** Writes what has become of the frame that came (if one did), and carries it out. */
  const write = () => {
    const list = settled(acts, arriving, ended, dropped);
    arriving = null;
    acts = [];
    dropped = false;
    for (const one of list) carryOut(one);
  };
  const carryOut = (one: LineAct) => {
    if (over) return;
    // What came in one chunk has one time, and is read one after the other: we may have acted in between.
    if ('came' in one && one.came.t !== undefined) one.came.t = Math.max(one.came.t, wroteAt);
    if (one.what === 'crossed') {
      one.came.seq = record.crossed(otherLeg(one.to), one.came);
      deliver.frame(one.to, one.came.opcode, one.came.bytes);
    } else if (one.what === 'came') {
      one.came.seq = record.came(one.came.from, one.came, ...(one.passed === undefined ? [] : ([one.passed] as const)));
    } else if (one.what === 'went') {
      if (ended.has(one.to)) return;
      const { opcode, bytes, of } = one.frame;
      record.went(one.to, { opcode, bytes }, howOf(one.frame), of?.seq ?? null);
      deliver.frame(one.to, opcode, bytes);
    } else if (one.what === 'mark') {
      if (one.about === null) record.mark(one.by, one.says);
      else record.mark(one.by, one.says, one.about.seq);
    } else if (!ended.has(one.to)) {
      ended.add(one.to);
      if (one.what === 'close') deliver.close(one.to, one.code, one.reason);
      else deliver.cut(one.to, one.how);
    }
    if (!('came' in one)) wroteAt = clock.now();
  };

  for (const [index, open] of stages.entries()) openStages[index] = open(portOf(index));
  return {
    frame(from, opcode, bytes, more) {
      run(() => {
        const came = { seq: 0, from, opcode, bytes, ...more };
        arriving = came;
        enter(from === 'client' ? 0 : openStages.length - 1, from, { opcode, bytes, of: came });
      });
    },
    closing: (from, code, reason) =>
      run(() => enterClosing(from === 'client' ? 0 : openStages.length - 1, from, code, reason)),
    gone() {
      if (over) return;
      over = true;
      jobs.length = 0;
      for (const stage of openStages) stage.gone();
    },
  };
}
