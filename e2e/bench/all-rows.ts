/** Every row of the bench, in the order in which they are measured, and what ends the things that they have started. */
import { bombRows } from './bomb-rows.ts';
import { closeFilter, filterRows } from './filter-rows.ts';
import { heapRows } from './heap-rows.ts';
import { hiddenRows } from './hidden-rows.ts';
import { idleRows } from './idle-rows.ts';
import { closeLive, liveRows } from './live-rows.ts';
import { closeLoad, loadRows } from './load-rows.ts';
import { logRows } from './log-rows.ts';
import { recorderRows } from './recorder-rows.ts';
import { recordingPageRows } from './recording-page-rows.ts';
import { closeRecordings, recordingRows } from './recording-rows.ts';
import { replayRows } from './replay-rows.ts';
import type { Row } from './row.ts';
import { spillRows } from './spill-rows.ts';
import { stampRows } from './stamp-rows.ts';
import { tapRows } from './tap-rows.ts';
import { walkRows } from './walk-rows.ts';

export const allRows: readonly Row[] = [
  ...walkRows,
  ...bombRows,
  ...liveRows,
  ...logRows,
  ...filterRows,
  ...heapRows,
  ...loadRows,
  ...hiddenRows,
  ...replayRows,
  ...recordingRows,
  ...recordingPageRows,
  ...spillRows,
  ...tapRows,
  ...idleRows,
  ...stampRows,
  ...recorderRows,
];

/** Ends browsers, servers and files of the rows, whichever have run. */
export async function closeRows(): Promise<void> {
  await closeLive();
  closeRecordings();
  closeFilter();
  await closeLoad();
}
