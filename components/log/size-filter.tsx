'use client';
import clsx from 'clsx';
import { Ruler } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { PopoverButton } from '../ui/popover-button.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { readRange, sizeWords } from './size-text.ts';

const presets = [
  { name: 'up to 100 B', from: '', to: '100' },
  { name: 'from 1 KiB', from: '1 KiB', to: '' },
  { name: 'from 4 KiB', from: '4 KiB', to: '' },
  { name: 'from 64 KiB', from: '64 KiB', to: '' },
] as const;

/** Least and greatest payload of the frames shown: two fields that open from a button, and what is asked for most. */
export function SizeFilter() {
  const facade = useFacade();
  const size = useConsole((state) => state.filter.size ?? null);
  const [typed, setTyped] = useState({ from: '', to: '' });
  const { bad } = readRange(typed.from, typed.to);
  const words = sizeWords(size);

  // Reset from elsewhere: the fields follow. What cannot be read was never applied, and stays to be mended.
  useEffect(() => {
    if (size === null) setTyped((now) => (readRange(now.from, now.to).size === null ? now : { from: '', to: '' }));
  }, [size]);

  const write = (next: typeof typed) => {
    setTyped(next);
    const range = readRange(next.from, next.to);
    if (range.bad.length === 0) facade.setFilter({ size: range.size });
  };
  return (
    <PopoverButton
      icon={Ruler}
      label={words === null ? 'Size' : `Size: ${words}`}
      name="Size of the payload"
      role="dialog"
      className="w-72 p-3"
      buttonClass={clsx('size-6.5! narrow:size-9!', words !== null && 'bg-accent-soft! text-accent!')}
      onOpen={(box) => box.querySelector('input')?.focus()}
    >
      <div className="grid grid-cols-2 gap-2">
        {(['from', 'to'] as const).map((end) => (
          <SizeField
            key={end}
            name={end === 'from' ? 'At least' : 'At most'}
            value={typed[end]}
            bad={bad.includes(end)}
            done={bad.length === 0}
            onChange={(value) => write({ ...typed, [end]: value })}
          />
        ))}
      </div>
      <p className={clsx('mt-1 text-label', bad.length === 0 ? 'text-fg3' : 'text-err')} aria-live="polite">
        {bad.length === 0
          ? '100, 1k or 4 KiB: of a frame’s payload'
          : `${badWords(bad)}. Until then: ${words ?? 'any size'}`}
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {presets.map(({ name, from, to }) => (
          <Button key={name} onClick={() => write({ from, to })}>
            {name}
          </Button>
        ))}
        <Button onClick={() => write({ from: '', to: '' })}>Any size</Button>
      </div>
    </PopoverButton>
  );
}

function badWords(bad: readonly string[]): string {
  return bad.length === 2 ? 'No size lies between these two' : 'Not a size: write 100, 1k or 4 KiB';
}

function SizeField({
  name,
  value,
  bad,
  done,
  onChange,
}: {
  name: string;
  value: string;
  bad: boolean;
  /** Both fields can be read: Enter closes. */
  done: boolean;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <label htmlFor={id} className="grid gap-0.5 text-fg2 text-label">
      {name}
      <input
        id={id}
        value={value}
        placeholder="any"
        aria-invalid={bad}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // The focus goes back to the button, which the same stroke would press.
          event.preventDefault();
          if (done) event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
        }}
        className="h-7 w-full rounded-ctl border border-field bg-bg2 px-2 font-mono text-code text-fg outline-none placeholder:text-fg3 focus-visible:border-accent aria-invalid:border-err narrow:h-9"
        spellCheck={false}
        autoComplete="off"
      />
    </label>
  );
}
