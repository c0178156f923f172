import clsx from 'clsx';
import type { ReactNode } from 'react';

/** The frame of one control on the bar: icon or name in front, the control after it. */
export function Field({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'relative flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-ctl border border-line2 bg-bg2 pl-2 text-fg3 has-focus-visible:border-accent hover:border-fg3 phone:h-9 has-disabled:border-line has-disabled:bg-transparent has-disabled:hover:border-line',
        className,
      )}
    >
      {children}
    </span>
  );
}
