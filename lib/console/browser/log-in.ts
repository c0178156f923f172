/** In and out of a server that wants a login, and who is logged in. What goes wrong is a Problem; nothing of it is kept in the page. */
import { type Problem, problem } from '../../problem/problem.ts';
import type { User } from '../state.ts';

/** A code of a one-time link, or a name with its password. */
export type LoginAsk = { code: string } | { name: string; password: string };

/** Null when it is done: this browser has its cookie now. */
export function logIn(ask: LoginAsk): Promise<Problem | null> {
  return post('/api/login', ask);
}

/** Null when it is done: the cookie is worth nothing any more. */
export function logOut(): Promise<Problem | null> {
  return post('/api/logout', {});
}

/** Null for nobody, or where it cannot be had. */
export async function whoAmI(): Promise<User | null> {
  try {
    const answer = await fetch('/api/me', { cache: 'no-store' });
    const user = answer.ok ? ((await answer.json()) as { user?: unknown }).user : null;
    return isUser(user) ? { id: user.id, name: user.name } : null;
  } catch {
    return null;
  }
}

async function post(path: string, body: object): Promise<Problem | null> {
  const headers = { 'content-type': 'application/json' };
  try {
    const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), cache: 'no-store' });
    return answer.ok ? null : await whyNot(answer);
  } catch {
    return problem('relay_lost', 'No answer came.', undefined, 'Look whether it runs, then try again.');
  }
}

/** What the server says of it: why, and when it may be tried again. */
async function whyNot(answer: Response): Promise<Problem> {
  const said = await answer.json().then(
    (body: unknown) => (body as { error?: unknown } | null)?.error,
    () => null,
  );
  if (isProblem(said)) return said;
  return problem('relay_lost', `It answered ${answer.status}.`, undefined, 'Try again in a moment.');
}

function isProblem(found: unknown): found is Problem {
  const one = found as Problem | null;
  return typeof one === 'object' && [one?.code, one?.title, one?.detail, one?.hint].every((x) => typeof x === 'string');
}

function isUser(found: unknown): found is User {
  const one = found as User | null;
  return typeof one === 'object' && typeof one?.id === 'string' && typeof one.name === 'string';
}
