'use client';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { openLessons } from '../lessons/lesson-place.ts';

/** What a link to the page may ask for. */
const names = ['lesson', 'example', 'recording'] as const;

/**
 * Takes what the page's address asks for, once: `/?lesson=flush` shows a lesson. It is out of the address then, so that a reload, or a link made of it, asks for nothing.
 */
export async function takePageLink(_facade: ConsoleFacade): Promise<void> {
  const address = new URL(window.location.href);
  const asked = Object.fromEntries(names.map((name) => [name, address.searchParams.get(name)]));
  for (const name of names) address.searchParams.delete(name);
  window.history.replaceState(window.history.state, '', address);
  const { lesson } = asked;
  if (lesson) openLessons(lesson);
}
