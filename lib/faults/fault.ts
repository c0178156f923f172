/** What a fault is, as data: the table's rows, which pages, tests and the parser read. */
import type { AudioFormat } from '../dialects/dialect.ts';

/** `upgrade`: instead of the 101. `frames`: a stage. `sandbox`: a switch of the built-in server, and nothing elsewhere. */
export type FaultPlace = 'upgrade' | 'frames' | 'sandbox';

/** One value behind the name. Numbers are whole; `codes`: only those that a close frame may carry. Left out, `initial` holds; a text of '' then means: by the protocol. */
export type FaultValue =
  | { is: 'number'; name: string; low: number; high: number; initial: number; codes?: true }
  | { is: 'text'; name: string; most: number; initial: string }
  | { is: 'choice'; name: string; of: readonly string[]; initial: string };

/** A rule that must fire. `formats`: only with sound of these formats; absent with all. */
export type MustRaise = { rule: string; formats?: readonly AudioFormat[] };

/** What the lint makes of it. `because`: why nothing is raised, or what the finding depends on; '' where nothing is to be said. */
export type FaultFindings = {
  raises: readonly MustRaise[];
  /** May come with it, and need not. */
  mayRaise?: readonly string[];
  because: string;
};

/** What `@3` counts, in words; null where the fault takes no moment. */
export type FaultMoment = { counts: string; initial: string } | null;

/** What must be known to read it and to carry it out. */
export type FaultKind = {
  name: string;
  values: readonly FaultValue[];
  /** Whether `@` may stand behind it. */
  takesMoment: boolean;
  where: FaultPlace;
  /** Ids of the dialects that know it. */
  dialects: readonly string[];
};

/** What is said of it. */
export type FaultWords = {
  name: string;
  title: string;
  /** One sentence. */
  does: string;
  moment: FaultMoment;
  /** What the client sees. */
  symptom: string;
  /** By dialect id; a dialect that is not named does not know the fault. */
  findings: Readonly<Record<string, FaultFindings>>;
  /** What known clients do with it, and how that is known. */
  clients: string;
};

export type Fault = FaultKind & FaultWords;
