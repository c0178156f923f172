'use client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { grouped } from '../ui/numbers.ts';
import { Segmented } from '../ui/segmented.tsx';
import type { FindMode, Found } from './find-bytes.ts';

const modes = [
  { value: 'text', show: 'Text' },
  { value: 'hex', show: 'Hex' },
] as const;

/** Search in a frame's bytes: what to look for, how many there are, the way from one to the next. Enter goes on, Shift+Enter back. */
export function FindBar({
  typed,
  mode,
  found,
  shown,
  isNeedle,
  onType,
  onMode,
  onStep,
  children,
}: {
  typed: string;
  mode: FindMode;
  found: Found;
  /** Number of the match at the cursor, from 0; -1 for none. */
  shown: number;
  /** False for hex that is no whole bytes. */
  isNeedle: boolean;
  onType: (typed: string) => void;
  onMode: (mode: FindMode) => void;
  onStep: (step: 1 | -1) => void;
  children?: ReactNode;
}) {
  const none = found.at.length === 0;
  return (
    <search
      aria-label="Find in the bytes"
      className="flex h-8 shrink-0 items-center gap-1 border-line border-t pr-2 pl-3 narrow:h-11"
    >
      <input
        type="text"
        aria-label="Find in the bytes"
        placeholder="Find"
        spellCheck={false}
        autoComplete="off"
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape' && typed !== '') onType('');
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        className="h-6 w-20 min-w-0 grow rounded-ctl border border-line2 bg-bg0 px-2 font-mono text-code placeholder:text-fg3 narrow:h-9"
      />
      <Segmented label="Search as" value={mode} options={modes} onChange={onMode} />
      <span aria-live="polite" className="min-w-14 shrink-0 text-right font-mono text-fg2 text-label">
        {countWords(typed, isNeedle, found, shown)}
      </span>
      <IconButton icon={ChevronUp} label="Previous match" disabled={none} onClick={() => onStep(-1)} />
      <IconButton icon={ChevronDown} label="Next match" disabled={none} onClick={() => onStep(1)} />
      {children}
    </search>
  );
}

function countWords(typed: string, isNeedle: boolean, found: Found, shown: number): string {
  if (typed.trim() === '') return '';
  if (!isNeedle) return 'not hex';
  if (found.at.length === 0) return 'none';
  const count = `${grouped(found.at.length)}${found.more ? '+' : ''}`;
  return shown < 0 ? count : `${grouped(shown + 1)} of ${count}`;
}
