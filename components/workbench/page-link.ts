'use client';
import { visible } from '@/lib/bytes/visible.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { composerOf } from '../compose/actions.ts';
import { putText } from '../compose/put-text.ts';
import { openLessons } from '../lessons/lesson-place.ts';
import { askCommand } from './page-commands.ts';
import { whenReady } from './when-ready.ts';

/** What a link to the page may ask for. */
const names = ['lesson', 'example', 'recording'] as const;

/**
 * Does what the page's address asks for, once: `/?lesson=flush` shows a lesson, `/?example=fish.flush` puts an example into the editor,
 * `/?recording=...` opens a ready-made session. It is out of the address then: a reload asks for nothing.
 */
export async function takePageLink(facade: ConsoleFacade): Promise<void> {
  const address = new URL(window.location.href);
  const [lesson, example, recording] = names.map((name) => address.searchParams.get(name));
  for (const name of names) address.searchParams.delete(name);
  window.history.replaceState(window.history.state, '', address);
  if (lesson) openLessons(lesson);
  await whenReady(facade);
  if (example) await showExample(facade, example);
  if (recording) await showRecording(facade, recording);
}

async function showExample(facade: ConsoleFacade, id: string): Promise<void> {
  const { exampleOf } = await import('@/lib/lessons/reference/examples.ts');
  const example = exampleOf(id);
  const upstream = facade.getState().upstreams.find((one) => one.sandbox && one.dialect === example?.dialect);
  const { say } = composerOf(facade);
  if (example === null) say(`There is no example "${shown(id)}"; the reference lists those that there are.`);
  else if (upstream === undefined)
    say(`The example "${example.title}" is for a sandbox that this server does not have.`);
  else {
    if (await putText(facade, upstream.id, example.text))
      say(`The example "${example.title}" is in the editor. What stood there is kept under Earlier texts.`);
  }
}

async function showRecording(facade: ConsoleFacade, id: string): Promise<void> {
  const { openReadyMade } = await import('../ready-made/open-ready-made.ts');
  const problem = await openReadyMade(facade, id);
  if (problem === null) askCommand('showLog');
  else sayUntilOpened(facade, `${problem.title}: ${shown(problem.detail)}. ${problem.hint}`);
}

/** Until a session is opened, which answers it. */
function sayUntilOpened(facade: ConsoleFacade, words: string): void {
  const composer = composerOf(facade);
  const { active } = facade.getState();
  composer.say(words);
  const leave = facade.subscribe(() => {
    if (facade.getState().active === active && composer.notice() === words) return;
    leave();
    if (composer.notice() === words) composer.say(null);
  });
}

/** Anybody may have written the link. */
const shown = (text: string) => visible(text.slice(0, 120));
