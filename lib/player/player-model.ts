/** What the page shows of playback, from the worklet's reports and the user's commands. Pure. */
import { type Problem, problem } from '../problem/problem.ts';
import type { PlayerReport } from './port.ts';

export type Playback = {
  /** empty: nothing to play yet; buffering: waiting for enough sound, at the start or after an underrun. */
  state: 'empty' | 'buffering' | 'playing' | 'paused' | 'stopped' | 'ended';
  /** Seconds heard, waiting in the queue, received by the player so far. */
  positionS: number;
  queuedS: number;
  receivedS: number;
  /**
   * Times the queue ran dry and sound followed, and the seconds of silence that put in. What follows on something sent meanwhile
   * ends a rest, not an underrun.
   */
  underruns: number;
  missingS: number;
  /** Of the output now; 0 before the first start. */
  sampleRateHz: number;
  /** 0 to 1. */
  volume: number;
  problem: Problem | null;
};

export const noPlayback: Playback = {
  state: 'empty',
  positionS: 0,
  queuedS: 0,
  receivedS: 0,
  underruns: 0,
  missingS: 0,
  sampleRateHz: 0,
  volume: 1,
  problem: null,
};

/** So much sound waits before the first sample is heard, unless the user sets another: shorter stalls are then not heard. */
export const prebufferMs = 120;
/** No more can be set: feeds keep a little more than this ready. */
export const mostPrebufferMs = 3000;
/** After an underrun, so much must wait before playback goes on; less, when nothing has come for 0.8 s: then it is the end of a turn. */
export const rebufferMs = 240;

/** A new playback at `sampleRateHz`: figures from zero, volume kept. */
export function begun(before: Playback, sampleRateHz: number): Playback {
  return { ...noPlayback, state: 'buffering', sampleRateHz, volume: before.volume };
}

/**
 * The state after a report. `held` is the problem while the browser keeps the output silent until a user's action: then
 * everything that waits is paused, and says why.
 */
export function reported(before: Playback, report: PlayerReport, held: Problem | null): Playback {
  if (before.state === 'stopped' || before.state === 'empty') return before;
  const seconds = (samples: number) => samples / before.sampleRateHz;
  const state = report.phase === 'waiting' ? 'buffering' : report.phase;
  return {
    ...before,
    state: held !== null && (state === 'buffering' || state === 'playing') ? 'paused' : state,
    positionS: seconds(report.playedSamples),
    queuedS: seconds(report.queuedSamples),
    receivedS: seconds(report.receivedSamples),
    underruns: report.underruns,
    missingS: seconds(report.missingSamples),
    problem: held ?? (report.refusedSamples > 0 ? overfull(seconds(report.refusedSamples)) : null),
  };
}

function overfull(seconds: number): Problem {
  return problem('limit_reached', `${seconds.toFixed(2)} s of sound came while the player's queue was full`);
}

/** What the play command means now: go on, or the sound must be supplied again from its start. */
export function playMeans(state: Playback['state']): 'resume' | 'replay' | 'nothing' {
  if (state === 'ended' || state === 'stopped') return 'replay';
  return state === 'paused' ? 'resume' : 'nothing';
}
