/** One step of a session, as data: a client event to send, or something to wait for. */
import type { Node } from 'jsonc-parser';
import type { Problem } from '../problem/problem.ts';
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
  | { kind: 'until'; event: string; withinMs: number }
  | { kind: 'idle'; audioIdleMs: number; withinMs: number }
  /** Something else was written here: `problem` says what, with line and column. */
  | { kind: 'bad'; problem: Problem };

export type Step = StepPlace & StepBody;

/** A short name for lists and announcements: `text`, `wait 200 ms`, `until finish`, `until audio is quiet for 250 ms`. */
export function stepName(step: StepBody): string {
  if (step.kind === 'event') return step.name;
  if (step.kind === 'wait') return `wait ${grouped(step.ms)} ms`;
  if (step.kind === 'until') return `until ${step.event}`;
  if (step.kind === 'idle') return `until audio is quiet for ${grouped(step.audioIdleMs)} ms`;
  return 'not a step';
}

/** An integer with thousands separated by commas: `3,419`. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
