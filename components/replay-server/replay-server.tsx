'use client';
import { Radio } from 'lucide-react';
import { useRef, useState } from 'react';
import { serveRecording, stopServing } from '@/lib/console/browser/served-recordings.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { recordingOf } from './recording-of.ts';
import { ServedCard } from './served-card.tsx';
import { useServed } from './use-served.ts';

/** The session on show as a server, what is served already, and who came. */
export function ReplayServer() {
  const facade = useFacade();
  const active = useConsole((state) => state.active);
  const title = useConsole((state) => state.sessions.find(({ id }) => id === state.active)?.title);
  const { list, problem: lost, look } = useServed();
  const [failed, setFailed] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  /** Of one session: another one on show has nothing to do with it. */
  const [told, setTold] = useState<{ of: string | null; says: string }>({ of: null, says: '' });
  const setSays = (says: string) => setTold({ of: active, says });
  const serveButton = useRef<HTMLButtonElement>(null);

  const serve = async (session: string) => {
    setBusy(true);
    setFailed(null);
    setSays('');
    const recording = await recordingOf(facade, session);
    const loaded = 'code' in recording ? recording : await serveRecording(recording);
    if ('code' in loaded) setFailed(loaded);
    else {
      setSays('Served: give a client the address below.');
      await Promise.all([look(), facade.refreshUpstreams()]);
    }
    setBusy(false);
  };
  const stop = async (id: string) => {
    const why = await stopServing(id);
    setFailed(why);
    if (why === null) {
      setSays('No longer served.');
      // The button that was pressed goes with its card.
      serveButton.current?.focus();
    }
    await Promise.all([look(), facade.refreshUpstreams()]);
  };

  return (
    <section aria-label="Serve it to a client" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button
          ref={serveButton}
          disabled={active === null || busy}
          onClick={() => active !== null && void serve(active)}
        >
          <Radio size={14} strokeWidth={1.75} aria-hidden="true" />
          {busy ? 'Serving…' : 'Serve this session'}
        </Button>
        {title !== undefined && (
          <span className="text-fg2">
            <VisibleText text={title} />
          </span>
        )}
        <span role="status" className="text-fg2">
          {told.of === active && told.says}
        </span>
      </div>
      {list.length === 0 && (
        <p className="max-w-[90ch] text-fg2">
          A client that knows nothing of it is given what the server said in this session, each frame as long after what
          the client says as it came then. No key is needed. It is kept in the server's memory until it is stopped or
          the server ends.
        </p>
      )}
      {failed !== null && <ProblemCard problem={failed} />}
      {failed === null && lost !== null && <ProblemCard problem={lost} />}
      {list.length > 0 && (
        <ul aria-label="Sessions being served" className="flex flex-col gap-2">
          {list.map((loaded) => (
            <ServedCard key={loaded.id} loaded={loaded} onStop={() => void stop(loaded.id)} />
          ))}
        </ul>
      )}
    </section>
  );
}
