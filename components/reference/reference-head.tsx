import type { ReactNode } from 'react';
import { FollowTheme } from '../ui/follow-theme.tsx';

/** The ways out of a page of the reference; `children` are more of them. */
export function ReferenceHead({ children }: { children?: ReactNode }) {
  return (
    <header className="ref-head">
      <FollowTheme />
      <a href="/">To the console</a>
      <a href="/reference">Reference</a>
      {children}
      <a href="/rules">Rules</a>
    </header>
  );
}
