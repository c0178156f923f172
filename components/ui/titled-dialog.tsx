'use client';
import { X } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useId } from 'react';
import { IconButton } from './icon-button.tsx';

/** A dialog that is open while it is in the page: its title and Close stand above what is in it. `className`: its size. */
export function TitledDialog({
  handle,
  title,
  onClose,
  className,
  children,
}: {
  handle: RefObject<HTMLDialogElement | null>;
  title: ReactNode;
  onClose: () => void;
  className: string;
  children: ReactNode;
}) {
  const id = useId();
  useEffect(() => handle.current?.showModal(), [handle]);
  return (
    <dialog
      ref={handle}
      aria-labelledby={id}
      onClose={onClose}
      className={`m-auto flex-col rounded-card border border-line2 bg-bg1 p-0 text-fg backdrop:bg-black/50 open:flex ${className}`}
    >
      <div className="flex shrink-0 items-center justify-between border-line border-b py-2 pr-2 pl-4">
        <h2 id={id} className="min-w-0 font-semibold text-head [overflow-wrap:anywhere]">
          {title}
        </h2>
        <IconButton icon={X} label="Close" onClick={() => handle.current?.close()} />
      </div>
      {children}
    </dialog>
  );
}
