/** The page's side of playback: an AudioContext at the stream's rate, the worklet, volume, and the browser's say about sound. */
import { realClock } from '../../clock/real.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { HeardReport } from '../heard-clock.ts';
import { outputAnchor } from '../output-anchor.ts';
import {
  begun,
  noPlayback,
  type Playback,
  playMeans,
  rebufferMs,
  reported,
  prebufferMs as usualPrebufferMs,
} from '../player-model.ts';
import type { PlayedRun, PlayerCommand, PlayerReport } from '../port.ts';

export type PlayerOptions = {
  /** Called at every change, about twenty times a second while playing. */
  onState: (state: Playback) => void;
  /** Called with each report of the worklet: what `heardClock` lives on. Of the playback that `start` began last. */
  onHeard?: (report: HeardReport) => void;
  /** Where the worklet lies. */
  workletUrl?: string;
};

export type Player = {
  /** Call in a click handler: opens the output early, so that the first sound does not wait for it. Optional. */
  unlock(): void;
  /**
   * Begins a new playback (ending the one before) of a stream of `sampleRateHz`. The answer is the feeder's port
   * (lib/player/port.ts): hand it to the worker. Plays by itself as soon as enough has come.
   */
  start(sampleRateHz: number): MessagePort;
  /** Call in a click handler. `replay`: the sound is over; decode it again and call `start`. */
  play(): 'resumed' | 'replay';
  /** Keeps the queue. */
  pause(): void;
  /** Ends playback and forgets the queue. */
  stop(): void;
  /** As at first: nothing to play. */
  reset(): void;
  setVolume(volume: number): void;
  /** So much sound waits before a playback begins, from the next one on. */
  setPrebuffer(ms: number): void;
  dispose(): void;
  readonly state: Playback;
};

/** Makes a player. Touches no audio before `unlock` or `start`. */
export function createPlayer({ onState, onHeard, workletUrl = '/worklets/player.js' }: PlayerOptions): Player {
  let state: Playback = noPlayback;
  let output: Output | null = null;
  let node: AudioWorkletNode | null = null;
  let lastReport: PlayerReport | null = null;
  let generation = 0;
  let prebufferMs = usualPrebufferMs;

  const change = (next: Playback) => {
    state = next;
    onState(next);
  };
  const held = (): Problem | null => (output?.isHeld() ? heldProblem : null);
  const fail = (cause: unknown) => {
    const why = cause instanceof NoWorklets ? noWorkletsProblem : failedBecause(cause);
    // A worklet that could not be loaded is asked for again by the next start.
    output?.close();
    output = null;
    change({ ...state, state: 'stopped', problem: why });
  };
  const ask = (command: PlayerCommand, transfer: Transferable[] = []) => node?.port.postMessage(command, transfer);
  const dropNode = () => {
    ask({ type: 'stop' });
    node?.disconnect();
    node = null;
    lastReport = null;
    generation++;
  };
  const review = () => {
    if (lastReport !== null) change(reported(state, lastReport, held()));
  };
  const outputAt = (sampleRateHz: number): Output => {
    if (output !== null && output.wantedHz === sampleRateHz) return output;
    output?.close();
    output = openOutput(sampleRateHz, workletUrl, state.volume, review);
    return output;
  };
  const build = async (out: Output, feed: MessagePort, mine: number) => {
    await out.ready;
    if (mine !== generation) return feed.close();
    // The user may have paused while the worklet was loading.
    const processorOptions = { prebufferMs, rebufferMs, paused: state.state === 'paused' };
    const made = new AudioWorkletNode(out.context, 'wiretone-player', {
      numberOfInputs: 0,
      outputChannelCount: [1],
      processorOptions,
    });
    node = made;
    made.onprocessorerror = () => fail('the audio worklet stopped');
    let runs: PlayedRun[] = [];
    made.port.onmessage = ({ data }: MessageEvent<PlayerReport | PlayedRun>) => {
      if (mine !== generation) return;
      if (data.type === 'run') {
        runs.push(data);
        return;
      }
      lastReport = data;
      const { playedSamples, queuedSamples, frame, phase } = data;
      const anchor = outputAnchor(out.context, realClock.now());
      onHeard?.({ sampleRateHz: out.context.sampleRate, playedSamples, queuedSamples, frame, phase, runs, anchor });
      runs = [];
      change(reported(state, data, held()));
    };
    made.connect(out.volume);
    ask({ type: 'attach' }, [feed]);
  };

  return {
    unlock() {
      try {
        if (output === null) outputAt(usualRateHz);
        output?.resume();
      } catch {
        // The playback that is begun says why.
      }
    },
    start(sampleRateHz) {
      dropNode();
      const channel = new MessageChannel();
      try {
        const out = outputAt(sampleRateHz);
        change(begun(state, out.context.sampleRate));
        out.resume();
        build(out, channel.port1, generation).catch(fail);
      } catch (cause) {
        fail(cause);
      }
      return channel.port2;
    },
    play() {
      output?.resume();
      const means = playMeans(state.state);
      if (means === 'replay') return 'replay';
      if (means === 'resume') {
        ask({ type: 'play' });
        if (node === null) change({ ...state, state: 'buffering' });
      }
      return 'resumed';
    },
    pause() {
      if (state.state !== 'playing' && state.state !== 'buffering') return;
      change({ ...state, state: 'paused' });
      ask({ type: 'pause' });
    },
    stop() {
      if (state.state === 'empty') return;
      dropNode();
      change({ ...state, state: 'stopped', queuedS: 0, problem: null });
    },
    reset() {
      dropNode();
      change({ ...noPlayback, volume: state.volume });
    },
    setVolume(volume) {
      const level = Math.min(1, Math.max(0, volume));
      output?.setVolume(level);
      change({ ...state, volume: level });
    },
    setPrebuffer(ms) {
      prebufferMs = ms;
    },
    dispose() {
      dropNode();
      output?.close();
      output = null;
    },
    get state() {
      return state;
    },
  };
}

