import { ChevronDown, type LucideIcon } from 'lucide-react';
import { visible } from '@/lib/bytes/visible.ts';
import { Field } from './field.tsx';

/** One of a list; a native list, so that every device shows its own. */
export function Choice({
  label,
  icon: Icon,
  value,
  options,
  title,
  disabled = false,
  onChange,
}: {
  label: string;
  icon?: LucideIcon;
  value: string;
  options: readonly { value: string; name: string }[];
  title?: string;
  disabled?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field>
      {Icon === undefined ? (
        <span aria-hidden="true">{label}</span>
      ) : (
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      )}
      <select
        aria-label={label}
        title={title}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        className="h-full appearance-none truncate rounded-ctl bg-bg2 pr-6 text-fg outline-none disabled:cursor-not-allowed disabled:bg-bg1 disabled:text-fg2 phone:max-w-56"
      >
        {!options.some((option) => option.value === value) && (
          <option value={value}>{value === '' ? '…' : visible(value)}</option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {visible(option.name)}
          </option>
        ))}
      </select>
      <ChevronDown
        size={12}
        strokeWidth={2.25}
        className="pointer-events-none absolute right-2 text-fg3"
        aria-hidden="true"
      />
    </Field>
  );
}
