/** What the page asks of the lessons' room, and what it sees of it: which steps the record has completed. */
import type { Severity } from '../../dialects/rule.ts';
import type { Saw } from '../../lessons/lesson.ts';
import type { Problem } from '../../problem/problem.ts';

export type LessonsWish =
  /** Watches for this lesson's steps in every session that begins from now on; `done`: ids of steps that were completed earlier. */
  | { op: 'begin'; lesson: string; done: readonly string[] }
  | { op: 'leave' }
  /** Looks at once at all that is there, and is answered then; the room looks by itself a few times a second. */
  | { op: 'look' };
export type LessonsAnswer = Problem | null;

/** A finding that is not what the lesson is about, in the lint's own words. `says` may hold hostile text. */
export type WrongTurn = { rule: string; severity: Severity; says: string; session: string; seq: number | null };

export type LessonStepView = {
  id: string;
  state: 'done' | 'now' | 'ahead';
  /** What completed it; null for one that was completed at an earlier visit, and for one that is not. */
  saw: Saw | null;
};

/** The part of the page's state that this room makes. `lesson` null: none is taken. */
export type LessonsView = {
  lesson: string | null;
  steps: readonly LessonStepView[];
  isDone: boolean;
  /** Runs that were begun since the step that is on came on, and ended or came to rest without it; 0 when all is done. */
  tries: number;
  /** Of the newest session since the lesson was begun, errors first, at most five; none when all is done. */
  wrongTurns: readonly WrongTurn[];
};
export const noLesson: LessonsView = { lesson: null, steps: [], isDone: false, tries: 0, wrongTurns: [] };
