/** Every row of the bench, in the order in which they are measured, and what ends the things that they have started. */
import { bombRows } from './bomb-rows.ts';
import { hiddenRows } from './hidden-rows.ts';
import { idleRows } from './idle-rows.ts';
import { closeLive, liveRows } from './live-rows.ts';
import { logRows } from './log-rows.ts';
import { recordingPageRows } from './recording-page-rows.ts';
import { closeRecordings, recordingRows } from './recording-rows.ts';
import { replayRows } from './replay-rows.ts';
import type { Row } from './row.ts';
import { tapRows } from './tap-rows.ts';
import { walkRows } from './walk-rows.ts';

export const allRows: readonly Row[] = [
  ...walkRows,
  ...bombRows,
  ...liveRows,
  ...logRows,
  ...hiddenRows,
  ...replayRows,
  ...recordingRows,
  ...recordingPageRows,
  ...tapRows,
  ...idleRows,
];

/** Ends browsers, servers and files of the rows, whichever have run. */
export async function closeRows(): Promise<void> {
  await closeLive();
  closeRecordings();
}
