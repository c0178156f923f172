/** What a page may ask of the console. Implemented over the capture worker; a fake implements it for component work. */
import type { PlayedRange } from '../player/range-feed.ts';
import type { Problem } from '../problem/problem.ts';
import type { Replaced } from '../scenario/scrub-secrets.ts';
import type { Variables } from '../scenario/variables.ts';
import type { WantedCode, WantedText } from './port.ts';
import type { RoomName, Rooms } from './rooms/rooms.ts';
import type { GroupName, RepeatAsk } from './runs-view.ts';
import type { SavedAs, SoundAsk } from './sound-view.ts';
import type { ConsoleState, Filter } from './state.ts';
import type { StreamAsk } from './stream-view.ts';
import type { LaneId, LanePlace, TimelineAsk } from './timeline-view.ts';

/** The text to keep, and where a secret was taken out of it. */
export type Scrubbed = { text: string; replaced: readonly Replaced[] };

export type ConsoleFacade = {
  getState(): ConsoleState;
  /** Calls `listener` after every change, at most once per animation frame. Returns the way out. */
  subscribe(listener: () => void): () => void;

  setUpstream(id: string): void;
  /** Asks the server anew which upstreams there are: a recording that it serves is one for as long. */
  refreshUpstreams(): Promise<void>;
  /** One of the chosen upstream's paths. */
  setPath(path: string): void;
  setOption(name: string, value: string): void;
  /** `k=v,k=v` for sandbox upstreams. */
  setSwitches(text: string): void;
  /** What is broken on purpose on every connection from the next one on: `a+b@2s`; empty for nothing. */
  setFaults(text: string): void;
  /**
   * Hands the key of one upstream to the server's memory; the page keeps a handle, its length and (12 or more) its tail. It is used
   * for that upstream alone. Null forgets it.
   */
  setKey(upstream: string, value: string | null): void;

  connect(): void;
  disconnect(): void;

  /**
   * Runs every step of the text. Connects first when not connected: then the choice of upstream, path, options and switches becomes
   * what the text names. On an open connection that was asked for otherwise it is not run, and `run` says why.
   */
  runAll(text: string): void;
  /** The same, from the outermost step that holds `offset` on. */
  runFrom(text: string, offset: number): void;
  /** Sends the step that holds `offset` (UTF-16) of the text. */
  sendStep(text: string, offset: number): void;
  stopRun(): void;
  /**
   * Runs the text's steps many times, each on a fresh connection (`runs`); not while one is open. Each is a session of the list, of
   * which the last ten stay.
   */
  repeat(ask: RepeatAsk): void;
  stopRepeat(): void;
  /** Puts a session into one of the two groups that are put side by side; null takes it out. */
  setGroup(session: string, into: GroupName | null): void;
  clearGroup(group: GroupName): void;

  /** Values for `{{name}}` in the steps, before those that a text gives itself; null for none. Kept in memory until the page is left. */
  setEnvironment(values: Variables | null): void;
  /** Bytes for `{"$file": name}` values; kept in memory until removed. A second file of the same name replaces the first. */
  setFile(name: string, bytes: Uint8Array): void;
  removeFile(name: string): void;
  /**
   * Replaces each literal of the text that is a secret (a secret position of the chosen upstream's dialect, or equal to the
   * typed key) by `{"$key": true}`, comments kept. Answers the same text when there is none. The key stays where it is held.
   */
  scrub(text: string): Promise<Scrubbed>;

  openSession(id: string): void;
  /** Frees the memory of a session that is over; nothing happens to one that is not. */
  forgetSession(id: string): void;
  setFilter(filter: Partial<Filter>): void;
  /** Which rows the list wants, and the last one in sight; the answer arrives in `view.rows`. */
  setWindow(from: number, count: number, sight?: number): void;
  setFollow(follow: boolean): void;
  setPaused(paused: boolean): void;
  toggleFold(seq: number): void;
  clearView(): void;
  /** Shows again what "Clear" hid. */
  showAll(): void;
  /**
   * Text for the editor of a session's record: a scenario that has it again, or the step that sends or expects one of its entries.
   * Null for what cannot be said so. Keys are `{"$key": true}`.
   */
  writeFrom(session: string, want: WantedText | WantedCode): Promise<string | null>;
  /** Selects an entry; its detail arrives in `detail`. */
  select(seq: number | null): void;
  /** Counts the deltas of all rows from this entry (of a folded burst: from its first); the same again, or null, takes that back. */
  toggleZero(seq: number | null): void;
  /** Keeps the row of an entry (of a folded burst: its first frame) above the rows, or lets it go. At most `mostPins` stay. */
  togglePin(seq: number): void;
  /** Whether `detail.container` is wanted. */
  setAudioView(on: boolean): void;
  /** Says how many sockets the account may have open at once (1 or more; null: as many as is usual). Remembered. */
  setSocketLimit(most: number | null): void;
  /** Which part of `stream` is wanted; null for none. */
  lookAtStream(ask: StreamAsk | null): void;
  /** Which part of `timeline` is wanted; null for none. */
  lookAtTimeline(ask: TimelineAsk | null): void;
  /** Selects an entry by its place on a lane of the timeline; nothing happens where there is none. */
  goOnTimeline(lane: LaneId, to: LanePlace): void;
  /** Which part of `soundView` is wanted; null for none. */
  lookAtSound(ask: SoundAsk | null): void;
  /** Selects the frame that sounds at this second of the session on show. */
  selectAt(second: number): void;
  /** The row before or after the selected one, in the order of the view. */
  selectNext(step: number): void;

  play(): void;
  /**
   * Plays a part of the sound of the session on show: seconds [fromS, toS), once or round and round, at 0.5 to 2 times its speed (and
   * pitch: nothing is stretched). `toS` Infinity is the end: of a live session with what comes while it is
   * played, in a loop as far as it has come.
   */
  playRange(range: PlayedRange): void;
  /** Plays the sound of one audio frame of the session on show, or of all from it up to the frame `last`. */
  playFrame(seq: number, how?: { last?: number; loop?: boolean; speed?: number }): void;
  /**
   * Hands seconds [fromS, toS) of the session on show to the browser as a download named after it. `received`: the bytes of the frames
   * that touch it, as they came. Answers with what went wrong, or null.
   */
  saveSound(range: { fromS: number; toS: number }, as: SavedAs): Promise<Problem | null>;
  pause(): void;
  /** Ends playback and forgets what is queued. */
  stop(): void;
  setVolume(volume: number): void;
  /** So much sound waits before the next playback begins, ms. Remembered. */
  setPrebuffer(ms: number): void;

  /** A wish to one of the rooms (`rooms/`): what is kept, import, export, playback, comparison. Always answered. */
  ask<R extends RoomName>(room: R, wish: Rooms[R]['wish']): Promise<Rooms[R]['answer']>;

  dispose(): void;
};
