/** How far a lesson is: each step is looked at once all before it are done, and what is done stays done. */
import type { Lesson, LessonSession, LessonStep, Saw } from '../../../lessons/lesson.ts';
import type { LessonStepView } from '../../rooms/lessons-room.ts';

export class LessonCourse {
  readonly lesson: Lesson;
  private readonly done = new Map<string, Saw | null>();
  /** Steps whose goal broke. */
  private readonly broken = new Set<string>();

  constructor(lesson: Lesson, done: readonly string[]) {
    this.lesson = lesson;
    for (const { id } of lesson.steps) if (done.includes(id)) this.done.set(id, null);
  }

  /** The first step that is not done; null when all are. */
  get now(): LessonStep | null {
    return this.lesson.steps.find(({ id }) => !this.done.has(id)) ?? null;
  }

  /** Completes what the sessions show, in order. `broke`: told of a goal that throws, once; its step stays. */
  look(sessions: readonly LessonSession[], broke: (step: LessonStep, thrown: unknown) => void): LessonStep[] {
    const completed: LessonStep[] = [];
    for (let step = this.now; step !== null; step = this.now) {
      const saw = this.sawOf(step, sessions, broke);
      if (saw === null) break;
      this.done.set(step.id, saw);
      completed.push(step);
    }
    return completed;
  }

  private sawOf(
    step: LessonStep,
    sessions: readonly LessonSession[],
    broke: (step: LessonStep, thrown: unknown) => void,
  ): Saw | null {
    try {
      return step.goal(sessions, this.saws());
    } catch (thrown) {
      if (!this.broken.has(step.id)) broke(step, thrown);
      this.broken.add(step.id);
      return null;
    }
  }

  /** What completed the steps so far, without those of an earlier visit. */
  private saws(): Saw[] {
    return this.lesson.steps.flatMap(({ id }) => this.done.get(id) ?? []);
  }

  views(): LessonStepView[] {
    const { now } = this;
    return this.lesson.steps.map(({ id }) => {
      const state = this.done.has(id) ? 'done' : id === now?.id ? 'now' : 'ahead';
      return { id, state, saw: this.done.get(id) ?? null };
    });
  }

  /** `Step 2 of 5 done: ...`; of several at once, what completed the last. */
  words(completed: readonly LessonStep[]): string {
    const { steps } = this.lesson;
    const numbers = completed.map((step) => steps.indexOf(step) + 1);
    const last = completed.at(-1);
    const saw = last === undefined ? null : this.done.get(last.id);
    const which = numbers.length === 1 ? `Step ${numbers[0]}` : `Steps ${numbers[0]} to ${numbers.at(-1)}`;
    const end = this.now === null ? ' The lesson is complete.' : '';
    return `${which} of ${steps.length} done: ${saw?.says ?? ''}${end}`;
  }
}
