'use client';
import { Link, RotateCcw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Lesson } from '@/lib/lessons/lesson.ts';
import { putText } from '../compose/put-text.ts';
import { copyText } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { CodedText } from '../ui/coded-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { BeginNotes, useBeginning } from './lesson-acts.tsx';
import { LessonEnd, LessonReads } from './lesson-end.tsx';
import { hasBegun, lessonPlace } from './lesson-place.ts';
import { nextLesson, stepViews } from './lesson-words.ts';
import { notBegun, useProgress } from './progress.ts';
import { StepList } from './step-list.tsx';

/** One lesson: what it is about, its steps, and how it is begun. `begins`: at once. */
export function LessonView({
  lesson,
  track,
  begins,
  onNext,
}: {
  lesson: Lesson;
  track: readonly Lesson[];
  begins: boolean;
  onNext: (id: string) => void;
}) {
  const facade = useFacade();
  const view = useConsole((state) => state.lessons);
  const known = useProgress()[lesson.id] ?? notBegun;
  const beginning = useBeginning(lesson);
  const [said, setSaid] = useState('');
  const taken = view.lesson === lesson.id;
  const steps = stepViews(lesson, view, known);
  const next = nextLesson(track, lesson.id);
  const isDone = steps.every(({ state }) => state === 'done');
  const some = steps.some(({ state }) => state === 'done');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it was asked for
  useEffect(() => {
    if (!lessonPlace().begins) return;
    hasBegun();
    beginning.begin(true);
  }, [begins]);

  // Begin is gone once the lesson has begun, the question once it is answered: the focus is not to be lost with them.
  const pressed = useRef<'begin' | 'leave' | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const isAsking = beginning.asks !== null;
  useEffect(() => {
    if (isAsking || pressed.current === null || (pressed.current === 'begin' && !taken)) return;
    const lesson = place.current?.closest('.lesson');
    const to = pressed.current === 'begin' ? '[aria-current] h3' : '[data-begins]';
    pressed.current = null;
    if (document.activeElement === document.body) lesson?.querySelector<HTMLElement>(to)?.focus();
  }, [taken, isAsking]);
  const press = (anew: boolean) => {
    pressed.current = 'begin';
    beginning.begin(anew);
  };
  const answer = (goOn: boolean) => {
    pressed.current = goOn ? 'begin' : 'leave';
    beginning.asked(goOn);
  };

  const putStart = async () => {
    const isPut = await putText(facade, lesson.start.upstream, lesson.start.text);
    setSaid(
      isPut ? 'It is there; what stood there is kept under Earlier texts.' : 'Another upstream was chosen meanwhile.',
    );
  };
  const copyLink = async () => {
    const isCopied = await copyText(`${window.location.origin}/?lesson=${encodeURIComponent(lesson.id)}`);
    setSaid(isCopied ? 'Link copied' : 'The browser refused the copy.');
  };
  return (
    <>
      <p className="px-3 pt-3 text-fg2">
        <CodedText text={lesson.about} /> About {lesson.minutes} min.
      </p>
      {!taken && !isDone && !isAsking && (
        <div className="flex flex-wrap items-center gap-2 px-3 pt-2">
          <Button primary data-begins onClick={() => press(!some)}>
            {some ? 'Go on' : 'Begin'}
          </Button>
          <span className="text-fg2 text-label">
            {some
              ? 'The text in the editor stays.'
              : 'Sets the sandbox until its end, and puts a text into the editor; yours is kept.'}
          </span>
        </div>
      )}
      <BeginNotes {...beginning} asked={answer} />
      <StepList lesson={lesson} steps={steps} />
      {isDone && <LessonEnd lesson={lesson} next={next} onNext={() => next !== null && onNext(next.id)} />}
      <LessonReads lesson={lesson} />
      <div ref={place} className="flex flex-wrap items-center gap-2 px-3 pb-3">
        {(taken || some) && (
          <>
            <Button data-begins onClick={() => press(true)}>
              <RotateCcw size={14} strokeWidth={1.75} aria-hidden="true" />
              Restart
            </Button>
            <Button onClick={() => void putStart()}>Put the lesson’s text into the editor</Button>
          </>
        )}
        <Button onClick={() => void copyLink()}>
          <Link size={14} strokeWidth={1.75} aria-hidden="true" />
          Copy link
        </Button>
        <span role="status" className="text-fg2 text-label">
          {said}
        </span>
      </div>
    </>
  );
}
