import { idle } from './capture/connection-words.ts';
import { emptyView, noFilter, noFindings } from './capture/log-desk.ts';
import { noRun } from './capture/run-desk.ts';
import type { ConsoleState } from './state.ts';

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
