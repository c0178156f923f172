'use client';
import { History } from 'lucide-react';
import { useState } from 'react';
import { PopoverButton } from '@/components/ui/popover-button.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useComposer, useDraft } from './composer-hooks.ts';
import type { KeptText } from './draft-shelf.ts';
import { versionWords } from './version-words.ts';

/** Texts of this upstream that gave way to another, or were typed in another tab or at an earlier visit: a press fetches one back. */
export function VersionMenu() {
  const composer = useComposer();
  const { upstream } = useDraft();
  const [kept, setKept] = useState<readonly (KeptText & { when: string; what: string })[] | null>(null);
  const look = async (box: HTMLElement) => {
    box.focus();
    const versions = await composer.keeper.versions(upstream);
    setKept(versions.map((each) => ({ ...each, ...versionWords(each, new Date()) })));
  };
  return (
    <PopoverButton
      icon={History}
      label="Earlier texts"
      role="dialog"
      disabled={upstream === ''}
      onOpen={(box) => void look(box)}
    >
      <div className="compose-files">
        <p>What was typed for this upstream before, here or in another tab. The text you have now is kept as well.</p>
        {kept?.length === 0 ? <p>None yet.</p> : null}
        <ul aria-label="Earlier texts">
          {(kept ?? []).map(({ id, text, when, what }) => (
            <li key={id}>
              <button
                type="button"
                className="compose-version"
                onClick={(event) => {
                  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
                  void composer.replaceText(text, true);
                }}
              >
                <b>{when}</b> <VisibleText text={what} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </PopoverButton>
  );
}
