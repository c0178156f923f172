'use client';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Kbd } from '../ui/kbd.tsx';
import { whenIdle } from '../ui/when-idle.ts';
import { loadPalette, PaletteBox } from './palette-box.tsx';

let openings = 0;
const nextOpening = () => ++openings;

/** The button and the key that open the palette. The dialog is there at once; its list is fetched when the page is idle. */
export function PaletteDoor() {
  /** Which opening it is; 0 while it is closed. */
  const [open, setOpen] = useState(0);
  useEffect(() => whenIdle(() => void loadPalette().catch(() => undefined)), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!opens(event)) return;
      event.preventDefault();
      event.stopPropagation();
      // A dialog that is about to go is opened again: its word that it was closed comes a moment later.
      const isOpen = document.querySelector('dialog[data-palette][open]') !== null;
      setOpen(isOpen ? 0 : nextOpening());
    };
    // On the way down: the editor has this key as the first of two.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return (
    <>
      <button
        type="button"
        aria-label="Find a command"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        title="Find a command (Ctrl K)"
        onClick={() => setOpen(nextOpening())}
        className="flex h-7 shrink-0 items-center gap-2 rounded-ctl border border-line2 px-2 text-fg3 transition-colors duration-75 hover:bg-bg3 hover:text-fg narrow:size-9 narrow:justify-center narrow:border-0 narrow:px-0 narrow:text-fg2 min-[1240px]:min-w-48"
      >
        <Search size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        <span className="hidden grow text-left min-[1240px]:block">Find a command</span>
        <Kbd className="narrow:hidden">Ctrl K</Kbd>
      </button>
      {open !== 0 && <PaletteBox key={open} onClose={() => setOpen((now) => (now === open ? 0 : now))} />}
    </>
  );
}

/** Ctrl or Cmd with K; on a Mac Cmd alone: there Ctrl K deletes to the end of the line. */
function opens(event: KeyboardEvent): boolean {
  const mac = /Mac|iPhone|iPad/.test(navigator.platform);
  const held = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey !== event.metaKey;
  return held && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k';
}
