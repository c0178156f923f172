'use client';
import { GraduationCap } from 'lucide-react';
import { useRef } from 'react';
import { openLessons } from '../lessons/lesson-place.ts';
import { PlainHttpDoor } from '../plain-http/plain-http-door.tsx';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { keyHelp } from './keys.ts';

/** The list of keys. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <TitledDialog handle={dialog} title="Keys" onClose={onClose} className="max-h-[86dvh] w-[min(680px,92vw)]">
      <ScrollRegion label="All keys" className="min-h-0 overflow-y-auto">
        <div className="px-4 pt-4 empty:hidden">
          <PlainHttpDoor />
        </div>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-4">
          <p className="min-w-40 grow basis-0 text-fg2">
            The lessons stand beside the page: each step is checked against what crosses the wire.
          </p>
          <Button
            onClick={() => {
              dialog.current?.close();
              openLessons(null);
            }}
          >
            <GraduationCap size={14} strokeWidth={1.75} aria-hidden="true" />
            Lessons
          </Button>
          <a href="/reference" target="_blank" rel="noreferrer" className="text-accent underline">
            Reference
          </a>
        </div>
        <div className="columns-2 gap-8 p-4 phone:columns-1">
          {keyHelp.map(({ where, keys }) => (
            <section key={where} className="mb-4 break-inside-avoid">
              <h3 className="mb-1 text-fg3 text-label">{where}</h3>
              <dl>
                {keys.map(({ keys: names, does }) => (
                  <div key={does} className="flex items-center gap-3 border-line border-t py-1">
                    <dt className="flex w-32 shrink-0 gap-1">
                      {names.map((name) => (
                        <Kbd key={name}>{name}</Kbd>
                      ))}
                    </dt>
                    <dd className="text-fg2">{does}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </ScrollRegion>
    </TitledDialog>
  );
}
