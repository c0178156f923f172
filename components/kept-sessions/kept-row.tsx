'use client';
import { Pencil, Pin, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { KeepWish, KeptSession } from '@/lib/console/rooms/keep-room.ts';
import { CountBadge } from '../findings/severity-badge.tsx';
import { lineWithoutKeys } from '../scenario-library/without-keys.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { deleteWords, keptFacts } from './kept-words.ts';

type Ask = (wish: KeepWish) => Promise<boolean>;

/** One kept session: ticked, opened, pinned, named and noted, deleted. */
export function KeptRow({
  session,
  place,
  isOpening,
  ticked,
  named,
  onTick,
  onOpen,
  onDelete,
  ask,
}: {
  session: KeptSession;
  place: 'tab' | 'elsewhere' | 'kept';
  isOpening: boolean;
  ticked: boolean;
  /** Its name and note are being written from the start. */
  named: boolean;
  onTick: (on: boolean) => void;
  onOpen: () => void;
  onDelete: () => void;
  ask: Ask;
}) {
  const [editing, setEditing] = useState(named);
  const row = useRef<HTMLLIElement>(null);
  const called = visible(session.title);
  const done = () => {
    setEditing(false);
    requestAnimationFrame(() => row.current?.querySelector<HTMLElement>('[data-edit]')?.focus());
  };
  const isLive = place !== 'kept' && session.ended === '';
  return (
    <li ref={row} className="rounded-ctl hover:bg-bg3">
      <div className="flex items-center gap-1">
        <label className="grid size-7 shrink-0 place-items-center narrow:size-9">
          <input
            type="checkbox"
            aria-label={`Tick ${called}`}
            checked={ticked}
            disabled={isLive}
            onChange={({ target }) => onTick(target.checked)}
            className="accent-[var(--accent)]"
          />
        </label>
        <button
          type="button"
          data-kept={session.id}
          disabled={place === 'elsewhere' || isOpening}
          onClick={onOpen}
          className="min-w-0 grow px-1 py-1 text-left -outline-offset-2"
        >
          <span className="flex items-center gap-1.5 font-medium">
            <span className="truncate">
              <VisibleText text={session.title} />
            </span>
            <CountBadge counts={session.findings} />
            {place === 'tab' && <span className="font-normal text-fg2 text-label">on a tab</span>}
            {isOpening && <span className="font-normal text-fg2 text-label">is being read</span>}
          </span>
          <span className="block text-fg2 text-label">
            <VisibleText text={keptFacts(session, place)} />
          </span>
          {session.note !== '' && (
            <span className="block [overflow-wrap:anywhere]">
              <VisibleText text={session.note} />
            </span>
          )}
        </button>
        <IconButton
          icon={Pin}
          label={`Pin ${called}`}
          title={session.pinned ? `${called} is pinned: press to unpin` : `Pin ${called}`}
          aria-pressed={session.pinned}
          className={session.pinned ? 'text-accent! [&_svg]:fill-current' : undefined}
          disabled={place === 'elsewhere'}
          onClick={() => void ask({ op: 'pin', id: session.id, on: !session.pinned })}
        />
        <IconButton
          icon={Pencil}
          label={`Name and note of ${called}`}
          data-edit=""
          aria-expanded={editing}
          disabled={place === 'elsewhere'}
          onClick={() => setEditing(!editing)}
        />
        <IconButton
          icon={Trash2}
          label={deleteWords(called, session.pinned, place)}
          disabled={isLive}
          onClick={onDelete}
        />
      </div>
      {editing && <EditForm session={session} ask={ask} done={done} />}
    </li>
  );
}

/** Keys are taken out of what is typed before it is kept. */
function EditForm({ session: { id, title, note }, ask, done }: { session: KeptSession; ask: Ask; done: () => void }) {
  const facade = useFacade();
  const [name, setName] = useState(title);
  const [words, setWords] = useState(note);
  const save = async () => {
    const [cleanName, cleanNote] = await Promise.all([
      lineWithoutKeys(name, facade.scrub),
      lineWithoutKeys(words, facade.scrub),
    ]);
    const named = cleanName === title || (await ask({ op: 'rename', id, title: cleanName }));
    if (named && (cleanNote === note || (await ask({ op: 'note', id, note: cleanNote })))) done();
  };
  const field = 'h-7 w-full rounded-ctl border border-line2 bg-bg0 px-2 text-fg phone:h-9';
  return (
    <form
      className="flex flex-wrap items-end gap-2 px-2 pb-2"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The dialog stays.
        event.preventDefault();
        event.stopPropagation();
        done();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label className="grow text-fg2">
        Name
        <input
          className={field}
          data-name=""
          value={name}
          // biome-ignore lint/a11y/noAutofocus: the form was asked for with the button beside it
          autoFocus
          maxLength={120}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <label className="grow-[2] text-fg2">
        Note
        <input className={field} value={words} maxLength={500} onChange={({ target }) => setWords(target.value)} />
      </label>
      <span className="flex gap-2">
        <Button type="submit" primary disabled={name.trim() === ''}>
          Save
        </Button>
        <Button onClick={done}>Cancel</Button>
      </span>
    </form>
  );
}
