'use client';
import './lessons.css';
import { ArrowLeft, ChevronDown, ChevronUp, X } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { Splitter } from '../workbench/splitter.tsx';
import { LessonList } from './lesson-list.tsx';
import { closeLessons, openLessons, useLessonPlace } from './lesson-place.ts';
import { LessonView } from './lesson-view.tsx';
import { nowWords, stepViews } from './lesson-words.ts';
import { notBegun, useProgress } from './progress.ts';

/** The lessons, beside the page and never over it. Esc leads back to where the focus was. */
export function LessonPanel({ track }: { track: readonly Lesson[] }) {
  const { lesson: id, begins, asked } = useLessonPlace();
  const [folded, setFolded] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef<HTMLElement | null>(null);
  const lesson = track.find((one) => one.id === id) ?? null;

  useEffect(() => {
    if (asked === 0) return;
    setFolded(false);
    remember(before, panel.current);
    heading.current?.focus();
  }, [asked]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another lesson begins at its top
  useEffect(() => {
    if (body.current !== null) body.current.scrollTop = 0;
  }, [id]);

  const goBack = () => {
    before.current?.focus();
    // It may be gone meanwhile, or out of sight.
    if (before.current === null || document.activeElement !== before.current) doorOf()?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    goBack();
  };
  const onFocus = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !panel.current?.contains(relatedTarget)) before.current = relatedTarget;
  };
  return (
    <aside
      ref={panel}
      aria-label="Lesson"
      className="lesson bg-bg1"
      data-folded={folded}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <Splitter pane="lesson" label="Width of the lesson" />
      <div className="flex min-h-9 shrink-0 items-center gap-1 border-line border-b pr-1 pl-3 narrow:min-h-11">
        {id !== null && (
          <IconButton icon={ArrowLeft} label="Back to the list" className="-ml-2" onClick={() => openLessons(null)} />
        )}
        <h2 ref={heading} tabIndex={-1} className="min-w-0 grow truncate font-medium">
          {lesson === null ? 'Lessons' : <Title lesson={lesson} folded={folded} />}
        </h2>
        {folded ? (
          <Button className="wide:hidden" aria-expanded={false} onClick={() => setFolded(false)}>
            <ChevronUp size={14} strokeWidth={1.75} aria-hidden="true" />
            Open
          </Button>
        ) : (
          <IconButton
            icon={ChevronDown}
            label="Fold the lesson"
            aria-expanded={true}
            className="wide:hidden"
            onClick={() => setFolded(true)}
          />
        )}
        <IconButton
          icon={X}
          label="Close the lesson"
          onClick={() => {
            goBack();
            closeLessons();
          }}
        />
      </div>
      <div ref={body} className="lesson-body min-h-0 grow overflow-y-auto">
        {lesson !== null ? (
          <LessonView key={lesson.id} lesson={lesson} track={track} begins={begins} onNext={(to) => openLessons(to)} />
        ) : (
          <>
            {id !== null && (
              <p role="status" className="px-3 pt-3">
                There is no lesson “<VisibleText text={id.slice(0, 80)} />
                ”. Here are those that there are.
              </p>
            )}
            <LessonList track={track} onChoose={(to) => openLessons(to)} />
          </>
        )}
      </div>
    </aside>
  );
}

/** Folded, it is all there is of the lesson. */
function Title({ lesson, folded }: { lesson: Lesson; folded: boolean }) {
  const view = useConsole((state) => state.lessons);
  const known = useProgress()[lesson.id] ?? notBegun;
  return folded ? nowWords(lesson, stepViews(lesson, view, known)) : lesson.title;
}

/** What has the focus now, unless that is in the panel or nowhere. */
function remember(before: { current: HTMLElement | null }, panel: HTMLElement | null): void {
  const now = document.activeElement;
  if (now instanceof HTMLElement && now !== document.body && !panel?.contains(now)) before.current = now;
}

const doorOf = () => document.querySelector<HTMLElement>('[data-lessons-door]');
