'use client';
import { useId } from 'react';
import { type ReadyMade, readyMade } from '@/lib/lessons/recordings.ts';
import { CodedText } from '../ui/coded-text.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { useOpenReadyMade } from './use-open-ready-made.ts';

const parts = [
  { title: 'As it should be', list: readyMade.filter(({ isGood }) => isGood) },
  { title: 'What goes wrong', list: readyMade.filter(({ isGood }) => !isGood) },
];

/** All of them, each opened on one click; `onOpened` once it is on show. */
export function ReadyMadeList({ onOpened }: { onOpened: () => void }) {
  const { open, problem } = useOpenReadyMade(onOpened);
  return (
    <>
      <div role="alert" className="mb-3 empty:hidden">
        {problem !== null && <ProblemCard problem={problem} showsCode={false} />}
      </div>
      {parts.map(({ title, list }) => (
        <Part key={title} title={title} list={list} onOpen={open} />
      ))}
    </>
  );
}

function Part({ title, list, onOpen }: { title: string; list: readonly ReadyMade[]; onOpen: (id: string) => void }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-4 first-of-type:mt-0">
      <h3 id={id} className="font-semibold text-fg2 text-label uppercase tracking-wide">
        {title}
      </h3>
      <ul className="mt-1 border-line border-y">
        {list.map((one) => (
          <li key={one.id} className="border-line border-t py-2 first:border-t-0">
            <button
              type="button"
              aria-describedby={`${id}-${one.id}`}
              onClick={() => onOpen(one.id)}
              className="min-h-6 text-left font-semibold text-accent underline narrow:min-h-9"
            >
              {one.title}
            </button>
            <p id={`${id}-${one.id}`} className="text-fg2">
              <CodedText text={one.look} codeLook="text-fg" />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
