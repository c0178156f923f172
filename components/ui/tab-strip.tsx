'use client';
import { type ReactNode, useId } from 'react';
import { useRoving } from './use-roving.ts';

/** `keep`: the body stays, out of sight, while another is chosen. */
export type Tab = { id: string; name: string; mark?: ReactNode; body: ReactNode; keep?: boolean };

/** Tabs over one body each; only the chosen body is mounted, and those to keep. A tab that gets the focus is chosen. */
export function TabStrip({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (id: string) => void;
}) {
  const strip = useId();
  const { onKeyDown } = useRoving(tabs.length);
  return (
    <div className="flex min-h-0 grow flex-col">
      <div
        role="tablist"
        aria-label={label}
        aria-orientation="horizontal"
        className="flex h-8 shrink-0 border-line border-b px-2 narrow:h-11"
        onKeyDown={onKeyDown}
      >
        {tabs.map(({ id, name, mark }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${strip}-tab-${id}`}
            aria-selected={id === value}
            aria-controls={`${strip}-body-${id}`}
            tabIndex={id === value ? 0 : -1}
            onClick={() => onChange(id)}
            onFocus={() => id !== value && onChange(id)}
            className="group relative flex items-center gap-1.5 whitespace-nowrap px-2.5 text-fg2 hover:text-fg aria-selected:font-medium aria-selected:text-fg"
          >
            {name}
            {mark}
            <span className="-bottom-px absolute inset-x-2.5 hidden h-0.5 bg-accent group-aria-selected:block" />
          </button>
        ))}
      </div>
      {tabs.map(({ id, body, keep }) => (
        <div
          key={id}
          role="tabpanel"
          id={`${strip}-body-${id}`}
          aria-labelledby={`${strip}-tab-${id}`}
          hidden={id !== value}
          tabIndex={-1}
          className="flex min-h-0 grow flex-col outline-none [&[hidden]]:hidden"
        >
          {(id === value || keep === true) && body}
        </div>
      ))}
    </div>
  );
}
