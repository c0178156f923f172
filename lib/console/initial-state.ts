/** Every part of the state as it is before anything happened. Only types are imported: the page's first load carries this. */
import { noCompare } from './rooms/compare-room.ts';
import { noExport } from './rooms/export-room.ts';
import { noImport } from './rooms/import-room.ts';
import { noKeep } from './rooms/keep-room.ts';
import { noLesson } from './rooms/lessons-room.ts';
import { noPlayback } from './rooms/playback-room.ts';
import { noTap } from './rooms/tap-room.ts';
import type { RunsView } from './runs-view.ts';
import type { Connection, ConsoleState, Filter, FindingsView, Hides, LogView, Run } from './state.ts';

export const idle: Connection = { phase: 'idle', words: 'Not connected', tone: 'neutral', problem: null };

export const noFilter: Filter = { text: '', dir: 'both', hidden: [], onlyProblems: false, size: null };

export const hidesNothing: Hides = { dir: 0, kinds: 0, problems: 0, size: 0, text: 0 };

export const noRun: Run = { state: 'idle', steps: [], problem: null };

const noGroup: RunsView['a'] = { settings: [], rows: [], figures: [] };
export const noRuns: RunsView = { series: null, a: noGroup, b: noGroup, comparison: [] };

export const emptyView: LogView = {
  session: null,
  rowCount: 0,
  frames: 0,
  matched: 0,
  looked: null,
  waits: 0,
  passed: 0,
  from: 0,
  rows: [],
  facets: [],
  filterNote: null,
  clearedBefore: 1,
  selectedIndex: null,
  hides: hidesNothing,
  zero: null,
  pins: [],
  pinsRefused: 0,
};

export const noFindings: FindingsView = {
  session: null,
  counts: { error: 0, warning: 0, info: 0 },
  list: [],
  ofEntry: [],
  broken: null,
};

/** So many rows can be pinned at once. */
export const mostPins = 40;

/** The page before anything is known. */
export const initialState: ConsoleState = {
  link: 'connecting',
  goingDown: null,
  user: null,
  upstreams: [],
  upstream: '',
  path: '',
  options: {},
  switches: '',
  faults: '',
  key: null,
  keyProblem: null,
  connection: idle,
  live: null,
  sessions: [],
  active: null,
  view: emptyView,
  filter: noFilter,
  follow: true,
  paused: false,
  unseen: 0,
  selected: null,
  detail: null,
  lastSent: null,
  findings: noFindings,
  timing: null,
  stream: null,
  soundView: null,
  timeline: null,
  socketLimit: null,
  run: noRun,
  environment: null,
  runs: noRuns,
  prebufferMs: 120,
  player: {
    other: null,
    state: 'empty',
    position: 0,
    duration: 0,
    underruns: 0,
    volume: 1,
    format: null,
    sampleRateHz: 0,
    problem: null,
  },
  kept: noKeep,
  importing: noImport,
  exporting: noExport,
  playback: noPlayback,
  comparison: noCompare,
  tap: noTap,
  lessons: noLesson,
  memory: { onDisk: 0, problem: null },
  announcement: '',
  alert: '',
};
