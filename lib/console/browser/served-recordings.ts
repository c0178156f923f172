/** The recordings that the server answers clients with: loads them, lists them with their visits, takes them away. */
import { type Problem, problem } from '../../problem/problem.ts';
import type { Loaded } from '../../sandbox/replay/shelf.ts';

const path = '/api/replay';

/** `recording`: the text of our own format. */
export async function serveRecording(recording: Blob): Promise<Loaded | Problem> {
  const headers = { 'Content-Type': 'application/x-ndjson' };
  return await asked(() => fetch(path, { method: 'POST', headers, body: recording }));
}

/** The newest first. */
export async function servedRecordings(): Promise<Loaded[] | Problem> {
  return await asked(() => fetch(path, { cache: 'no-store' }));
}

/** Null when it is gone. Clients that are being served are served on. */
export async function stopServing(id: string): Promise<Problem | null> {
  try {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${path}/${id}`, { method: 'DELETE', headers });
    // Gone already is as well.
    return answer.ok || answer.status === 404 ? null : refusalIn(answer.status, await answer.text());
  } catch {
    return noAnswer;
  }
}

async function asked<Value>(ask: () => Promise<Response>): Promise<Value | Problem> {
  try {
    const answer = await ask();
    if (answer.ok) return (await answer.json()) as Value;
    return refusalIn(answer.status, await answer.text());
  } catch {
    return noAnswer;
  }
}

function refusalIn(status: number, text: string): Problem {
  try {
    return (JSON.parse(text) as { error: Problem }).error;
  } catch {
    return problem('internal', `The server answered with status ${status}: ${text.slice(0, 200)}`);
  }
}

const noAnswer = problem('relay_lost', 'The server did not answer.');
