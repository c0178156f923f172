'use client';
import type { LucideIcon } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from './icon-button.tsx';

/** With less room than this below, px, there may be more above. */
const roomPx = 240;

/**
 * A button and what hangs from it, on the browser's own popover: top layer, Esc or a click elsewhere closes it, and the
 * focus goes back to the button. What hangs there is made when it is opened for the first time.
 */
export function PopoverButton({
  icon,
  label,
  name = label,
  role,
  disabled = false,
  buttonClass = '',
  className = '',
  onOpen,
  onClose,
  onKeyDown,
  children,
}: {
  icon: LucideIcon;
  label: string;
  /** Name of what opens, where it is not the button's. */
  name?: string;
  role: 'menu' | 'dialog';
  disabled?: boolean;
  buttonClass?: string;
  className?: string;
  /** Called with the opened box: the place to give the focus. */
  onOpen?: (box: HTMLElement) => void;
  onClose?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  children: ReactNode;
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState(false);

  const place = () => {
    const from = button.current?.getBoundingClientRect();
    if (from === undefined || box.current === null) return;
    const [above, below] = [from.top - 16, window.innerHeight - from.bottom - 16];
    // At the foot of the page it opens upwards.
    const up = below < roomPx && above > below;
    Object.assign(box.current.style, {
      top: up ? 'auto' : `${from.bottom + 4}px`,
      bottom: up ? `${window.innerHeight - from.top + 4}px` : 'auto',
      right: `${Math.max(8, Math.min(window.innerWidth - from.right, window.innerWidth - 348))}px`,
      maxHeight: `${up ? above : below}px`,
    });
  };
  return (
    <>
      <IconButton
        ref={button}
        icon={icon}
        label={label}
        disabled={disabled}
        popoverTarget={id}
        aria-haspopup={role}
        aria-expanded={open}
        className={buttonClass}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is menu or dialog, as asked */}
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a name */}
      <div
        ref={box}
        id={id}
        popover="auto"
        role={role}
        aria-label={name}
        tabIndex={-1}
        onBeforeToggle={(event) => {
          // Before it is shown: who hears that it is open gives the focus to something in it.
          if (event.newState === 'open') flushSync(() => setMade(true));
          place();
        }}
        onToggle={(event) => {
          const shown = event.newState === 'open';
          setOpen(shown);
          if (shown) onOpen?.(event.currentTarget);
          else onClose?.();
        }}
        onKeyDown={(event) => {
          // Esc closes by itself; whoever stands around must not take the key as theirs.
          event.stopPropagation();
          onKeyDown?.(event);
        }}
        className={`fixed inset-auto m-0 max-w-[min(340px,calc(100vw-16px))] overflow-y-auto rounded-card border border-line2 bg-bg1 text-fg ${className}`}
      >
        {made && children}
      </div>
    </>
  );
}
