import { OctagonX } from 'lucide-react';
import { type Problem, placeWords } from '@/lib/problem/problem.ts';
import { VisibleText } from './visible-text.tsx';

/**
 * A problem whole: what, where, why, and what to do. `onShow` goes to the place, where there is a way. `showsCode`: false where its
 * sentences are enough.
 */
export function ProblemCard({
  problem,
  onShow,
  showsCode = true,
}: {
  problem: Problem;
  onShow?: (() => void) | undefined;
  showsCode?: boolean;
}) {
  return (
    <article className="rounded-card border border-err/35 bg-err/8 px-2.5 py-2">
      <h3 className="flex items-start gap-2 font-semibold">
        <OctagonX size={14} strokeWidth={2} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />
        <span className="grow">{problem.title}</span>
        {problem.at !== undefined && <Place text={placeWords(problem.at)} onShow={onShow} />}
      </h3>
      <p className="mt-1 text-fg [overflow-wrap:anywhere]">
        <VisibleText text={problem.detail} />
      </p>
      {problem.hint !== '' && (
        <p className="mt-1 text-fg2 [overflow-wrap:anywhere]">
          <VisibleText text={problem.hint} />
        </p>
      )}
      {showsCode && <p className="mt-1 font-mono text-fg2 text-label">{problem.code}</p>}
    </article>
  );
}

function Place({ text, onShow }: { text: string; onShow?: (() => void) | undefined }) {
  const look = 'shrink-0 font-mono font-normal text-data text-fg2';
  if (onShow === undefined) {
    return (
      <span className={look}>
        <VisibleText text={text} />
      </span>
    );
  }
  return (
    <button
      type="button"
      title="Show this place in the bytes"
      onClick={onShow}
      className={`${look} min-h-6 rounded-ctl border border-line2 px-1.5 hover:bg-bg3 hover:text-fg narrow:min-h-9`}
    >
      <VisibleText text={text} />
    </button>
  );
}
