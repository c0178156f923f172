/** What a page may ask of the console. Implemented over the capture worker; a fake implements it for component work. */
import type { Replaced } from '../scenario/scrub-secrets.ts';
import type { ConsoleState, Filter } from './state.ts';

/** The text to keep, and where a secret was taken out of it. */
export type Scrubbed = { text: string; replaced: readonly Replaced[] };

export type ConsoleFacade = {
  getState(): ConsoleState;
  /** Calls `listener` after every change, at most once per animation frame. Returns the way out. */
  subscribe(listener: () => void): () => void;

  setUpstream(id: string): void;
  setOption(name: string, value: string): void;
  /** `k=v,k=v` for sandbox upstreams. */
  setSwitches(text: string): void;
  /**
   * Hands the key of one upstream to the server's memory; the page keeps a handle, its length and (12 or more) its tail. It is used
   * for that upstream alone. Null forgets it.
   */
  setKey(upstream: string, value: string | null): void;

  connect(): void;
  disconnect(): void;

  /** Runs every step of the text (connects first when not connected). */
  runAll(text: string): void;
  /** Sends the step that holds `offset` (UTF-16) of the text. */
  sendStep(text: string, offset: number): void;
  stopRun(): void;

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
  /** Selects an entry; its detail arrives in `detail`. */
  select(seq: number | null): void;
  /** Whether `detail.container` is wanted. */
  setAudioView(on: boolean): void;
  /** The row before or after the selected one, in the order of the view. */
  selectNext(step: number): void;

  play(): void;
  pause(): void;
  /** Ends playback and forgets what is queued. */
  stop(): void;
  setVolume(volume: number): void;

  dispose(): void;
};
