'use client';
import { Crosshair } from 'lucide-react';
import type { LessonControl, LessonStep } from '@/lib/lessons/lesson.ts';
import { Button } from '../ui/button.tsx';
import { CodedText } from '../ui/coded-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { showControl, whereWords } from './show-control.ts';
import { StepHints } from './step-hints.tsx';
import { useControl } from './use-control.ts';
import { WrongTurns } from './wrong-turns.tsx';

/** The step that is on: what to do, where, hints, and what went another way. */
export function StepNow({ lesson, upstream, step }: { lesson: string; upstream: string; step: LessonStep }) {
  const tries = useConsole((state) => state.lessons.tries);
  return (
    <div className="mt-1 grid gap-2">
      {step.tells.map((text) => (
        <p key={text} className="text-fg2">
          <CodedText text={text} />
        </p>
      ))}
      {step.control !== null && <Where control={step.control} />}
      <WrongTurns />
      <p role="status" className="text-fg2 empty:hidden">
        {/* Another element with each try: the same words are read out again. */}
        {tries > 0 && <span key={tries}>Not yet: the last run ended without it.</span>}
      </p>
      <StepHints lesson={lesson} upstream={upstream} step={step} />
    </div>
  );
}

/** The control concerned is marked on the page; the press goes there. */
function Where({ control }: { control: LessonControl }) {
  const seen = useControl(control);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <Button onClick={() => showControl(control)}>
        <Crosshair size={14} strokeWidth={1.75} aria-hidden="true" />
        Show me where
      </Button>
      <span className="text-fg2 text-label">
        {control.name}
        {seen === false && `, ${whereWords(control)}`}
      </span>
    </div>
  );
}
