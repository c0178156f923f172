'use client';
import { useEffect, useRef } from 'react';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { pageLibrary, useFormer, useLasting } from './use-library.ts';

/** What became of the last action, what can be brought back, and whether it lasts. */
export function LibraryStatus({ says }: { says: string }) {
  const former = useFormer();
  const lasting = useLasting();
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // What had the focus may have gone with what was deleted.
    if (former !== null && document.activeElement === document.body) undo.current?.focus();
  }, [former]);
  return (
    <>
      <p role="status" className="library-status">
        <VisibleText text={says} />
        {!lasting && ' This browser keeps nothing: your scenarios last as long as this page. Export them.'}
      </p>
      {former !== null && (
        <p className="library-status">
          {former.what === 'deleted' ? 'Deleted' : 'Saved over the former'} “<VisibleText text={former.scenario.name} />
          ”.{' '}
          <button
            ref={undo}
            type="button"
            onClick={({ currentTarget }) => {
              currentTarget.closest<HTMLElement>('.library')?.focus();
              void pageLibrary().undo();
            }}
          >
            Undo
          </button>
        </p>
      )}
    </>
  );
}
