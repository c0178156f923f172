'use client';
import { Download, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useFacade } from '@/components/workbench/console-context.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { KeptScenario } from './kept-scenarios.ts';
import { pageLibrary } from './use-library.ts';
import { withoutKeys } from './without-keys.ts';

type Props = {
  kept: KeptScenario;
  open: (text: string, called: KeptScenario) => void;
  save: (kept: KeptScenario) => void;
  /** Called before it is deleted. */
  onDelete: () => void;
};

/** One scenario of this browser: open, name, take out as a file, delete. */
export function KeptItem({ kept, open, save, onDelete }: Props) {
  const [naming, setNaming] = useState(false);
  const called = visible(kept.name);
  if (naming) {
    const done = () => {
      setNaming(false);
      // With another group it stands elsewhere.
      requestAnimationFrame(() => document.getElementById(`library-${kept.id}`)?.focus());
    };
    return <NameForm kept={kept} done={done} />;
  }
  return (
    <li>
      <button type="button" id={`library-${kept.id}`} className="library-open" onClick={() => open(kept.text, kept)}>
        <b>
          <VisibleText text={kept.name} />
        </b>
      </button>
      <IconButton icon={Pencil} label={`Rename ${called}`} onClick={() => setNaming(true)} />
      <IconButton icon={Download} label={`Export ${called}`} onClick={() => save(kept)} />
      <IconButton
        icon={Trash2}
        label={`Delete ${called}`}
        onClick={() => {
          onDelete();
          void pageLibrary().remove(kept.id);
        }}
      />
    </li>
  );
}

function NameForm({ kept, done }: { kept: KeptScenario; done: () => void }) {
  const facade = useFacade();
  const [name, setName] = useState(kept.name);
  const [group, setGroup] = useState(kept.group);
  return (
    <li>
      <form
        className="library-save"
        onKeyDown={(event) => {
          if (event.key === 'Escape') done();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          void withoutKeys({ ...kept, name, group }, facade.scrub).then((clean) =>
            pageLibrary().rename(kept.id, clean.name, clean.group),
          );
          done();
        }}
      >
        <label>
          New name
          {/* biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed */}
          <input value={name} autoFocus onChange={({ target }) => setName(target.value)} maxLength={120} />
        </label>
        <label>
          New group
          <input value={group} onChange={({ target }) => setGroup(target.value)} maxLength={60} />
        </label>
        <button type="submit" disabled={name.trim() === ''}>
          Rename
        </button>
        <button type="button" onClick={done}>
          Cancel
        </button>
      </form>
    </li>
  );
}
