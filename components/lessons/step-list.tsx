'use client';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { LessonStepView } from '@/lib/console/rooms/lessons-room.ts';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { FrameLinks } from './frame-links.tsx';
import { StepNow } from './step-now.tsx';

/** The steps of a lesson: those done with what was seen of them, the one that is on whole, the others by their titles. */
export function StepList({ lesson, steps }: { lesson: Lesson; steps: readonly LessonStepView[] }) {
  const list = useRef<HTMLOListElement>(null);
  /** What had the focus last: a step that is done takes its buttons along. */
  const held = useRef<Element | null>(null);
  const now = steps.find(({ state }) => state === 'now')?.id ?? null;
  useEffect(() => {
    if (now === null) return;
    const heading = list.current?.querySelector<HTMLElement>('[aria-current] h3');
    heading?.parentElement?.scrollIntoView({ block: 'nearest' });
    if (held.current?.isConnected === false && document.activeElement === document.body) heading?.focus();
  }, [now]);
  return (
    <ol
      ref={list}
      aria-label="Steps"
      className="grid gap-3 px-3 py-2"
      onFocus={({ target }) => {
        held.current = target;
      }}
    >
      {lesson.steps.map((step, at) => {
        const { state, saw } = steps[at] as LessonStepView;
        return (
          <li key={step.id} aria-current={state === 'now' ? 'step' : undefined} className="flex items-start gap-2">
            <span
              aria-hidden="true"
              className={`mt-px grid size-5 shrink-0 place-items-center rounded-full text-label ${look[state]}`}
            >
              {state === 'done' ? <Check size={12} strokeWidth={2.5} /> : at + 1}
            </span>
            <div className="min-w-0 grow">
              <h3 tabIndex={-1} className={state === 'ahead' ? 'text-fg2' : 'font-semibold'}>
                {step.title}
                {state === 'done' && <span className="sr-only">, done</span>}
              </h3>
              {state === 'done' && saw !== null && (
                <p className="text-fg2 [overflow-wrap:anywhere]">
                  <VisibleText text={saw.says} />
                  <FrameLinks session={saw.session} seqs={saw.seqs} />
                </p>
              )}
              {state === 'done' && saw === null && <p className="text-fg3">Done before.</p>}
              {state === 'now' && <StepNow lesson={lesson.id} upstream={lesson.start.upstream} step={step} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

const look: Record<LessonStepView['state'], string> = {
  done: 'bg-accent-soft text-accent',
  now: 'bg-accent-fill font-semibold text-on-accent',
  ahead: 'border border-line2 text-fg2',
};
