/** What the page and its capture worker say to each other. Plain data, and ports that are handed over. */
import type { FeedPort } from '../player/port.ts';
import type { Problem } from '../problem/problem.ts';
import type { UpstreamInfo } from '../relay/wire.ts';
import type { ConsoleState, Filter, KeyInfo, PlayerState } from './state.ts';

/** All that is needed to open a connection. */
export type ConnectAsk = {
  upstream: UpstreamInfo;
  options: Readonly<Record<string, string>>;
  /** `k=v,k=v`, as typed. */
  switches: string;
};

export type ToWorker =
  /** First message. `url`: the relay's WebSocket address on the page's own server. */
  | { do: 'start'; url: string }
  /** The key of one upstream goes through to the server; the worker forgets it once it is handed over. */
  | { do: 'key'; upstream: string; value: string | null }
  /** Another upstream was chosen: what went wrong with the one before is over. */
  | { do: 'choose' }
  | { do: 'connect'; ask: ConnectAsk }
  | { do: 'disconnect' }
  | { do: 'run'; text: string; ask: ConnectAsk | null }
  | { do: 'send-step'; text: string; offset: number }
  | { do: 'stop-run' }
  /** Null removes the file. */
  | { do: 'file'; name: string; bytes: Uint8Array | null }
  | { do: 'open-session'; id: string }
  /** A session that is over is no longer kept in memory. */
  | { do: 'forget-session'; id: string }
  | { do: 'filter'; filter: Filter }
  /** `sight`: the last row in sight. */
  | { do: 'window'; from: number; count: number; sight?: number }
  | { do: 'follow'; on: boolean }
  | { do: 'pause'; on: boolean }
  | { do: 'fold'; seq: number }
  | { do: 'clear' }
  | { do: 'show-all' }
  | { do: 'select'; seq: number | null }
  | { do: 'select-next'; step: number }
  /** Whether the container of the selected entry's audio is looked at: reading it costs more than all else of an entry. */
  | { do: 'audio-view'; on: boolean }
  /** Plays the session on show from its start. */
  | { do: 'replay' }
  /** Nothing more is played until the next connect, run or replay. */
  | { do: 'mute' }
  /** The answer to `playback`: the feeder's end of the player. */
  | { do: 'feed'; id: number; port: FeedPort };

/** What is known of the key of one upstream: what stands for it, or why it was not taken. */
export type KeyState = { info: KeyInfo | null; problem: Problem | null };

/** What the worker knows of the sound of the session on show. */
export type Sound = Pick<PlayerState, 'duration' | 'format' | 'sampleRateHz' | 'wave' | 'problem'>;

/** The parts of the page's state that the worker makes. */
export type WorkerState = Pick<
  ConsoleState,
  | 'link'
  | 'sessions'
  | 'active'
  | 'view'
  | 'unseen'
  | 'selected'
  | 'detail'
  | 'findings'
  | 'run'
  | 'announcement'
  | 'alert'
  | 'connection'
  | 'live'
  | 'follow'
> & {
  /** By upstream. */
  keys: ReadonlyMap<string, KeyState>;
  sound: Sound;
};

export type FromWorker =
  | { say: 'update'; patch: Partial<WorkerState> }
  /** Sound of a session is about to come, from `fromS` seconds on: the page opens a player at this rate and answers with `feed`. */
  | { say: 'playback'; id: number; sampleRateHz: number; fromS: number; session: string };
