/** Every fault there is and all that is said of it, in the order in which they are listed. Data alone. */
import type { Fault, FaultWords } from './fault.ts';
import { faultKinds } from './kinds.ts';
import { audioFaults } from './table/audio.ts';
import { endFaults } from './table/ends.ts';
import { frameFaults } from './table/frames.ts';
import { timeFaults } from './table/times.ts';
import { upgradeFaults } from './table/upgrade.ts';

const whole = (said: readonly FaultWords[]): readonly Fault[] =>
  said.flatMap((one) => {
    const kind = faultKinds.find(({ name }) => name === one.name);
    return kind === undefined ? [] : [{ ...kind, ...one }];
  });

/** By where they strike. */
export const faultGroups = {
  upgrade: whole(upgradeFaults),
  times: whole(timeFaults),
  frames: whole(frameFaults),
  audio: whole(audioFaults),
  ends: whole(endFaults),
} as const;

export const faultTable: readonly Fault[] = Object.values(faultGroups).flat();
