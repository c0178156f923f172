/** What a page of the reference holds: data of one protocol. What is not known stands in it as unknown. */
import type { CourseMove } from '../../dialects/course.ts';
import type { RuleText } from '../../dialects/rule.ts';
import type { ClientCard } from '../tap-clients/client-card.ts';
import type { Example } from './example.ts';
import type { FieldFacts } from './field-facts.ts';

/** One thing that is known, with who says so and when; or, without a source, one that nobody has said. */
export type Fact = { name: string; says: string } & ({ source: string } | { unknown: true });

/** A header or parameter of the upgrade. Where the key belongs, `value` says so. */
export type UpgradePart = { place: 'header' | 'query' | 'sub-protocol'; name: string; value: string; says: string };

export type ConnectionFacts = {
  base: string;
  paths: readonly { path: string; says: string }[];
  parts: readonly UpgradePart[];
  /** Values of a choice on the connection bar. */
  options: readonly { name: string; values: readonly string[]; initial: string; says: string }[];
  /** Names of headers, parameters and fields whose value is never written down. */
  secrets: readonly string[];
  facts: readonly Fact[];
};

export type EventFacts = {
  /** Wire name; `binary` for frames without an envelope. */
  name: string;
  from: 'client' | 'server';
  says: string;
  fields: readonly FieldFacts[];
  /** Id of an example; null for none. */
  example: string | null;
};

export type AudioFacts = {
  formats: readonly { format: string; container: string; rates: string; says: string; source: string }[];
  /** Measured, by whom and when. None of it by us. */
  firstAudio: readonly { what: string; measured: string; source: string }[];
  pieces: readonly Fact[];
  facts: readonly Fact[];
};

/** What an event of the client means in a state that is not made for it. `rule` is null where no rule speaks. */
export type OutOfPlace = { state: string; event: string; rule: string | null; says: string; unknown: string };

export type Course = {
  /** From the first one of a socket to the last. */
  states: readonly { id: string; title: string; says: string }[];
  moves: readonly CourseMove[];
  /** Events that are right in a state and leave it as it is. */
  stays: readonly { state: string; by: 'client' | 'server'; events: readonly string[] }[];
  outOfPlace: readonly OutOfPlace[];
};

export type StatusFacts = { status: number; means: string; hint: string };

export type Reference = {
  id: string;
  title: string;
  about: string;
  /** The days the documents are of. */
  asOf: string;
  connection: ConnectionFacts;
  framing: readonly Fact[];
  events: readonly EventFacts[];
  audio: AudioFacts;
  course: Course;
  statuses: readonly StatusFacts[];
  statusFacts: readonly Fact[];
  rules: readonly RuleText[];
  clients: readonly ClientCard[];
  examples: readonly Example[];
};
