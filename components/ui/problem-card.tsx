import { OctagonX } from 'lucide-react';
import { type Problem, placeWords } from '@/lib/problem/problem.ts';
import { VisibleText } from './visible-text.tsx';

/** A problem whole: what, where, why, and what to do. */
export function ProblemCard({ problem }: { problem: Problem }) {
  return (
    <article className="rounded-card border border-err/35 bg-err/8 px-2.5 py-2">
      <h3 className="flex items-start gap-2 font-semibold">
        <OctagonX size={14} strokeWidth={2} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />
        <span className="grow">{problem.title}</span>
        {problem.at !== undefined && (
          <span className="shrink-0 font-mono font-normal text-data text-fg2">
            <VisibleText text={placeWords(problem.at)} />
          </span>
        )}
      </h3>
      <p className="mt-1 text-fg [overflow-wrap:anywhere]">
        <VisibleText text={problem.detail} />
      </p>
      {problem.hint !== '' && (
        <p className="mt-1 text-fg2 [overflow-wrap:anywhere]">
          <VisibleText text={problem.hint} />
        </p>
      )}
      <p className="mt-1 font-mono text-fg2 text-label">{problem.code}</p>
    </article>
  );
}
