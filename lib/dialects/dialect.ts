/** What a protocol must tell the rest of the house. One folder per dialect implements this; one contract test checks it. */
import type { NodeTable } from '../bytes/node-table.ts';
import type { Span } from '../bytes/span.ts';
import type { Problem } from '../problem/problem.ts';
import type { Direction, Opcode, Shown } from '../session/entry.ts';
import type { RuleSet } from './rule.ts';
import type { WordTrack } from './word-track.ts';

/** A string with holes for the key: the recorder fills and masks them, so that no key is ever part of plain text. */
export type Template = readonly (string | { readonly key: true })[];

export type UpgradePlan = {
  /** Path as the client chose it, without query. */
  path: string;
  query: readonly { name: string; value: Template }[];
  headers: readonly { name: string; value: Template }[];
  protocols: readonly string[];
};

/** A choice on the connection bar that shapes the upgrade (`model` of Fish Audio). */
export type UpgradeOption = {
  name: string;
  label: string;
  values: readonly string[];
  /** Free text is allowed beside the listed values. */
  open: boolean;
  initial: string;
  help: string;
};

/** What a frame does in the conversation, whatever the protocol calls it. */
export type Role =
  | 'config'
  | 'text'
  | 'flush'
  | 'end'
  | 'cancel'
  | 'audio'
  | 'meta'
  | 'done'
  | 'error'
  | 'unknown'
  | 'control';

/** What a dialect makes of a frame. Small on purpose: one is made for every frame. */
export type Reading = {
  role: Role;
  /** Wire name of the event, for the row's chip and the filter: `start`, `audio`, `ready`; `ping`; `unreadable`. */
  event: string;
  /** Where the audio bytes stand in the frame; empty span for none. */
  audio: Span | null;
  /** The first problem that kept the frame from being read, or that a field has. */
  problem: Problem | null;
  /** start..finish rounds on one socket, from 1; 0 before the first start. */
  round: number;
};

/** Audio parameters in force, as the last `start` asked. `sampleRateHz` 0 where only the container knows. */
export type AudioAsk = { format: AudioFormat; sampleRateHz: number };
export type AudioFormat = 'mp3' | 'opus' | 'wav' | 'pcm';

export type FrameLike = { dir: Direction; opcode: Opcode; bytes: Uint8Array };

/** Stateful: in the JSON dialect a binary frame means what the JSON before it said. Feed entries in order. Never throws. */
export type Reader = {
  read(frame: FrameLike): Reading;
  /** What audio is to be expected now. */
  audioAsk(): AudioAsk;
};

/** Where a filler stands in bytes to be sent; the sender puts the key there. */
export type Hole = { start: number; end: number; key: string };
export type Encoded = { opcode: 'text' | 'binary'; bytes: Uint8Array; holes: Hole[] };

/** Values an event may hold beside JSON's: bytes (from `{"$bin"}` / `{"$file"}`) and the key (from `{"$key": true}`). */
export type EventValue =
  | string
  | number
  | boolean
  | null
  | Uint8Array
  | KeyRef
  | readonly EventValue[]
  | { readonly [name: string]: EventValue };
/** Stands for the key: written as its filler (`key#1` padded with `.` to `length` bytes) and reported as a hole. */
export class KeyRef {
  readonly handle: string;
  readonly length: number;
  constructor(handle: string, length: number) {
    this.handle = handle;
    this.length = length;
  }
  get filler(): string {
    return this.handle.padEnd(this.length, '.').slice(0, this.length);
  }
}

/** From the price list of a service: US dollars for a million UTF-8 bytes of text. `says`: which list, of which date. */
export type Price = { perMillionBytesUsd: number; says: string };

export type EventTemplate = {
  name: string;
  title: string;
  /** The event as a JSON value in the step notation (`{"$key": true}`, `{"$bin": ...}` allowed). */
  event: unknown;
};

export type Dialect = {
  id: string;
  title: string;
  /** One sentence for the picker. */
  about: string;
  /** Paths the page may choose, the default first. */
  paths: readonly string[];
  defaultBase: string;
  upgradeOptions: readonly UpgradeOption[];
  /** Builds the upgrade; `options` by name of UpgradeOption. */
  upgrade(path: string, options: Readonly<Record<string, string>>): UpgradePlan;
  /** Names of headers and query parameters whose value (after `Bearer `) is a secret, lower case: for recorder and tap. */
  secretHeaders: readonly string[];
  secretQuery: readonly string[];
  /** Spans of secrets in a client frame (`start.token`), by position, whatever the value. */
  secretsIn(frame: FrameLike): Span[];
  /** Field paths of secrets in an event (`token`), for the editor. */
  secretFields: readonly { event: string; field: string }[];
  /** Encodes an event as the known clients do. Throws a `ValueProblem` for what cannot be encoded. */
  encode(event: EventValue): Encoded;
  /** The client event that says this text, and nothing else. */
  textEvent(text: string): EventValue;
  openReader(): Reader;
  /** Watches one socket for what is said when; a server that does not tell has no words. */
  openWords(): WordTrack;
  /** One-line meaning of a frame, for its row: plain text, hostile characters kept (the view shows them as tokens). */
  describe(frame: FrameLike, reading: Reading): string;
  /**
   * The words that `describe` writes by itself for frames that have no problem: of audio frames, which hold figures beside them and
   * nothing else, and of all others, where what it quotes of the frame always stands between other signs than letters.
   */
  rowWords: { audio: readonly string[]; other: readonly string[] };
  /** The frame's values with their spans, by opcode: binary MessagePack or JSON; null for raw audio. */
  inspect(frame: FrameLike, reading: Reading): NodeTable | null;
  /** JSON Schema (draft-07) of one client event in step notation: for the editor. */
  eventSchema(): Record<string, unknown>;
  /** Problems of an event in step notation against today's schema, older values accepted. Paths in `at.field`. */
  validate(event: unknown): Problem[];
  templates: readonly EventTemplate[];
  /** Events of the server, for what is put into a tapped connection in its name. */
  serverTemplates: readonly EventTemplate[];
  /** The first editor content: a runnable, commented JSONC array of steps. */
  sampleSession: string;
  formats: readonly AudioFormat[];
  /** Event names, for the kind facets: client's, then server's. */
  clientEvents: readonly string[];
  serverEvents: readonly string[];
  /** The sentence for a refused upgrade: what this status means here. `body` as received, up to the limit. */
  refusal(status: number, body: Uint8Array): Problem;
  /** What text costs on a connection with these headers of its upgrade; null where no list says; absent where none is known. */
  price?(headers: readonly Shown[]): Price | null;
  /** What is worth telling about a session in this protocol. */
  rules: RuleSet;
};

/** Thrown by `encode`: a value this codec cannot carry. */
export class ValueProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}
