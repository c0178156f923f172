import clsx from 'clsx';

/** A key as printed on the keyboard. */
export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={clsx(
        'inline-flex h-4.5 items-center rounded-badge border border-line2 px-1 font-sans text-label font-medium text-fg3',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
