/** Every fault there is, in the order in which they are listed. Data alone. */
import type { Fault } from './fault.ts';
import { audioFaults } from './table/audio.ts';
import { endFaults } from './table/ends.ts';
import { frameFaults } from './table/frames.ts';
import { timeFaults } from './table/times.ts';
import { upgradeFaults } from './table/upgrade.ts';

export const faultTable: readonly Fault[] = [
  ...upgradeFaults,
  ...timeFaults,
  ...frameFaults,
  ...audioFaults,
  ...endFaults,
];
