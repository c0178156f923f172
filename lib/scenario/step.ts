/** One step of a session, as data: a client event to send, or something to wait for. */
import type { Node } from 'jsonc-parser';
import type { Problem } from '../problem/problem.ts';
import type { Expectation } from './expectation.ts';
import type { LineColumn } from './text-lines.ts';

/** Where a step stands in its text: UTF-16 offsets (half open), line and column of its first character, from 1. */
export type StepPlace = { index: number; offset: number; end: number; line: number; column: number };

export type StepBody =
  /**
   * Sends a client event. `event` is its value in step notation (`$bin`, `$file`, `$key` as written); `node` knows the place of
   * every value in the text, `placeOf` turns its offsets to lines. `name` is the wire name, or `?` where the event has none.
   */
  | { kind: 'event'; name: string; event: unknown; node: Node; placeOf: (offset: number) => LineColumn }
  | { kind: 'wait'; ms: number }
  /** Waits until so long after the first frame that the run sent on this socket; before it, after the run began there. */
  | { kind: 'at'; ms: number }
  | { kind: 'until'; event: string; withinMs: number }
  | { kind: 'idle'; audioIdleMs: number; withinMs: number }
  /** Waits for the end of the connection. */
  | { kind: 'until-close'; withinMs: number }
  /** Sends `pieces` as text events of the dialect, so many a second (0: as fast as they go). `from`: a file's name, read line by line. */
  | { kind: 'tokens'; text: string; from?: string; like: TokensLike; perSecond: number; node: Node }
  /**
   * A frame as it stands; no dialect looks at it. A text frame may hold what is not UTF-8. `pieces` is there where the key stands in
   * it (`'key'`); `bytes` then leaves it out: `rawFrame` makes the frame.
   */
  | { kind: 'raw'; opcode: 'text' | 'binary'; bytes: Uint8Array; pieces?: readonly (Uint8Array | 'key')[] }
  | { kind: 'ping'; bytes: Uint8Array }
  | { kind: 'close'; code: number; reason: string }
  /**
   * `steps` are those of the first round. `round(n)`, from 1, gives those of the n-th, where a variable counts the rounds (`as`): the
   * same steps with the same indices. Null where all rounds are the same.
   */
  | { kind: 'repeat'; times: number; steps: readonly Step[]; round: ((n: number) => readonly Step[]) | null }
  /** Each branch runs on a socket of its own, at the same time; the step is over when all are. */
  | { kind: 'parallel'; branches: readonly { name: string; steps: readonly Step[] }[] }
  | {
      kind: 'expect';
      expectations: readonly (Expectation & { name: string; offset: number })[];
      placeOf: (offset: number) => LineColumn;
    }
  /** It cannot be read: `problem` says why, with line and column. `called`: its event or directive, where it names one. */
  | { kind: 'bad'; problem: Problem; called?: string };

export type Step = StepPlace & StepBody;

/** How a text is cut: as an LLM's tokens come, by words (each with its trailing space), by lines, by sentences. */
export type TokensLike = 'openai' | 'words' | 'lines' | 'sentences';

/** A short name for lists and announcements: `text`, `wait 200 ms`, `until finish`, `until audio is quiet for 250 ms`. */
export function stepName(step: StepBody): string {
  if (step.kind === 'event') return step.name;
  if (step.kind === 'wait') return `wait ${grouped(step.ms)} ms`;
  if (step.kind === 'at') return `at ${grouped(step.ms)} ms`;
  if (step.kind === 'until') return `until ${step.event}`;
  if (step.kind === 'idle') return `until audio is quiet for ${grouped(step.audioIdleMs)} ms`;
  if (step.kind === 'until-close') return 'until the connection is closed';
  if (step.kind === 'tokens') return `tokens like ${step.like}`;
  if (step.kind === 'raw') return `raw ${step.opcode} ${grouped(step.bytes.length)} B`;
  if (step.kind === 'ping' || step.kind === 'close' || step.kind === 'expect') return step.kind;
  if (step.kind === 'repeat') return `repeat ${grouped(step.times)} times`;
  if (step.kind === 'parallel') return `${grouped(step.branches.length)} sockets in parallel`;
  return step.called ?? 'not a step';
}

/** An integer with thousands separated by commas: `3,419`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The steps inside a step, one level down, each once: branches of a `$parallel` may share theirs. */
export function innerSteps(step: StepBody): readonly Step[] {
  if (step.kind === 'repeat') return step.steps;
  if (step.kind === 'parallel') return [...new Set(step.branches.flatMap(({ steps }) => steps))];
  return [];
}
