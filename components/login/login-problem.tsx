import { OctagonX } from 'lucide-react';
import type { Problem } from '@/lib/problem/problem.ts';
import { VisibleText } from '../ui/visible-text.tsx';

/** Why the login was not done, and what to do: said at once. */
export function LoginProblem({ problem }: { problem: Problem }) {
  return (
    <div role="alert" className="flex items-start gap-2 rounded-card border border-err/35 bg-err/8 px-2.5 py-2">
      <OctagonX size={14} strokeWidth={2} className="mt-0.5 shrink-0 text-err" aria-hidden="true" />
      <p className="[overflow-wrap:anywhere]">
        <b className="font-semibold">{problem.title}.</b> <VisibleText text={problem.detail} />{' '}
        <span className="text-fg2">
          <VisibleText text={problem.hint} />
        </span>
      </p>
    </div>
  );
}
