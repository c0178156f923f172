/** A held session as one side of a comparison, as far as its record has come by now. */
import type { DiffSide } from '../../../diff/diff-side.ts';
import { evidenceOf } from '../evidence-of.ts';
import type { HeldSession } from '../held-session.ts';

/** Sound is decoded again in portions of so long: others work in between. */
const portionS = 1;

/** The session must be settled (`Evidence.settled`). */
export function diffSideOf(held: HeldSession, beside?: () => Iterable<HeldSession>): DiffSide {
  const evidence = evidenceOf(held, beside);
  const { sound } = held.track;
  const length = evidence.length();
  return {
    length: () => length,
    entry: evidence.entry,
    reading: evidence.reading,
    fields: evidence.fields,
    findings: evidence.findings,
    timing: evidence.timing,
    sound() {
      const { seconds, sampleRateHz, encoded } = evidence.sound();
      return {
        seconds,
        sampleRateHz,
        samples: sound.samples,
        encoded,
        blocks: () => sound.blocks(0, sound.samples, portionS),
      };
    },
  };
}
