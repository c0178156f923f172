/**
 * What the formats of other tools tell of sockets, in one shape. A reader of a format makes these in the order of the file; values
 * it could not make sense of come along as words, so that nothing is guessed and nothing is lost in silence.
 */
import type { Direction, Opcode } from '../../session/entry.ts';

export type NameValue = { name: string; value: string };

/** The upgrade of a socket, as far as the file has it. */
export type FoundUpgrade = {
  url: string | null;
  headers: NameValue[];
  /** Epoch milliseconds; null where the file does not say, or not in a way that can be used. */
  startedAt: number | null;
  answer: { status: number; statusText: string; headers: NameValue[]; body: Uint8Array | null } | null;
  /** Milliseconds from the begin to the answer; null where the file does not say. */
  answeredMs: number | null;
  /** Both moments as the file has them, in the format's own numbers; absent where it has none. */
  time?: unknown;
  answerTime?: unknown;
  /** Why the connection failed, in the words of the tool; null for nothing said. */
  failure: string | null;
  /** Where our own export kept what the format has no place for. */
  extras: unknown;
};

export type FoundMessage = {
  /** Null: the file says something else, in `dirSaid`. */
  dir: Direction | null;
  dirSaid: string;
  /** `close` for a close frame; null: the file says something else, in `opSaid`. */
  op: Opcode | 'close' | null;
  opSaid: string;
  /** Null: the data could not be read, `dataSaid` says why. */
  bytes: Uint8Array | null;
  dataSaid: string;
  /** No message at all, but something that the tool says: in whole words. */
  words?: string;
  /** What was understood though it is not as it should be. */
  warnings: readonly string[];
  /** As it stood in the file. */
  time: unknown;
  /** Told beside the messages, and not one of them. */
  isBeside?: true;
  /** Only of a close: its code, where the format has a place for it. */
  code?: number;
  /** Where our own export kept what the format has no place for. */
  extras?: unknown;
};

/** What a reader of a format tells. `socket` is any whole number that the format gives; it comes with everything of that socket. */
export type FoundSink = {
  upgrade(socket: number, upgrade: FoundUpgrade): void;
  message(socket: number, message: FoundMessage): void;
  /** Of the file: something that may be missing in a socket, or be otherwise than it was. */
  note(says: string): void;
  /** Of the file: what it holds besides sockets. */
  passed(says: string): void;
  /** Name and version of the tool that says it wrote the file. */
  creator?(says: string): void;
};

export type FormatName = 'wiretone' | 'har' | 'captures' | 'plain' | 'har-messages';
