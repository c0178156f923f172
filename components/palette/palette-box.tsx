'use client';
import { type ComponentType, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PaletteProps } from './palette.tsx';
import { FieldLine, fieldLook } from './palette-field.tsx';

/** Fetches the list and its commands; again after a failure. */
export async function loadPalette(): Promise<ComponentType<PaletteProps>> {
  return (await import('./palette.tsx')).Palette;
}

/**
 * The dialog. It takes the focus with the stroke that opens it, and keeps what is typed until the list is there: no key reaches the page.
 * An Enter that comes too early takes the first command once it is known.
 */
export function PaletteBox({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState('');
  const [entered, setEntered] = useState(false);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [failed, setFailed] = useState(false);
  useLayoutEffect(() => {
    const box = dialog.current;
    box?.showModal();
    box?.querySelector('input')?.focus();
    // Whatever takes it off the page, the focus goes back.
    return () => box?.close();
  }, []);
  useEffect(() => {
    let wanted = true;
    loadPalette().then(
      (loaded) => wanted && setPalette(() => loaded),
      () => wanted && setFailed(true),
    );
    return () => {
      wanted = false;
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && typed.trim() !== '') setEntered(true);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the list does what Esc does
    <dialog
      ref={dialog}
      aria-label="Commands"
      data-palette=""
      onClose={({ currentTarget }) => !currentTarget.open && onClose()}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="mx-auto mt-[12dvh] mb-auto w-[min(580px,94vw)] overflow-hidden rounded-card border border-line2 bg-bg1 p-0 text-fg backdrop:bg-black/50 phone:mt-2"
    >
      {Palette !== null ? (
        <Palette typed={typed} onTyped={setTyped} takeFirst={entered} close={() => dialog.current?.close()} />
      ) : (
        <>
          <FieldLine>
            <input
              aria-label="Command"
              value={typed}
              onChange={({ target }) => {
                setTyped(target.value);
                setEntered(false);
              }}
              onKeyDown={onKeyDown}
              autoComplete="off"
              spellCheck={false}
              {...fieldLook}
            />
          </FieldLine>
          <p aria-live="polite" className="px-3.5 py-3 text-fg2">
            {failed
              ? 'The commands could not be loaded. Close this and open it again.'
              : 'The commands come in a moment.'}
          </p>
        </>
      )}
    </dialog>
  );
}
