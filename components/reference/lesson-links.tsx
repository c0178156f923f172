import { referencePath } from '@/lib/lessons/reference/anchors.ts';
import { track } from '@/lib/lessons/track.ts';

/** Lessons that are about a place of the reference: those that say to read on there. */
export function LessonLinks({ dialect, anchor }: { dialect: string; anchor: string }) {
  const path = referencePath(dialect, anchor);
  return track
    .filter(({ reads }) => reads.some((read) => read.path === path))
    .map(({ id, title }) => (
      <span key={id} className="ref-lessons">
        <a href={`/?lesson=${id}`}>Lesson: {title}</a>
      </span>
    ));
}
