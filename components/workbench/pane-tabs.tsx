'use client';
import { AudioLines, Binary, List, type LucideIcon, SquarePen } from 'lucide-react';
import type { KeyboardEvent } from 'react';

export type PaneName = 'compose' | 'log' | 'inspect' | 'sound';

const tabs: readonly { pane: PaneName; name: string; icon: LucideIcon; phoneOnly: boolean }[] = [
  { pane: 'compose', name: 'Compose', icon: SquarePen, phoneOnly: false },
  { pane: 'log', name: 'Log', icon: List, phoneOnly: true },
  { pane: 'inspect', name: 'Inspect', icon: Binary, phoneOnly: false },
  { pane: 'sound', name: 'Sound, Tap', icon: AudioLines, phoneOnly: true },
];

/** Where not all panes fit: which one (on a phone) or which one beside the log is shown. */
export function PaneTabs({ pane, onChange }: { pane: PaneName; onChange: (pane: PaneName) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    const shown = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')].filter(
      (tab) => tab.offsetWidth > 0,
    );
    const at = shown.indexOf(document.activeElement as HTMLElement);
    const next = shown[(at + step + shown.length) % shown.length];
    next?.focus();
    next?.click();
    event.preventDefault();
  };
  return (
    <div
      role="tablist"
      aria-label="Panes"
      className="panes grid-flow-col border-line border-t bg-bg1 [grid-auto-columns:1fr]"
      onKeyDown={onKeyDown}
    >
      {tabs.map(({ pane: each, name, icon: Icon, phoneOnly }) => (
        <button
          key={each}
          type="button"
          role="tab"
          aria-selected={each === pane}
          tabIndex={each === pane ? 0 : -1}
          onClick={() => onChange(each)}
          className={`relative flex flex-col items-center justify-center gap-1 text-data text-fg2 aria-selected:font-semibold aria-selected:text-accent ${phoneOnly ? 'hidden phone:flex' : ''}`}
        >
          <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          {name}
          {each === pane && <span className="-top-px absolute inset-x-6 h-0.5 bg-accent" />}
        </button>
      ))}
    </div>
  );
}
