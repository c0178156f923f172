import type { CommandRoom } from './command.ts';
import { compareCommands } from './rooms/compare-commands.ts';
import { connectionCommands } from './rooms/connection-commands.ts';
import { copyCommands } from './rooms/copy-commands.ts';
import { editorCommands } from './rooms/editor-commands.ts';
import { exportCommands } from './rooms/export-commands.ts';
import { figureCommands } from './rooms/figure-commands.ts';
import { findingCommands } from './rooms/finding-commands.ts';
import { fromLogCommands } from './rooms/from-log-commands.ts';
import { holdCommands } from './rooms/hold-commands.ts';
import { importCommands } from './rooms/import-commands.ts';
import { keptCommands } from './rooms/kept-commands.ts';
import { kindCommands } from './rooms/kind-commands.ts';
import { lessonCommands } from './rooms/lesson-commands.ts';
import { logCommands } from './rooms/log-commands.ts';
import { pageCommands } from './rooms/page-commands.ts';
import { placeCommands } from './rooms/place-commands.ts';
import { readyMadeCommands } from './rooms/ready-made-commands.ts';
import { referenceCommands } from './rooms/reference-commands.ts';
import { replayCommands } from './rooms/replay-commands.ts';
import { rowCommands } from './rooms/row-commands.ts';
import { ruleCommands } from './rooms/rule-commands.ts';
import { runCommands } from './rooms/run-commands.ts';
import { selectionCommands } from './rooms/selection-commands.ts';
import { sessionCommands } from './rooms/session-commands.ts';
import { soundCommands } from './rooms/sound-commands.ts';
import { stepCommands } from './rooms/step-commands.ts';
import { tapCommands } from './rooms/tap-commands.ts';
import { timelineCommands } from './rooms/timeline-commands.ts';
import { upstreamCommands } from './rooms/upstream-commands.ts';
import { waveCommands } from './rooms/wave-commands.ts';
import { writingCommands } from './rooms/writing-commands.ts';
import { wrongCommands } from './rooms/wrong-commands.ts';

/** All commands there are, in the order they are listed in while nothing is typed. */
export const commandRooms: readonly CommandRoom[] = [
  rowCommands,
  connectionCommands,
  stepCommands,
  editorCommands,
  placeCommands,
  logCommands,
  selectionCommands,
  copyCommands,
  fromLogCommands,
  soundCommands,
  waveCommands,
  figureCommands,
  timelineCommands,
  replayCommands,
  tapCommands,
  holdCommands,
  sessionCommands,
  exportCommands,
  compareCommands,
  importCommands,
  readyMadeCommands,
  keptCommands,
  runCommands,
  upstreamCommands,
  kindCommands,
  findingCommands,
  pageCommands,
  writingCommands,
  wrongCommands,
  ruleCommands,
  referenceCommands,
  lessonCommands,
];
