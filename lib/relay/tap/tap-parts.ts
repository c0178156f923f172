/** What a tap needs of the server it is at, and what it tells it. */
import type { Clock } from '../../clock/clock.ts';
import type { Masker } from '../../session/mask.ts';
import type { Inflate } from './message-inflater.ts';
import type { TapLimits } from './tap-limits.ts';
import type { TapSession } from './tap-session.ts';
import type { Turns } from './tap-turns.ts';
import type { TapView } from './tap-view.ts';

export type TapParts = {
  clock: Clock;
  masker: Masker;
  limits: TapLimits;
  turns: Turns;
  /** Of a key that is the server's own. */
  isHeld?: (key: string) => boolean;
  inflate?: Inflate;
  /** Numbers of that connection's frames which wait because of rules. */
  waiting?: (session: string) => Iterable<number>;
  /** How many bytes this tap may keep now, and after how many more it looks again. */
  room(): { most: number; slack: number };
  /** It keeps so many bytes more than it said before. */
  grew(bytes: number): void;
  /** It ended, or a page has taken of it: it may be done with. */
  moved(tap: TapSession): void;
  /** It ended, or that page does not come back: nobody may want it. */
  left(tap: TapSession, view: TapView | null): void;
};
