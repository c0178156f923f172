'use client';
import { useState } from 'react';
import { readyMade } from '@/lib/lessons/recordings.ts';
import { ProblemCard } from '../ui/problem-card.tsx';
import { ReadyMadeDialog } from './ready-made-dialog.tsx';
import { useOpenReadyMade } from './use-open-ready-made.ts';

/** Those that most people look for; the others are one step away. */
const first = ['first-session', 'last-words-missing', 'slow-server'];

const chip =
  'min-h-7 rounded-ctl border border-line2 px-2.5 py-0.5 text-left text-fg hover:bg-bg3 narrow:min-h-9 transition-colors duration-75';

/** In the empty log: three of the ready-made sessions, and the way to all. */
export function ReadyMadeChoice() {
  const { open, problem } = useOpenReadyMade();
  const [all, setAll] = useState(false);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: no fields to submit */}
      <div role="group" aria-label="Ready-made sessions" className="flex flex-wrap gap-1.5">
        {readyMade
          .filter(({ id }) => first.includes(id))
          .map(({ id, title }) => (
            <button key={id} type="button" className={chip} onClick={() => open(id)}>
              {title}
            </button>
          ))}
        <button type="button" aria-haspopup="dialog" className={chip} onClick={() => setAll(true)}>
          All {readyMade.length}…
        </button>
      </div>
      <div role="alert" className="mt-2 empty:hidden">
        {problem !== null && <ProblemCard problem={problem} showsCode={false} />}
      </div>
      {all && <ReadyMadeDialog onClose={() => setAll(false)} />}
    </>
  );
}
