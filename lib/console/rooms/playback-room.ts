/** What the page asks of the playback room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';
import type { ReplayPace } from '../../scenario/replay/replay-text.ts';

/**
 * All but `text` are about the session on show, which has to be over. The first of them begins: the log then shows the record as it
 * was at a moment of it. `go`, `step` and `jump` pause; `play` at the end begins anew.
 */
export type PlaybackWish =
  /** `goesOn`: the player was paused and plays on, so that its sound need not begin anew. */
  | { op: 'play'; goesOn: boolean }
  | { op: 'pause' }
  /** 0.5 to 4 times as fast. Above `mostAudibleSpeed` there is no sound. */
  | { op: 'speed'; speed: number }
  /** To a moment, ms of the session. */
  | { op: 'go'; toMs: number }
  /** So many frames on, or back. */
  | { op: 'step'; by: number }
  /** To the next one (1) or the one before (-1); from the end on, where everything has come, to the first. */
  | { op: 'jump'; to: 'finding' | 'turn'; by: 1 | -1 }
  /** Shows the whole record again. */
  | { op: 'leave' }
  /** The steps that send the client's frames of a session once more, for this upstream (its id). */
  | { op: 'text'; session: string; upstream: string; pace: ReplayPace; speed: number };

/** `none`: nothing to jump to stands there. */
export type PlaybackAnswer = Problem | null | { text: string } | { none: 'finding' | 'turn' };

/** The part of the page's state that this room makes; null while nothing is played again. */
export type PlaybackView = {
  session: string;
  playing: boolean;
  speed: number;
  /** The moment, and when the last entry came. */
  atMs: number;
  endMs: number;
  /** Entries and frames that have come by then, of how many. */
  entry: number;
  entries: number;
  frame: number;
  frames: number;
} | null;
export const noPlayback: PlaybackView = null;

/** Faster than this no sound is played. */
export const mostAudibleSpeed = 2;
