import clsx from 'clsx';
import type { ReactNode } from 'react';

/** One of a few, as a row of buttons that touch. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; show: ReactNode }[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset
      aria-label={label}
      className="flex h-6.5 shrink-0 overflow-hidden rounded-ctl border border-line2 narrow:h-9"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={clsx(
            'flex items-center gap-1 border-line2 border-l px-2 first:border-l-0',
            option.value === value ? 'bg-bg3 font-medium text-fg' : 'text-fg2 hover:text-fg',
          )}
        >
          {option.show}
        </button>
      ))}
    </fieldset>
  );
}
