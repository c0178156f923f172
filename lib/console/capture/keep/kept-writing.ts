/** How far a session's file and its line in the list are. */
import type { KeptSession } from '../../rooms/keep-room.ts';
import type { SessionKeeper } from './session-keeper.ts';

export type KeptWriting = {
  keeper: SessionKeeper;
  /** Wall clock: recorded or opened then. */
  keptAt: number;
  bytes: number;
  putAt: number;
  tries: number;
  /** Files that could not be gone on with, until another one has all of it; and what the list said of the last one. */
  replaced: string[];
  before: KeptSession | undefined;
};
