'use client';
import { useMemo, useState } from 'react';
import type { Problem } from '@/lib/problem/problem.ts';
import type { Leg } from '@/lib/session/entry.ts';
import { useFiles } from '../compose/composer-hooks.ts';
import { Choice } from '../connection-bar/choice.tsx';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { useKept } from '../workbench/use-kept.ts';
import { FrameWriter, useFrame } from './frame-writer.tsx';
import { canTakeFrames } from './hold-acts.ts';
import { stepText, type Written } from './written-frame.ts';

const ends = [
  { value: 'client' as const, show: 'To the client' },
  { value: 'upstream' as const, show: 'To the server' },
];

/** What came of the last one: of what is written now there is nothing to tell yet. */
const untold: { says: string; problem: Problem | null } = { says: '', problem: null };

/** A frame of the user's into a connection that is read frame by frame, to either of its ends. */
export function InjectPart() {
  const facade = useFacade();
  const sessions = useConsole((state) => state.sessions);
  const sandboxes = useConsole((state) => state.upstreams);
  const active = useConsole((state) => state.active);
  const [chosen, choose] = useState<string | null>(null);
  const [to, setTo] = useKept<Leg>('inject to', 'client');
  const [template, setTemplate] = useKept('inject template', '');
  const [written, write] = useKept<Written>('inject', { as: 'step', text: '', opcode: 'binary' });
  const [told, setTold] = useState(untold);
  const taps = sessions.filter(canTakeFrames);
  const session = taps.find(({ id }) => id === chosen) ?? taps.find(({ id }) => id === active) ?? taps.at(-1);
  const dialect = useDialect(session?.dialect);
  const files = useFiles();
  const isSandbox = sandboxes.find(({ id }) => id === session?.upstream)?.sandbox ?? false;
  const supplies = useMemo(() => ({ files, key: isSandbox ? 'sandbox' : null }), [files, isSandbox]);
  const frame = useFrame(written, to, dialect, supplies);
  const templates = (to === 'client' ? dialect?.serverTemplates : dialect?.templates) ?? [];
  const setWritten = (next: Written) => {
    write(next);
    setTold(untold);
  };
  const begin = (name: string) => {
    setTemplate(name);
    const found = templates.find((each) => each.name === name);
    if (found !== undefined) setWritten({ as: 'step', text: stepText(found.event), opcode: 'binary' });
  };
  const turn = (end: Leg) => {
    setTo(end);
    setTemplate('');
    setTold(untold);
  };
  const put = async () => {
    if (session === undefined || frame === null || 'code' in frame) return;
    const problem = await facade.ask('tap', { op: 'inject', session: session.id, to, frame: frame.encoded });
    setTold({
      says: problem === null ? `Handed over: ${frame.event}, to the ${to === 'client' ? 'client' : 'server'}.` : '',
      problem,
    });
  };
  return (
    <section aria-labelledby="inject-frame" className="grid gap-1.5">
      <h2 id="inject-frame" className="font-semibold">
        Put a frame in
      </h2>
      {session === undefined ? (
        <p className="max-w-[90ch] text-fg2">
          No tapped connection is open that is read frame by frame: arm a rule, or name a fault in the address, then let
          the client connect.
        </p>
      ) : (
        <>
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
            <Choice
              label="Connection"
              value={session.id}
              options={taps.map(({ id, title }) => ({ value: id, name: title }))}
              onChange={choose}
            />
            <Segmented label="To which end" value={to} options={ends} onChange={turn} />
            <Choice
              label="Event"
              value={template}
              options={[
                { value: '', name: 'choose a template' },
                ...templates.map(({ name, title }) => ({ value: name, name: title })),
              ]}
              onChange={begin}
            />
          </div>
          {written.text !== '' && (
            <>
              <FrameWriter label="Frame to put in" written={written} frame={frame} onWritten={setWritten} />
              <div className="flex flex-wrap items-center gap-x-3">
                <Button primary disabled={frame === null || 'code' in frame} onClick={() => void put()}>
                  Put it in
                </Button>
                <p role="status" className="text-fg2">
                  {told.says}
                </p>
              </div>
              {told.problem !== null && <ProblemCard problem={told.problem} />}
            </>
          )}
        </>
      )}
    </section>
  );
}
