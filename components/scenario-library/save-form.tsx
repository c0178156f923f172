'use client';
import { useId, useState } from 'react';
import { useComposer, useDraft } from '@/components/compose/composer-hooks.ts';
import { useOutline } from '@/components/compose/outline-hooks.ts';
import { useFacade } from '@/components/workbench/console-context.tsx';
import type { KeptScenario } from './kept-scenarios.ts';
import { openedLast, pageLibrary, rememberOpened } from './use-library.ts';
import { withoutKeys } from './without-keys.ts';

/** Keeps the text of the editor under a name, keys taken out first. */
export function SaveForm({
  kept,
  onSaved,
}: {
  /** Those of the protocol on show. */
  kept: readonly KeptScenario[];
  onSaved: (says: string) => void;
}) {
  const { drafts } = useComposer();
  const facade = useFacade();
  const { upstream } = useDraft();
  const title = useOutline().scenario?.title ?? '';
  const last = openedLast(upstream);
  const [typed, setTyped] = useState<string | null>(null);
  const [group, setGroup] = useState(last?.group ?? '');
  const name = typed ?? last?.name ?? title;
  const id = useId();
  const there = kept.some((each) => each.name === name.trim() && each.group === group.trim());
  const save = async () => {
    const { dialect, text } = drafts.get();
    const scenario = await withoutKeys({ name: name.trim(), group: group.trim(), dialect, text }, facade.scrub);
    await pageLibrary().save(scenario);
    rememberOpened(upstream, scenario);
    setTyped(null);
    onSaved(`Saved “${scenario.name}”.`);
  };
  const groups = [...new Set(kept.map((each) => each.group))].filter(Boolean);
  return (
    <form
      className="library-save"
      aria-label="Save the text"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void save();
      }}
    >
      <label>
        Name
        <input value={name} onChange={({ target }) => setTyped(target.value)} autoComplete="off" maxLength={120} />
      </label>
      <label>
        Group
        <input
          value={group}
          onChange={({ target }) => setGroup(target.value)}
          autoComplete="off"
          list={`${id}-groups`}
          maxLength={60}
        />
      </label>
      <datalist id={`${id}-groups`}>
        {groups.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      <button type="submit" disabled={name.trim() === ''}>
        {there ? 'Save over it' : 'Save the text'}
      </button>
    </form>
  );
}
