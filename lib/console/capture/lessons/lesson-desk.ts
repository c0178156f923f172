/** The lessons' room of the capture core: looks at what was recorded since the lesson was begun, and tells which steps that completes. */
import type { Lesson } from '../../../lessons/lesson.ts';
import { lessonOf } from '../../../lessons/track.ts';
import { problem } from '../../../problem/problem.ts';
import { type LessonsAnswer, type LessonsWish, noLesson } from '../../rooms/lessons-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class LessonDesk {
  private readonly parts: RoomParts;
  private lesson: Lesson | null = null;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(wish: LessonsWish): Promise<LessonsAnswer> {
    if (wish.op === 'leave') {
      this.lesson = null;
      this.parts.page.say({ lessons: noLesson });
      return null;
    }
    const lesson = lessonOf(wish.lesson);
    if (lesson === undefined) return problem('no_lesson', `there is no lesson "${wish.lesson}"`);
    this.lesson = lesson;
    return null;
  }
}
