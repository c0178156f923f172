/** A file that comes with the page, from its own server. */
import { type Problem, problem } from '../../problem/problem.ts';

/** `path` on this server. A Problem where it does not answer with the file. */
export async function fileOfServer(path: string): Promise<Blob | Problem> {
  try {
    const answer = await fetch(path);
    if (answer.ok && !answer.redirected) return await answer.blob();
    const why = answer.redirected ? 'asks for a login' : `answered with status ${answer.status}`;
    return problem('relay_lost', `The server ${why} where ${path} was asked for.`, undefined, 'Reload the page.');
  } catch {
    return problem('relay_lost', 'The server did not answer.', undefined, 'Try again when it does.');
  }
}
