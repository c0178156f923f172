'use client';
import clsx from 'clsx';
import { Bug, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRef, useState } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import { Field } from '../connection-bar/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

const FaultDialog = dynamic(() => import('./fault-dialog.tsx').then((module) => module.FaultDialog), { ssr: false });

/** The faults that are chosen, so that nobody forgets them, and the door to the dialog that chooses. `of`: what they are for. */
export function FaultDoor({
  text,
  of,
  dialect,
  sandbox,
  word = '',
  opened,
  onOpen,
  onText,
}: {
  text: string;
  of: string;
  /** Beside the sign, where there is room for it, while none are chosen. */
  word?: string;
  dialect: string;
  sandbox: boolean;
  opened: boolean;
  onOpen: (open: boolean) => void;
  onText: (text: string) => void;
}) {
  const door = useRef<HTMLButtonElement>(null);
  const label = `Faults for ${of}`;
  const none = text === '';
  const clear = () => {
    onText('');
    // The button that was pressed goes with what it cleared.
    door.current?.focus();
  };
  return (
    <>
      <Field className={none ? 'border-transparent! bg-transparent! pl-0!' : 'border-warn/40! bg-warn/10! pl-0!'}>
        <button
          ref={door}
          type="button"
          aria-label={none ? label : `${label}: ${visible(text)}`}
          aria-haspopup="dialog"
          title={none ? label : visible(text)}
          onClick={() => onOpen(true)}
          className={clsx(
            'flex h-full min-w-6.5 items-center justify-center gap-1.5 rounded-ctl narrow:min-w-9',
            none ? 'text-fg2 hover:bg-bg3 hover:text-fg' : 'pl-2 text-warn-text',
            none && word !== '' && 'px-2',
          )}
        >
          <Bug size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
          {none && word}
          {!none && (
            // Where the bar has one row only, it stays one.
            <span className="max-w-40 truncate font-mono text-code min-[1400px]:max-[1720px]:max-w-16">
              <VisibleText text={text} />
            </span>
          )}
        </button>
        {!none && (
          <IconButton icon={X} size={12} label={`No ${label.toLowerCase()}`} className="size-6.5!" onClick={clear} />
        )}
      </Field>
      {opened && (
        <FaultDialog
          text={text}
          of={of}
          dialect={dialect}
          sandbox={sandbox}
          onText={onText}
          onClose={() => onOpen(false)}
        />
      )}
    </>
  );
}

/** The same where nobody else opens it: beside a tap's address. */
export function FaultButton(props: Omit<Parameters<typeof FaultDoor>[0], 'opened' | 'onOpen'>) {
  const [opened, setOpened] = useState(false);
  return <FaultDoor {...props} opened={opened} onOpen={setOpened} />;
}
