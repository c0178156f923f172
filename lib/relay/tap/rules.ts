/** Rules over what passes a tap frame by frame, as data, and the board that knows which are armed and what waits because of them. */
import type { Dialect, Hole } from '../../dialects/dialect.ts';
import type { OpenStage } from '../../faults/stage.ts';
import type { Problem } from '../../problem/problem.ts';
import type { Direction, Leg, Opcode } from '../../session/entry.ts';

export const ruleActs = ['hold', 'drop', 'duplicate', 'delay', 'replace'] as const;
export type RuleAct = (typeof ruleActs)[number];

/** JSON-able. What is absent does not narrow the choice. Of several rules that match a frame the first in the list acts. */
export type TapRule = {
  /** Unlike those of the other rules; the marks name it. */
  id: string;
  /** Armed. */
  on: boolean;
  /** An upstream's id, or `any`. */
  upstream: string;
  /** Of the tap's address (`/tap/fish@name`). */
  name?: string;
  dir: Direction | 'both';
  /** Event as the dialect's reader names it: `audio`, `start`, `unreadable`. Pings and pongs pass unless they are named here. */
  kind?: string;
  /** The value at this path of the message (`request.text`), as text: it is this; with `part`: this is in it. */
  field?: { path: string; is: string; part?: boolean };
  /** From 1: only the nth match of a connection. Absent: each. */
  nth?: number;
  act: RuleAct;
  /** Of `delay`. */
  delayMs?: number;
  /** Of `replace`: what goes on instead. `bytes` in base64, with a key's filler in each hole. */
  replacement?: { opcode: 'text' | 'binary'; bytes: string; holes?: Hole[] };
  /** Of `hold` and `delay`: it stands aside. Frames behind it do not wait for it, and it does not wait for those before it. */
  overtake?: boolean;
};

/** A frame that a rule holds. `session`: the connection's `TapRecord.session`. `held` counts from 1 within it; `seq` is the entry it came as. */
export type HeldFrame = { session: string; held: number; seq: number; dir: Direction; rule: string };

export type BoardNotice =
  | { say: 'rules'; rules: readonly TapRule[] }
  | ({ say: 'held' } & HeldFrame)
  /** Passed on, changed, dropped, or lost with its connection. */
  | { say: 'let-go'; session: string; held: number };

export type ReleaseAct = 'pass' | 'drop' | 'duplicate';
/** `bytes` hold a filler in each hole; they belong to the board from then on. */
export type EditedFrame = { opcode: Opcode; bytes: Uint8Array; holes: readonly Hole[] };

/** The rules of one server, and every frame they hold. Problems are answers to who asked; what was done is a mark in the session. */
export type RuleBoard = {
  /** Takes a whole new list, as it came from outside; nothing of a list with a Problem (`at.field` names the place). Disarming lets go. */
  set(rules: unknown): Problem | null;
  rules(): readonly TapRule[];
  /** The highest n of an id `r<n>` that a rule has had since the server began; 0 for none. Marks name ids: none is given twice. */
  usedNumber(): number;
  /** Some armed rule may act on connections with this upstream and tap name. */
  armed(upstream: string, name: string): boolean;
  /** For one connection, until its line is gone. */
  stage(ask: StageAsk): RuleStage;
  /** Everything held now, of all sessions: for a page that has just come. */
  held(): readonly HeldFrame[];
  /** Entry numbers of the frames of one connection that wait now: held, delayed, or behind such a one. */
  waiting(session: string): readonly number[];
  /** Lets a held frame go: as it is or `edited`, twice, or not at all; `delayMs` later. */
  release(session: string, held: number, act: ReleaseAct, edited?: EditedFrame, delayMs?: number): Problem | null;
  /** A frame of ours, past everything that waits. */
  inject(session: string, to: Leg, frame: EditedFrame): Problem | null;
  /** Returns what ends the watching. */
  watch(listener: (notice: BoardNotice) => void): () => void;
};

export type RuleStage = {
  /** For the line: the stage nearest to the client. */
  open: OpenStage;
  /** This peer's socket is over, or we end both: whatever is held for it or of it is let go of, and marks say so. */
  left(peer: Leg | 'us'): void;
};

export type StageAsk = {
  /** `TapRecord.session`. */
  session: string;
  upstream: string;
  name: string;
  dialect: Dialect;
  /** Whether a rule may put this key into a frame: only where the key stands in the connection's own record. */
  mayFill(key: string): boolean;
  /** Too much waits (or no longer): what that peer sends shall not be read meanwhile. */
  full(from: Leg, isFull: boolean): void;
};

/** The n of an id `r<n>`, as pages give them; 0 for any other. */
export function numberOfId(id: string): number {
  return Number(/^r([1-9]\d{0,8})$/.exec(id)?.[1] ?? 0);
}

/** Whether a rule is for connections of this upstream and tap name. */
export function isFor(rule: TapRule, upstream: string, name: string): boolean {
  if (!rule.on || (rule.upstream !== 'any' && rule.upstream !== upstream)) return false;
  return rule.name === undefined || rule.name === name;
}
