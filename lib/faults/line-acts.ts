/** What stages did with a frame, turned into entries in a sensible order. Pure. */
import { sameBytes } from '../bytes/same-bytes.ts';
import type { FrameEntry, Leg, Opcode } from '../session/entry.ts';
import type { ActBy, Came, PassingFrame } from './stage.ts';

/** A frame that came, as long as somebody may refer to it. */
export type Arrived = Came & {
  from: Leg;
  opcode: Opcode;
  bytes: Uint8Array;
  t?: number;
  wire?: NonNullable<FrameEntry['wire']>;
};

/** What stages asked for, in their order. */
export type StageAct =
  | { what: 'went'; to: Leg; frame: PassingFrame }
  | { what: 'close'; to: Leg; code: number; reason: Uint8Array }
  | { what: 'cut'; to: Leg; how: 'fin' | 'reset' }
  | { what: 'mark'; by: ActBy; says: string; about: Came | null };

/** `crossed`: written and delivered; `came`: written. */
export type LineAct =
  | StageAct
  | { what: 'crossed'; to: Leg; came: Arrived }
  | { what: 'came'; came: Arrived; passed?: 'edited' | 'dropped' };

export const otherLeg = (leg: Leg): Leg => (leg === 'client' ? 'upstream' : 'client');

/**
 * The acts of one arrival with the arrival's own entry among them: where it was passed on, if that was unchanged and at once, else before
 * everything. Peers get frames in the order in which stages passed them. `ended`: peers that get nothing any more.
 */
export function settled(
  acts: readonly StageAct[],
  came: Arrived | null,
  ended: ReadonlySet<Leg>,
  dropped: boolean,
): LineAct[] {
  if (came === null) return [...acts];
  const to = otherLeg(came.from);
  const at = acts.findIndex((one) => one.what === 'went' && one.frame.of === came);
  const first = acts[at];
  const lost = ended.has(to) || acts.slice(0, Math.max(0, at)).some((one) => endsPeer(one, to));
  if (first?.what === 'went' && !lost && first.to === to && howOf(first.frame) === 'as-is') {
    const before = acts.slice(0, at);
    const about = (one: StageAct) => one.what === 'mark' && one.about === came;
    return [
      ...before.filter((one) => !about(one)),
      { what: 'crossed', to, came },
      ...before.filter(about),
      ...acts.slice(at + 1),
    ];
  }
  const passed = first === undefined ? (dropped ? 'dropped' : undefined) : lost ? 'dropped' : editedAs(first);
  return [{ what: 'came', came, ...(passed === undefined ? {} : { passed }) }, ...acts];
}

function endsPeer(one: StageAct, peer: Leg): boolean {
  return (one.what === 'close' || one.what === 'cut') && one.to === peer;
}

function editedAs(first: StageAct): 'edited' | undefined {
  return first.what === 'went' && howOf(first.frame) === 'edited' ? 'edited' : undefined;
}

/** How a frame that goes on compares with what came. */
export function howOf({ of, opcode, bytes }: PassingFrame): 'as-is' | 'edited' | 'injected' {
  if (of === null) return 'injected';
  const came = of as Partial<Arrived>;
  const same =
    came.opcode === opcode && came.bytes !== undefined && (came.bytes === bytes || sameBytes(came.bytes, bytes));
  return same ? 'as-is' : 'edited';
}
