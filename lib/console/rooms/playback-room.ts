/** What the page asks of the playback room, what it is answered, and what it sees of it meanwhile. */
import type { Problem } from '../../problem/problem.ts';

export type PlaybackWish = { op: 'nothing' };
export type PlaybackAnswer = Problem | null;
/** The part of the page's state that this room makes. */
export type PlaybackView = { busy: boolean };
export const noPlayback: PlaybackView = { busy: false };
