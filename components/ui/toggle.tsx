import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { visible } from '@/lib/bytes/visible.ts';

/** A button that stays down. The name is `label`; `children` is what is seen beside the icon. */
export function Toggle({
  icon: Icon,
  label,
  pressed,
  onChange,
  children,
}: {
  icon: LucideIcon;
  label: string;
  pressed: boolean;
  onChange: (pressed: boolean) => void;
  children?: ReactNode;
}) {
  const name = visible(label);
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
      className={clsx(
        'flex h-6.5 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-ctl px-2 transition-colors duration-75 narrow:h-9 narrow:min-w-9 narrow:justify-center',
        pressed ? 'bg-accent-soft text-accent' : 'text-fg2 hover:bg-bg3',
      )}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {children}
    </button>
  );
}
