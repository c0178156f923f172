'use client';
import type { LucideIcon } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { PopoverButton } from './popover-button.tsx';

export type MenuItem = { name: string; detail?: string; disabled?: boolean; run: () => void };

/** A button that opens a list of actions. The focus is back on the button before the chosen action runs. */
export function Menu({
  label,
  icon,
  items,
  disabled = false,
}: {
  label: string;
  icon: LucideIcon;
  items: readonly MenuItem[];
  disabled?: boolean;
}) {
  return (
    <PopoverButton
      icon={icon}
      label={label}
      role="menu"
      disabled={disabled}
      className="min-w-44 p-1"
      onOpen={(box) => entriesOf(box)[0]?.focus()}
      onKeyDown={moveFocus}
    >
      {items.map(({ name, detail, disabled: off = false, run }) => (
        <button
          key={`${name} ${detail}`}
          type="button"
          role="menuitem"
          tabIndex={-1}
          disabled={off}
          onClick={(event) => {
            event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
            run();
          }}
          className="flex min-h-7 w-full items-baseline gap-3 rounded-ctl px-2 py-1 text-left hover:bg-bg3 focus-visible:bg-bg3 disabled:text-fg3 disabled:hover:bg-transparent narrow:min-h-10 narrow:items-center"
        >
          {detail === undefined ? name : <code className="min-w-17 font-mono text-code">{name}</code>}{' '}
          {detail !== undefined && <span className="text-fg2">{detail}</span>}
        </button>
      ))}
    </PopoverButton>
  );
}

function entriesOf(box: HTMLElement): HTMLElement[] {
  return [...box.querySelectorAll<HTMLElement>('[role="menuitem"]:not(:disabled)')];
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key === 'Tab') event.currentTarget.hidePopover();
  stepFocus(event, entriesOf(event.currentTarget));
}

/** Up, Down, Home and End lead along `all`, and round. */
export function stepFocus(event: KeyboardEvent<HTMLElement>, all: readonly HTMLElement[]): void {
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all[(to + all.length) % all.length]?.focus();
}
