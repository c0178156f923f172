import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';

/**
 * A session in our own format, as it was recorded: what the recorder masked stays masked, and nothing else is taken out, since a client
 * is to be given what was said. It goes no further than this console's own server.
 */
export async function recordingOf(facade: ConsoleFacade, session: string): Promise<Blob | Problem> {
  const made = await facade.ask('export', {
    op: 'make',
    session,
    as: 'wiretone',
    redact: { secrets: false, referenceAudio: false },
  });
  if (made !== null && 'blob' in made) return made.blob;
  if (made !== null && 'code' in made) return made;
  return problem('internal', 'the session was not written down');
}
