'use client';
import { CircleQuestionMark, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { PlainHttpDoor } from '../plain-http/plain-http-door.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { keyHelp } from './keys.ts';
import { answerCommand } from './page-commands.ts';

/** The button and the list of keys it opens. */
export function KeysHelp() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => answerCommand('showKeys', () => dialog.current?.showModal()), []);
  return (
    <>
      {/* A phone has no keys; with one attached, "?" opens it too. */}
      <IconButton
        icon={CircleQuestionMark}
        size={16}
        label="Keys"
        className="phone:hidden"
        onClick={() => dialog.current?.showModal()}
      />
      <dialog
        ref={dialog}
        aria-labelledby="keys-title"
        className="m-auto max-h-[86dvh] w-[min(680px,92vw)] overflow-y-auto rounded-card border border-line2 bg-bg1 p-0 text-fg backdrop:bg-black/50"
      >
        <div className="sticky top-0 flex items-center justify-between border-line border-b bg-bg1 py-2 pr-2 pl-4">
          <h2 id="keys-title" className="font-semibold text-head">
            Keys
          </h2>
          <IconButton icon={X} label="Close" onClick={() => dialog.current?.close()} />
        </div>
        <div className="px-4 pt-4 empty:hidden">
          <PlainHttpDoor />
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
      </dialog>
    </>
  );
}
