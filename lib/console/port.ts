/** What the page and its capture worker say to each other. Plain data, and ports that are handed over. */
import type { TargetId } from '../codegen/targets.ts';
import type { HeardReport } from '../player/heard-clock.ts';
import type { FeedPort } from '../player/port.ts';
import type { PlayedRange } from '../player/range-feed.ts';
import type { Problem } from '../problem/problem.ts';
import type { UpstreamInfo } from '../relay/wire.ts';
import type { Variables } from '../scenario/variables.ts';
import type { RoomAnswer, RoomAsk } from './rooms/rooms.ts';
import type { GroupName, RepeatAsk } from './runs-view.ts';
import type { SavedAs, SoundAsk } from './sound-view.ts';
import type { ConsoleState, Filter, KeyInfo, PlayerState } from './state.ts';
import type { StreamAsk } from './stream-view.ts';
import type { LaneId, LanePlace, TimelineAsk } from './timeline-view.ts';

/** All that is needed to open a connection. */
export type ConnectAsk = {
  upstream: UpstreamInfo;
  /** One of the upstream's paths; absent for its first. */
  path?: string;
  options: Readonly<Record<string, string>>;
  /** `k=v,k=v`, as typed. */
  switches: string;
  /** What is broken on purpose, as typed: `a+b@2s`; absent or empty for nothing. */
  faults?: string;
};

/** What of a session's record is wanted as text for the editor: all of it, or the step that sends or expects one entry. */
export type WantedText = { of: 'session' } | { of: 'step' | 'expectation'; seq: number };
/** A program that has the session again; the text is JSON of what `lib/codegen` says: the code, or why there is none. */
export type WantedCode = { of: 'code'; target: TargetId };

export type ToWorker =
  /** First message. `url`: the relay's WebSocket address on the page's own server. */
  | { do: 'start'; url: string }
  /** The way to the worker that keeps sessions; null: there is none. */
  | { do: 'vault'; port: MessagePort | null }
  /** So much of the payloads of all sessions stays in memory. Before any session. */
  | { do: 'memory'; budgetBytes: number }
  /** The key of one upstream goes through to the server; the worker forgets it once it is handed over. */
  | { do: 'key'; upstream: string; value: string | null }
  /** Another upstream was chosen: what went wrong with the one before is over. */
  | { do: 'choose' }
  | { do: 'connect'; ask: ConnectAsk }
  | { do: 'disconnect' }
  /** `from`: only the steps from the one at this offset on. */
  | { do: 'run'; text: string; ask: ConnectAsk | null; from?: number }
  | { do: 'send-step'; text: string; offset: number }
  | { do: 'stop-run' }
  /** Values for `{{name}}`; null for none. */
  | { do: 'environment'; values: Variables | null }
  | { do: 'repeat'; ask: RepeatAsk; connect: ConnectAsk }
  | { do: 'stop-repeat' }
  /** Puts a session into a group of runs, or takes it out. */
  | { do: 'group'; session: string; into: GroupName | null }
  | { do: 'clear-group'; group: GroupName }
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
  /** The entry that deltas are counted from; the same again, or null, takes it back. */
  | { do: 'zero'; seq: number | null }
  /** Pins an entry, or takes its pin away. */
  | { do: 'pin'; seq: number }
  | { do: 'select-next'; step: number }
  /** Whether the container of the selected entry's audio is looked at: reading it costs more than all else of an entry. */
  | { do: 'audio-view'; on: boolean }
  /** The container of the whole stream, as far as it is looked at; null when it is not. */
  | { do: 'stream'; ask: StreamAsk | null }
  /** The part of the sound that is drawn; null when none is. */
  | { do: 'sound'; ask: SoundAsk | null }
  /** The timeline, as far as it is looked at; null when it is not. */
  | { do: 'timeline'; ask: TimelineAsk | null }
  /** Selects an entry by its place on a lane of the timeline. */
  | { do: 'timeline-go'; lane: LaneId; to: LanePlace }
  /** Selects the frame that sounds at this second of the session on show. */
  | { do: 'select-at'; second: number }
  /** A part of a session's sound as a file: the answers are `sound-file` with the same id. */
  | { do: 'save-sound'; id: number; session: string; fromS: number; toS: number; as: SavedAs }
  /** Text of a session's record: the answer is `written` with the same id. */
  | { do: 'write'; id: number; session: string; want: WantedText | WantedCode }
  /** A wish to one of the rooms: the answer is `answer` with the same id. */
  | { do: 'ask'; id: number; ask: RoomAsk }
  /** How many sockets the account may have open at once; null: as many as is usual. */
  | { do: 'socket-limit'; most: number | null }
  /** Plays the session on show from its start. */
  | { do: 'replay' }
  /** Plays a part of a session's sound instead of what is played now. */
  | { do: 'play-range'; session: string; range: PlayedRange }
  /** Plays the sound of one frame, or of those up to `last`. */
  | { do: 'play-frame'; session: string; seq: number; last: number; loop: boolean; speed: number }
  /** What playback `id` says of its output. Its page times count from the origin that page and worker share. */
  | { do: 'heard'; id: number; report: HeardReport }
  /** The page came out of sight, or back. */
  | { do: 'hidden'; on: boolean }
  /** Nothing more is played until the next connect, run or replay. */
  | { do: 'mute' }
  /** The answer to `playback`: the feeder's end of the player. */
  | { do: 'feed'; id: number; port: FeedPort };

/** What is known of the key of one upstream: what stands for it, or why it was not taken. */
export type KeyState = { info: KeyInfo | null; problem: Problem | null };

/** A part of a file, its end, or why there is none. */
export type SavedPart = { part: Uint8Array<ArrayBuffer> } | { end: true } | { problem: Problem };

/** What the worker knows of the sound of the session on show. */
export type Sound = Pick<PlayerState, 'duration' | 'format' | 'sampleRateHz' | 'problem'>;

/** The parts of the page's state that the worker makes. */
export type WorkerState = Pick<
  ConsoleState,
  | 'link'
  | 'goingDown'
  | 'sessions'
  | 'active'
  | 'view'
  | 'unseen'
  | 'selected'
  | 'detail'
  | 'lastSent'
  | 'findings'
  | 'timing'
  | 'stream'
  | 'lessons'
  | 'soundView'
  | 'timeline'
  | 'run'
  | 'runs'
  | 'announcement'
  | 'alert'
  | 'connection'
  | 'live'
  | 'follow'
  | 'kept'
  | 'importing'
  | 'exporting'
  | 'playback'
  | 'comparison'
  | 'tap'
  | 'memory'
> & {
  /** By upstream. */
  keys: ReadonlyMap<string, KeyState>;
  sound: Sound;
};

export type FromWorker =
  /** The next part of a file that was asked for, its end, or why there is none. */
  | ({ say: 'sound-file'; id: number } & SavedPart)
  | { say: 'written'; id: number; text: string | null }
  | { say: 'answer'; id: number; answer: RoomAnswer }
  | { say: 'update'; patch: Partial<WorkerState> }
  /** Sound of a session is about to come, from `fromS` seconds on: the page opens a player at this rate and answers with `feed`. */
  | { say: 'playback'; id: number; sampleRateHz: number; fromS: number; session: string; range?: PlayedRange };
