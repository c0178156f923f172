/** Every part of the state as it is before anything happened. Only types are imported: the page's first load carries this. */
import type { Connection, ConsoleState, Filter, FindingsView, LogView, Run } from './state.ts';

export const idle: Connection = { phase: 'idle', words: 'Not connected', tone: 'neutral', problem: null };

export const noFilter: Filter = { text: '', dir: 'both', hidden: [], onlyProblems: false };

export const noRun: Run = { state: 'idle', steps: [], problem: null };

export const emptyView: LogView = {
  session: null,
  rowCount: 0,
  frames: 0,
  matched: 0,
  from: 0,
  rows: [],
  facets: [],
  filterNote: null,
  clearedBefore: 1,
  selectedIndex: null,
};

export const noFindings: FindingsView = {
  session: null,
  counts: { error: 0, warning: 0, info: 0 },
  list: [],
  ofEntry: [],
  broken: null,
};

/** The page before anything is known. */
export const initialState: ConsoleState = {
  link: 'connecting',
  upstreams: [],
  upstream: '',
  options: {},
  switches: '',
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
  findings: noFindings,
  run: noRun,
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
  announcement: '',
  alert: '',
};
