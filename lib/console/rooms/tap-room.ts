/** What the page asks of the tap room, what it is answered, and what it sees of it meanwhile: rules over tapped connections, and what they hold. */
import type { Encoded } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import type { ReleaseAct, TapRule } from '../../relay/tap/rules.ts';
import type { Direction, Leg } from '../../session/entry.ts';

export type TapWish =
  /** Adds a rule at the end of the list, or puts it in the place of the one with its id. */
  | { op: 'put'; rule: TapRule }
  | { op: 'arm'; id: string; on: boolean }
  | { op: 'remove'; id: string }
  /** Disarms every rule: what they hold goes on. */
  | { op: 'disarm' }
  /** Gives the server the rules again that it has no more since it was restarted. */
  | { op: 'again' }
  /** Lets a held frame go as it is, twice, or not at all; `delayMs` later. */
  | { op: 'release'; session: string; held: number; act: ReleaseAct; delayMs?: number }
  /** Lets this frame go in its place. */
  | { op: 'edit'; session: string; held: number; frame: Encoded }
  /** A frame of ours to one of the two peers. */
  | { op: 'inject'; session: string; to: Leg; frame: Encoded }
  /** Ends a client's connection on both sides: parsed with 1001, spliced without a close frame. */
  | { op: 'end'; session: string };

/** A Problem: it was not handed over. Why the server would not do it is told in the view. */
export type TapAnswer = Problem | null;

/** A frame that waits at the server. Texts may be hostile. */
export type HeldFrame = {
  session: string;
  /** Counts from 1 within the session. */
  held: number;
  /** The entry it came as; 0: this page does not get it, for there was no room to keep it. */
  seq: number;
  dir: Direction;
  /** Of the session. */
  title: string;
  dialect: string;
  /** What it is; null until its entry has come to this page. */
  is: {
    kind: string;
    meaning: string;
    sizeBytes: number;
    /** The key that stands in it, as its handle; null for none. */
    key: { handle: string; length: number } | null;
  } | null;
  /** Since when it waits, wall clock of this page, ms. */
  sinceMs: number;
};

/** The part of the page's state that this room makes. */
export type TapView = {
  /** As the server has them; null until it has told. */
  rules: readonly TapRule[] | null;
  /** The highest n of an id `r<n>` that was given to a rule: a new one goes on from there, for marks name ids. */
  used: number;
  /** Rules that the server had before it was restarted, as long as it has none. */
  gone: readonly TapRule[];
  /** In the order in which they were held. */
  held: readonly HeldFrame[];
  /** Why the server did not do what was asked for last; null for nothing. */
  refused: Problem | null;
};
export const noTap: TapView = { rules: null, used: 0, gone: [], held: [], refused: null };
