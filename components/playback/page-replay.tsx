'use client';
import { ChevronLeft, ChevronRight, Pause, Play, SkipBack, SkipForward, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { mostAudibleSpeed } from '@/lib/console/rooms/playback-room.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { grouped, secondsText } from '../ui/numbers.ts';
import { ProblemCard } from '../ui/problem-card.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { leavePlayback, moveTo, playbackOf, setSpeed, speedChosen, togglePlay, whyNotPlayable } from './replay-acts.ts';

const speeds = ['0.5', '1', '2', '4'] as const;

/** The record as if it came now: a moment of it that plays, is stepped and dragged; the log shows what had come by then. */
export function PageReplay() {
  const facade = useFacade();
  const playback = useConsole(playbackOf);
  const session = useConsole(({ sessions, active }) => sessions.find(({ id }) => id === active));
  const whyNot = useConsole(whyNotPlayable);
  const [speed, chooseSpeed] = useState(() => String(speedChosen()));
  const [problem, setProblem] = useState<Problem | null>(null);
  const off = whyNot !== null;
  // Before anything is played the whole record is there.
  const endMs = playback?.endMs ?? session?.durationMs ?? 0;
  const atMs = playback?.atMs ?? endMs;
  const frames = playback?.frames ?? session?.frames ?? 0;
  const frame = playback?.frame ?? frames;
  const [said, setSaid] = useState('');
  const does = (act: ReturnType<typeof moveTo>) =>
    void act.then((answer) => {
      setProblem(answer !== null && 'code' in answer ? answer : null);
      setSaid(answer !== null && 'none' in answer ? `There is no ${answer.none} that way.` : '');
    });
  const step = (by: number) => does(moveTo(facade, { op: 'step', by }));
  const jump = (to: 'turn' | 'finding', by: 1 | -1) => does(moveTo(facade, { op: 'jump', to, by }));
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off) return;
    const isSlider = event.target instanceof HTMLInputElement;
    const keys: Record<string, () => void> = {
      Escape: () => does(leavePlayback(facade)),
      ...(isSlider && {
        ArrowRight: () => step(1),
        ArrowLeft: () => step(-1),
        Home: () => does(moveTo(facade, { op: 'go', toMs: 0 })),
        End: () => does(moveTo(facade, { op: 'go', toMs: endMs })),
        ' ': () => does(togglePlay(facade)),
      }),
    };
    const run = keys[event.key];
    if (run === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fields to submit
    <div role="group" aria-label="Replay in the page" className="grid gap-2" onKeyDown={onKey}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button primary disabled={off} onClick={() => does(togglePlay(facade))}>
          {playback?.playing ? (
            <Pause size={13} className="fill-current" aria-hidden="true" />
          ) : (
            <Play size={13} className="fill-current" aria-hidden="true" />
          )}
          {playback?.playing ? 'Pause the record' : 'Play the record'}
        </Button>
        <span className="flex items-center">
          <IconButton icon={ChevronLeft} label="Back by a frame" disabled={off} onClick={() => step(-1)} />
          <IconButton icon={ChevronRight} label="On by a frame" disabled={off} onClick={() => step(1)} />
        </span>
        <span className="flex items-center text-fg2">
          <IconButton icon={SkipBack} label="To the turn before" disabled={off} onClick={() => jump('turn', -1)} />
          Turn
          <IconButton icon={SkipForward} label="To the next turn" disabled={off} onClick={() => jump('turn', 1)} />
        </span>
        <Button disabled={off} onClick={() => jump('finding', 1)}>
          <TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />
          Next finding
        </Button>
        <Segmented
          label="Speed of the record"
          value={speed}
          options={speeds.map((value) => ({ value: value as string, show: `${value}×` }))}
          onChange={(value) => {
            chooseSpeed(value);
            does(setSpeed(facade, Number(value)));
          }}
        />
        <p role="status" className="grow text-fg2">
          {said}
        </p>
        <Button disabled={playback === null} onClick={() => does(leavePlayback(facade))}>
          Show all
        </Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <input
          type="range"
          aria-label="Moment of the record"
          aria-valuetext={`frame ${grouped(frame)} of ${grouped(frames)}, ${secondsText(atMs)}`}
          min={0}
          max={Math.max(1, Math.ceil(endMs))}
          step="any"
          value={atMs}
          disabled={off}
          onChange={(event) => does(moveTo(facade, { op: 'go', toMs: Number(event.target.value) }))}
          className="h-6 min-w-40 grow accent-(--accent) narrow:h-9 phone:w-full"
        />
        <span className="whitespace-nowrap font-mono text-data">
          frame {grouped(frame)} <span className="text-fg3">of</span> {grouped(frames)} · {secondsText(atMs)}{' '}
          <span className="text-fg3">of</span> {secondsText(endMs)}
        </span>
      </div>
      {problem !== null && <ProblemCard problem={problem} />}
      <p className="max-w-[90ch] text-fg2 text-label">
        {whyNot !== null
          ? `Nothing can be played: ${whyNot}.`
          : `The log, its kinds and its counts are those of the moment; totals, findings, figures and the timeline stay those of the whole session. ${
              Number(speed) > mostAudibleSpeed
                ? `Above ${mostAudibleSpeed}× there is no sound.`
                : 'The sound is played as its frames came, with the pitch of the speed.'
            }`}
      </p>
    </div>
  );
}