/** The service's own rate where nothing else is asked. */
const usualRateHz = 44100;

const heldProblem = problem('sound_held', 'the browser lets no sound out before a click or a key press on this page');

/** Browsers have them for pages of secure origins alone. */
class NoWorklets extends Error {}

const noWorkletsProblem = problem(
  'sound_failed',
  'browsers play this sound only in a page that came over https or from this machine (localhost, 127.0.0.1)',
  undefined,
  'Open it by https, or on the server’s own machine as http://127.0.0.1. The sound can be looked at and saved all the same.',
);

function failedBecause(cause: unknown): Problem {
  return problem('sound_failed', cause instanceof Error ? cause.message : String(cause));
}

type Output = {
  context: AudioContext;
  wantedHz: number;
  volume: GainNode;
  /** The worklet's code is loaded. */
  ready: Promise<void>;
  /** The browser waits for a user's action. */
  isHeld(): boolean;
  resume(): void;
  setVolume(volume: number): void;
  close(): void;
};

/** An output at `wantedHz`, or at the device's own rate where the browser refuses that one (the feeder then resamples). */
function openOutput(wantedHz: number, workletUrl: string, level: number, onChange: () => void): Output {
  if (typeof AudioWorkletNode === 'undefined' || !('audioWorklet' in BaseAudioContext.prototype))
    throw new NoWorklets();
  const context = contextAt(wantedHz);
  const volume = new GainNode(context, { gain: level });
  volume.connect(context.destination);
  context.onstatechange = onChange;
  const ready = context.audioWorklet.addModule(workletUrl);
  // Told by whoever waits for it; an output opened early has nobody yet.
  ready.catch(() => {});
  // Every context begins suspended; only one made before any user action stays so.
  const early = navigator.userActivation?.hasBeenActive !== true;
  return {
    context,
    wantedHz,
    volume,
    ready,
    isHeld: () => early && context.state === 'suspended',
    // Pending until the user acts; the state says so meanwhile.
    resume: () => void (context.state === 'suspended' && context.resume().catch(() => {})),
    // A short glide: a jump is heard as a click.
    setVolume: (next) => void volume.gain.setTargetAtTime(next, context.currentTime, 0.01),
    close() {
      context.onstatechange = null;
      context.close().catch(() => {});
    },
  };
}

function contextAt(sampleRate: number): AudioContext {
  try {
    return new AudioContext({ sampleRate, latencyHint: 'balanced' });
  } catch {
    return new AudioContext();
  }
}
