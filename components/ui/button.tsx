import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** A button with words. `primary` is for the one main action in sight. */
export function Button({ primary = false, className, ...rest }: ComponentProps<'button'> & { primary?: boolean }) {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-ctl border px-3 font-medium transition-colors duration-75 phone:h-9',
        primary
          ? 'border-accent-fill bg-accent-fill font-semibold text-on-accent hover:brightness-110'
          : 'border-line2 text-fg hover:bg-bg3',
        'disabled:border-line disabled:bg-transparent disabled:font-medium disabled:text-fg3 disabled:hover:brightness-100',
        className,
      )}
      {...rest}
    />
  );
}
