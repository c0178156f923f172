'use client';
import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';

/** `keep`: the body stays, out of sight, while another is chosen. */
export type Tab = { id: string; name: string; mark?: ReactNode; body: ReactNode; keep?: boolean };

/** Tabs over one body each; only the chosen body is mounted, and those to keep. */
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
  return (
    <Tabs.Root value={value} onValueChange={onChange} className="flex min-h-0 grow flex-col">
      <Tabs.List aria-label={label} className="flex h-8 shrink-0 border-line border-b px-2 narrow:h-11">
        {tabs.map((tab) => (
          <Tabs.Trigger
            key={tab.id}
            value={tab.id}
            className="group relative flex items-center gap-1.5 whitespace-nowrap px-2.5 text-fg2 hover:text-fg data-[state=active]:font-medium data-[state=active]:text-fg"
          >
            {tab.name}
            {tab.mark}
            <span className="-bottom-px absolute inset-x-2.5 hidden h-0.5 bg-accent group-data-[state=active]:block" />
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Content
          key={tab.id}
          value={tab.id}
          tabIndex={-1}
          {...(tab.keep && { forceMount: true })}
          className="flex min-h-0 grow flex-col outline-none data-[state=inactive]:hidden"
        >
          {tab.body}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
