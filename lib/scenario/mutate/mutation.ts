import type { Encoded } from '../../dialects/dialect.ts';
import type { Draft } from './draft.ts';

/** A whole number that a mutation asks for. */
export type MutationParam = {
  name: string;
  /** `byte`, `bit`, `field`. */
  label: string;
  least: number;
  most: number;
  initial: number;
  /** What the number stands for, in words: `byte 3, bit 0 of 8`, `request.format`. */
  words(n: number): string;
  /** The number only tells one of a list: `words` are its names. */
  choice?: true;
};

/** Something to send that is wrong on purpose, made from a valid event. */
export type Mutation = {
  /** Unique among those of one event. */
  id: string;
  group: 'event' | 'values' | 'frame' | 'encoding' | 'order';
  /** `Leave out "event"`. */
  title: string;
  /** Why one tries it: one sentence. */
  why: string;
  params: readonly MutationParam[];
  /** Numbers out of range are brought into it, missing ones are the initial ones. */
  apply(params?: Readonly<Record<string, number>>): Mutated;
};

/** `text`: one `$raw` step or several with commas between, a comment in front of each; for `insertStep` of the editor. */
export type Mutated = { text: string; says: string; frames: readonly Encoded[] };

/** What a kind of mutation says of itself; `make` gets the numbers in range, and tells what was done: `"event" is left out`. */
export type Recipe = Omit<Mutation, 'apply'> & {
  make(numbers: readonly number[]): { did: string; drafts: readonly (Draft & { did?: string })[] };
};
