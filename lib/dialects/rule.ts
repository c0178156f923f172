/** What a lint rule is: data for the table and its page, and a machine that watches one session and reports findings. */
import type { Span } from '../bytes/span.ts';
import type { Entry } from '../session/entry.ts';
import type { Reading } from './dialect.ts';

export type Severity = 'error' | 'warning' | 'info';

/** One row of the rule table. Sentences are plain text, in a colleague's words. */
export type RuleText = {
  /** `A21`, `B05`, `C03`. Never reused. */
  id: string;
  severity: Severity;
  /** What was done, or what the trace shows: one sentence. */
  title: string;
  why: string;
  mend: string;
  /** Row of the protocol reference or specification section. */
  source: string;
  /** True where a client's text alone can show it, before sending. */
  beforeSending: boolean;
  /** Where the reference tells of the same thing: path and fragment. Absent for rules that no one protocol owns. */
  reference?: string;
};

/** Where a finding is proven: an entry, a span of its bytes, a field path. */
export type Proof = { seq: number; span?: Span; field?: string };

/** A rule that fired. `severity` may differ from the rule's own where the rule says so (A36, A39, B07). */
export type Finding = {
  /** Unique within the session: rule and a counter. */
  key: string;
  rule: string;
  severity: Severity;
  /** What was met here, in one sentence; hostile text in it is shown through `visible()`. */
  says: string;
  proofs: readonly Proof[];
  /** How often it was met, where one finding stands for many (single characters, unknown keys). */
  count: number;
};

/** How a machine speaks. `withdraw` takes a finding back when the session proves it wrong. */
export type Reporter = {
  report(rule: string, says: string, proofs: readonly Proof[], severity?: Severity): Reported;
};
export type Reported = {
  /** Adds a proof and counts on; the sentence may change with it. */
  again(proof: Proof, says?: string): void;
  withdraw(): void;
};

/**
 * Watches one session. Entries come in order, each with its reading (null for entries that are no frames). `t` is the
 * session's time in ms, told at least about once a second while the session is open, so that silence can be noticed.
 */
export type RuleMachine = {
  entry(entry: Entry, reading: Reading | null): void;
  time(t: number): void;
  /** The record has no more. `knowsEnd`: it holds the end of the connection too; else what came later is not known. */
  end(knowsEnd: boolean): void;
};

/** When a session dialled and when it ended, in ms on one clock; `to` is null while it is open. */
export type SocketTimes = { id: string; from: number; to: number | null };

/** What a list of sessions of one upstream shows. It stands with `id`, the one that tipped it; all `sessions` prove it. */
export type SocketsFinding = { rule: string; says: string; id: string; sessions: readonly string[] };

/** A rule over a list of sessions. `usual`: how many an account may have open at once, unless the user says otherwise. */
export type SocketsRule = {
  usual: number;
  /** At most one finding per session. */
  findings(sessions: readonly SocketTimes[], most: number): readonly SocketsFinding[];
};

/** A finding before anything is sent. `field` is a path in the event, empty for the event as a whole. */
export type Foretold = { rule: string; severity: Severity; says: string; field: string };

/** One step of what a client means to do: an event in step notation, or a wait; `awaits` is the event it waits for, null for none. */
export type Planned = { event: unknown } | { awaits: string | null };

export type RuleSet = {
  rules: readonly RuleText[];
  /** Where the protocol has something to say of several sessions at once. */
  sockets?: SocketsRule;
  open(reporter: Reporter): RuleMachine;
  /** Findings of one event in step notation, before it is sent: rule id, sentence, field path. */
  ofEvent(event: unknown): readonly Foretold[];
  /** Where the order of the steps alone is wrong, whatever the server does; `step` counts in `plan`, from 0. */
  ofOrder?(plan: readonly Planned[]): readonly (Foretold & { step: number })[];
};
