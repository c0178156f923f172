'use client';
import { FileCode2, GitCompareArrows, Send } from 'lucide-react';
import { useState } from 'react';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { compareDeskOf } from '../compare/compare-choice.ts';
import { composerOf } from '../compose/actions.ts';
import { Choice } from '../connection-bar/choice.tsx';
import { whenTold } from '../palette/reach.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';

type Pace = 'time' | 'events';
const paces: readonly { value: Pace; show: string }[] = [
  { value: 'time', show: 'At the recorded times' },
  { value: 'events', show: 'When the answers have come' },
];
const speeds = ['0.5', '1', '2', '4'] as const;

/** The recording that was sent last and the session that came of it: for as long as the page lives. */
let pair: { recorded: string; again: string } | null = null;

/** The client's frames of the session on show once more, byte for byte, to one of the upstreams. */
export function SendAgain() {
  const facade = useFacade();
  const session = useConsole(({ sessions, active }) => sessions.find(({ id }) => id === active));
  const upstreams = useConsole((state) => state.upstreams);
  const running = useConsole(({ run }) => run.state === 'running');
  const [chosen, choose] = useState<string | null>(null);
  const [pace, setPace] = useState<Pace>('time');
  const [speed, setSpeed] = useState<string>('1');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [said, setSaid] = useState('');
  /** What was sent again last; `begun`: the session of it is there. */
  const [sending, setSending] = useState<{ title: string; begun: boolean } | null>(null);
  const [sent, setSent] = useState(pair);
  const isKept = useConsole(({ sessions }) =>
    [sent?.recorded, sent?.again].every((one) => sessions.some(({ id }) => id === one)),
  );
  if (session === undefined) return <p className="text-fg2">A session can be sent again as soon as there is one.</p>;
  // What an imported file names is not dialled: only what the page may dial anyway is offered.
  const fitting = upstreams.filter(({ dialect }) => dialect === session.dialect);
  const upstream = (fitting.find(({ id }) => id === (chosen ?? session.upstream)) ?? fitting[0])?.id ?? '';
  const none = upstream === '';
  const write = async (then: () => Promise<void> | void) => {
    setSaid('');
    setSending(null);
    const ask = { session: session.id, upstream, pace, speed: Number(speed) };
    const answer = await facade.ask('playback', { op: 'text', ...ask });
    setProblem(answer !== null && 'code' in answer ? answer : null);
    if (answer === null || !('text' in answer)) return;
    await composerOf(facade).openScenario(answer.text);
    await then();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: nothing is submitted
    <div role="group" aria-label="Send it again" className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Choice
          label="Send to"
          value={upstream}
          options={fitting.map(({ id }) => ({ value: id, name: id }))}
          disabled={none}
          onChange={choose}
        />
        <Segmented label="Pace" value={pace} options={paces} onChange={setPace} />
        <Segmented
          label="Speed of sending"
          value={speed}
          options={speeds.map((value) => ({ value: value as string, show: `${value}×` }))}
          onChange={setSpeed}
        />
        <span className="grow" />
        <Button
          disabled={none}
          onClick={() =>
            void write(() => {
              askCommand('focusEditor');
              setSaid('The steps are in the editor. The text before them is under Earlier texts.');
            })
          }
        >
          <FileCode2 size={14} strokeWidth={1.75} aria-hidden="true" />
          Open as text
        </Button>
        <Button
          primary
          disabled={none || running}
          title={running ? 'A run is going: stop it first' : undefined}
          onClick={() =>
            void write(async () => {
              const before = facade.getState().live?.session;
              setSending({ title: session.title, begun: false });
              await composerOf(facade).runAll();
              whenBegun(facade, before, (again) => {
                pair = { recorded: session.id, again };
                setSent(pair);
                setSending({ title: session.title, begun: true });
              });
            })
          }
        >
          <Send size={14} strokeWidth={1.75} aria-hidden="true" />
          Send again
        </Button>
      </div>
      {problem !== null && <ProblemCard problem={problem} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p aria-live="polite" className="text-fg">
          <VisibleText text={sending === null ? said : sendingWords(sending, running)} />
        </p>
        {sent !== null && isKept && (
          <Button onClick={() => compare(facade, sent.recorded, sent.again)}>
            <GitCompareArrows size={14} strokeWidth={1.75} aria-hidden="true" />
            Compare both sessions
          </Button>
        )}
      </div>
      <p className="max-w-[90ch] text-fg2 text-label">
        {none
          ? 'No upstream of this protocol is listed.'
          : pace === 'time'
            ? 'Each frame goes out at its recorded time, counted from the first one; the close not before the end that the client had waited for. '
            : 'Each frame goes out once what the client waited for has come; its own pauses are kept. '}
        The frames are those of the session, byte for byte; where a key stood, yours is put in.
      </p>
    </div>
  );
}

/** It has taken the place of the text in the editor, and set the connection's fields: both are said. */
function sendingWords({ title, begun }: { title: string; begun: boolean }, running: boolean): string {
  const state = begun && !running ? 'was sent again' : 'is being sent again';
  return `${title} ${state}. The steps are in the editor, the text before them is under Earlier texts; path, model and switches above are now those of the recording.`;
}

/** Told the id of the session that a run begins; where it goes on over the open one, or none begins, nothing is told. */
function whenBegun(facade: ConsoleFacade, before: string | null | undefined, run: (session: string) => void): void {
  const begun = () => facade.getState().live?.session ?? null;
  whenTold(
    facade,
    () => begun() !== null && begun() !== before,
    () => run(begun() as string),
  );
}

function compare(facade: ConsoleFacade, recorded: string, again: string): void {
  const desk = compareDeskOf(facade);
  desk.set({ a: recorded, b: again });
  askCommand('compareSessions');
  desk.compare();
}
