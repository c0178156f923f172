import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState } from '@/lib/console/state.ts';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';
import { composerOf } from '../compose/actions.ts';
import { putText } from '../compose/put-text.ts';
import { whenReady } from '../workbench/when-ready.ts';
import { lendSettings, putSettingsBack } from './lent-settings.ts';
import { forgetSteps, progressOf } from './progress.ts';

/** The connection that must end first, by its title: what a lesson sets is for the next one. Null while there is none. */
export function inTheWay({ live }: ConsoleState): string | null {
  const phase = live?.connection.phase;
  return phase === 'dialling' || phase === 'open' || phase === 'closing' ? (live?.title ?? '') : null;
}

/** Whether that one may end without a question: to the sandbox there is nothing to lose; its session stays. */
export function mayEnd({ live, sessions, upstreams }: ConsoleState): boolean {
  const upstream = sessions.find(({ id }) => id === live?.session)?.upstream;
  return upstreams.some(({ id, sandbox }) => sandbox && id === upstream);
}

/**
 * Sets the page to what the lesson begins with, and has its steps watched for. `anew`: with its text in the editor, nothing done; else on
 * from the step that is next, with the text as it stands. What went wrong, or null.
 */
export async function beginLesson(facade: ConsoleFacade, lesson: Lesson, anew: boolean): Promise<Problem | null> {
  const { upstream, text } = lesson.start;
  await whenReady(facade);
  if (!facade.getState().upstreams.some(({ id }) => id === upstream))
    return problem('unknown_upstream', `this server has no upstream "${upstream}", which the lesson is about`);
  lendSettings(facade, lesson.start);
  if (anew) {
    // What the record said of it until now is no progress any more.
    await facade.ask('lessons', { op: 'leave' });
    await putText(facade, upstream, text);
    forgetSteps(lesson.id);
  }
  const done = anew ? [] : progressOf(lesson.id).done;
  const why = await facade.ask('lessons', { op: 'begin', lesson: lesson.id, done });
  if (why !== null) putSettingsBack(facade);
  return why;
}

/** The lesson that is taken is done, or given up: the next connection is one's own again. What is done of it stays. */
export async function endLesson(facade: ConsoleFacade, isDone: boolean): Promise<void> {
  const isChanged = putSettingsBack(facade);
  if (!isDone) await facade.ask('lessons', { op: 'leave' });
  if (isChanged) composerOf(facade).say('Path, switches and faults are again what they were before the lesson.');
}

/** Ends the connection in the way; resolves when it is gone. */
export function disconnected(facade: ConsoleFacade): Promise<void> {
  facade.disconnect();
  return new Promise((resolve) => {
    const look = () => {
      if (inTheWay(facade.getState()) !== null) return;
      leave();
      resolve();
    };
    const leave = facade.subscribe(look);
    look();
  });
}
