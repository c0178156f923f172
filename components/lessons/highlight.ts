import type { LessonControl } from '@/lib/lessons/lesson.ts';
import { findControl, isInSight, markedOf } from './find-control.ts';

/** The page changes many times a second while traffic comes: it is looked at anew no more often than this, ms. */
const lookEveryMs = 250;

/**
 * Marks a control with `data-lesson-target` for as long as it is in sight, also when the page makes it anew. `tell` hears whether it is.
 * Opens nothing, moves nothing. Returns the way out.
 */
export function highlight(control: LessonControl, tell: (inSight: boolean) => void): () => void {
  let marked: HTMLElement | null = null;
  let told: boolean | null = null;
  let planned: ReturnType<typeof setTimeout> | null = null;

  const look = () => {
    planned = null;
    const found = findControl(control);
    const next = found !== null && isInSight(found) ? markedOf(found) : null;
    if (next !== marked) {
      marked?.removeAttribute('data-lesson-target');
      next?.setAttribute('data-lesson-target', '');
      marked = next;
    }
    if (told === (next !== null)) return;
    told = next !== null;
    tell(told);
  };
  const plan = () => {
    planned ??= setTimeout(look, lookEveryMs);
  };
  const changes = new MutationObserver(plan);
  const watched = ['aria-label', 'class', 'hidden', 'role', 'style', 'data-pane', 'data-drawer', 'data-folded'];
  changes.observe(document.documentElement, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: watched,
  });
  window.addEventListener('resize', plan);
  look();
  return () => {
    changes.disconnect();
    window.removeEventListener('resize', plan);
    if (planned !== null) clearTimeout(planned);
    marked?.removeAttribute('data-lesson-target');
  };
}
