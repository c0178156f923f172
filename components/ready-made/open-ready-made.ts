import { fileOfServer } from '@/lib/console/browser/ready-made-file.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { type ReadyMade, readyMadeOf } from '@/lib/lessons/recordings.ts';
import { type Problem, problem } from '@/lib/problem/problem.ts';
import { whenTold } from '../palette/reach.ts';

/** The import room has one file at a time: a second wish waits for the first. */
let before: Promise<unknown> = Promise.resolve();

/**
 * Puts a ready-made recording on show: the session that is here already, on a tab or kept, else its file as any recording, without a
 * question. A Problem says why it is not; null once it is.
 */
export function openReadyMade(facade: ConsoleFacade, id: string): Promise<Problem | null> {
  const found = readyMadeOf(id);
  if (found === undefined)
    return Promise.resolve(problem('no_recording', `there is no ready-made session "${id.slice(0, 40)}"`));
  const opened = before.then(async () => {
    const why = await open(facade, found);
    if (why === null) await onShow(facade, found.session);
    return why;
  });
  before = opened.catch(() => {});
  return opened;
}

async function open(facade: ConsoleFacade, { session, title, file, dialect }: ReadyMade): Promise<Problem | null> {
  const { sessions, kept } = facade.getState();
  if (sessions.some(({ id }) => id === session)) {
    facade.openSession(session);
    return null;
  }
  if (kept.sessions.some(({ id }) => id === session)) {
    const answer = await facade.ask('keep', { op: 'open', id: session });
    if (answer === null || !('code' in answer)) return null;
  }
  const blob = await fileOfServer(file);
  if ('code' in blob) return blob;
  const looked = await facade.ask('import', { op: 'look', file: blob, name: `${title}.wiretone.jsonl` });
  if (looked === null || !('looked' in looked)) return looked !== null && 'code' in looked ? looked : notRead(title);
  const sockets = looked.looked.sockets.map((socket) => ({ id: socket.id, dialect }));
  const answer = await facade.ask('import', { op: 'open', sockets, redact: false });
  await facade.ask('import', { op: 'drop' });
  if (answer !== null && 'opened' in answer && answer.opened.sessions.length > 0) return null;
  return answer !== null && 'code' in answer ? answer : notRead(title);
}

/** Resolves once the log shows the session: what it is told to do before that goes to the one before. */
function onShow(facade: ConsoleFacade, session: string): Promise<void> {
  return new Promise((resolve) => whenTold(facade, ({ view }) => view.session === session, resolve, resolve));
}

const notRead = (title: string) => problem('not_importable', `"${title}" could not be read`);
