import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { visible } from '@/lib/bytes/visible.ts';

/** A square button with an icon; `label` is its name and its tooltip, and may hold text from outside. */
export function IconButton({
  icon: Icon,
  label,
  size = 14,
  className,
  ...rest
}: ComponentProps<'button'> & { icon: LucideIcon; label: string; size?: number }) {
  const name = visible(label);
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      className={clsx(
        'grid size-7 shrink-0 place-items-center rounded-ctl text-fg2 transition-colors duration-75 hover:bg-bg3 hover:text-fg disabled:text-fg3 disabled:opacity-50 narrow:size-9',
        className,
      )}
      {...rest}
    >
      <Icon size={size} strokeWidth={1.75} aria-hidden="true" />
    </button>
  );
}
