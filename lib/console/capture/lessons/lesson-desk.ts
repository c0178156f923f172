/** The lessons' room of the capture core: looks at what was recorded since the lesson was begun, and tells which steps that completes. */
import type { Timer } from '../../../clock/clock.ts';
import type { Lesson, LessonStep } from '../../../lessons/lesson.ts';
import { problem } from '../../../problem/problem.ts';
import { type LessonsAnswer, type LessonsView, type LessonsWish, noLesson } from '../../rooms/lessons-room.ts';
import { problemWords } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import { LessonCourse } from './lesson-course.ts';
import { LessonSessions } from './lesson-sessions.ts';
import type { LessonSight } from './lesson-sight.ts';
import { LessonTries } from './lesson-tries.ts';
import { wrongTurns } from './wrong-turns.ts';

/** A lesson by its id; undefined for an id that none has. */
export type LessonOf = (id: string) => Promise<Lesson | undefined>;

/** Steps are looked at by people: four times a second is as live as they can be. */
const everyMs = 250;
/** A look that was dear is not taken again before so many times its cost has passed. */
const restPerLook = 20;
/** What could not be read in one go is read on after so long. */
const readOnMs = 16;
/** While a connection is open and nothing comes, time goes on: a goal may wait for silence. */
const silenceMs = 500;

const ofTheTrack: LessonOf = async (id) => (await import('../../../lessons/track.ts')).lessonOf(id);

export type LessonParts = {
  host: Pick<RoomParts['host'], 'clock'>;
  sessions: Pick<RoomParts['sessions'], 'all'>;
  clocksOf: RoomParts['clocksOf'];
  announcer: Pick<RoomParts['announcer'], 'say' | 'warn'>;
  page: Pick<RoomParts['page'], 'say'>;
};

type Taken = { course: LessonCourse; sessions: LessonSessions; tries: LessonTries };

export class LessonDesk {
  private readonly parts: LessonParts;
  private readonly lessonOf: LessonOf;
  private taken: Taken | null = null;
  private timer: Timer | undefined;
  private dueMs = 0;
  /** Not before this is looked at again. */
  private nextMs = 0;
  /** What the sessions were when they were looked at last. */
  private looked = '';
  private told = '';
  /** The last wish counts: an older one may still load its lesson. */
  private wishes = 0;

  constructor(parts: LessonParts, lessonOf: LessonOf = ofTheTrack) {
    this.parts = parts;
    this.lessonOf = lessonOf;
  }

  async take(wish: LessonsWish): Promise<LessonsAnswer> {
    if (wish.op === 'look') {
      this.turn(true);
      return null;
    }
    const turn = ++this.wishes;
    if (wish.op === 'leave') {
      this.taken = null;
      this.tell(noLesson);
      return null;
    }
    const { host, sessions, clocksOf } = this.parts;
    // Sessions count from the wish on, not from when the lesson is loaded.
    const watched = new LessonSessions(host.clock, () => sessions.all(), clocksOf);
    const lesson = await this.lessonOf(wish.lesson);
    if (lesson === undefined) return problem('no_lesson', `there is no lesson "${wish.lesson}"`);
    if (turn !== this.wishes) return null;
    this.taken = { course: new LessonCourse(lesson, wish.done), sessions: watched, tries: new LessonTries() };
    this.looked = '';
    this.tell(viewOf(this.taken, [], host.clock.now()));
    this.wake();
    return null;
  }

  /** Call when entries came or anything else became known: it is looked at soon. Costs nothing while no lesson is taken, or it is done. */
  wake(): void {
    if (this.taken === null || this.taken.course.now === null) return;
    this.plan(0);
  }

  private plan(leastMs: number): void {
    const { clock } = this.parts.host;
    const inMs = Math.max(leastMs, this.nextMs - clock.now());
    const due = clock.now() + inMs;
    if (this.timer !== undefined && this.dueMs <= due) return;
    if (this.timer !== undefined) clock.cancel(this.timer);
    this.dueMs = due;
    this.timer = clock.after(inMs, () => {
      this.timer = undefined;
      this.turn();
    });
  }

  private turn(whole = false): void {
    const { taken } = this;
    if (taken === null || taken.course.now === null) return;
    const sessions = taken.sessions.list();
    let isRead = taken.sessions.catchUp(sessions);
    while (whole && !isRead) isRead = taken.sessions.catchUp(sessions);
    if (!isRead) {
      this.plan(readOnMs);
      return;
    }
    const { clock } = this.parts.host;
    const began = clock.now();
    const isLive = sessions.some((one) => !one.isOver);
    const looked = sessions.map(({ id, version }) => `${id} ${version}`).join();
    const wasResting = sessions.some((one) => one.isResting);
    const { tries } = taken;
    if (whole || isLive || wasResting || tries.isSettling || looked !== this.looked) this.look(taken, sessions);
    this.looked = looked;
    this.nextMs = clock.now() + Math.max(everyMs, restPerLook * (clock.now() - began));
    if (taken.course.now !== null && (isLive || tries.isSettling || sessions.some((one) => one.isResting)))
      this.plan(silenceMs);
  }

  private look(taken: Taken, sessions: readonly LessonSight[]): void {
    const { course } = taken;
    for (const one of sessions) one.isResting = false;
    const completed = course.look(sessions, (step, thrown) => this.broke(step, thrown));
    if (completed.length > 0) this.parts.announcer.say(course.words(completed));
    this.tell(viewOf(taken, sessions, this.parts.host.clock.now()));
  }

  private broke(step: LessonStep, thrown: unknown): void {
    const says = thrown instanceof Error ? thrown.message : String(thrown);
    this.parts.announcer.warn(problemWords(problem('internal', `the goal of the step "${step.title}" broke: ${says}`)));
  }

  private tell(view: LessonsView): void {
    const told = JSON.stringify(view);
    if (told === this.told) return;
    this.told = told;
    this.parts.page.say({ lessons: view });
  }
}

function viewOf({ course, tries }: Taken, sessions: readonly LessonSight[], nowMs: number): LessonsView {
  const { now } = course;
  const isDone = now === null;
  return {
    lesson: course.lesson.id,
    steps: course.views(),
    isDone,
    tries: now === null ? 0 : tries.count(now.id, sessions, nowMs),
    wrongTurns: isDone ? [] : wrongTurns(sessions, course.lesson.meant ?? []),
  };
}
