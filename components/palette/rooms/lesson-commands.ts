import type { Lesson } from '@/lib/lessons/lesson.ts';
import { closeLessons, lessonPlace, openLessons } from '../../lessons/lesson-place.ts';
import type { Command, CommandRoom } from '../command.ts';
import { whenThere } from '../reach.ts';

/** The lessons come when the palette is first asked for its commands: by the time a word is typed they are there. */
let track: readonly Lesson[] = [];
let asked = false;

function known(): readonly Lesson[] {
  if (!asked) {
    asked = true;
    void import('@/lib/lessons/track.ts').then((module) => {
      track = module.track;
    });
  }
  return track;
}

/** Learning by doing, beside the page. */
export const lessonCommands: CommandRoom = {
  name: 'Lessons',
  commands({ state }) {
    const { open } = lessonPlace();
    const taken = state.lessons.lesson !== null && !state.lessons.isDone;
    return [
      {
        id: 'lessons',
        words: 'Lessons',
        also: 'learn tutorial walkthrough help course first steps list',
        run: () => openLessons(null),
      },
      {
        id: 'lesson-go',
        words: 'Go to the lesson',
        also: 'focus learn tutorial panel step',
        unavailable: !taken && !open && 'no lesson is begun',
        run: () => openLessons(state.lessons.lesson ?? lessonPlace().lesson),
      },
      {
        id: 'lesson-hint',
        words: 'Next hint',
        also: 'lesson help solution stuck',
        unavailable: !taken && 'no lesson is begun',
        run: () => {
          if (lessonPlace().lesson !== state.lessons.lesson) openLessons(state.lessons.lesson);
          nextHint();
        },
      },
      {
        id: 'lesson-close',
        words: 'Close the lesson',
        also: 'hide panel learn tutorial',
        unavailable: !open && 'it is not open',
        run: closeLessons,
      },
      ...known().map(
        ({ id, title, about }, at): Command => ({
          id: `lesson/${id}`,
          words: `Lesson ${at + 1}: ${title}`,
          also: `learn tutorial ${about}`,
          run: () => openLessons(id),
        }),
      ),
    ];
  },
};

/** Presses the button that shows one more hint of the step that is on: the hint takes the focus. */
function nextHint(): void {
  whenThere('.lesson [data-next-hint]', (button) => button.click());
}
