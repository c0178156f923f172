'use client';
import { useEffect, useRef, useState } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import { visible } from '@/lib/bytes/visible.ts';
import type { KeepAnswer, KeepWish } from '@/lib/console/rooms/keep-room.ts';
import { OpenRecordingButton } from '../import-file/open-recording-button.tsx';
import { Button } from '../ui/button.tsx';
import { stepFocus } from '../ui/menu.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { TitledDialog } from '../ui/titled-dialog.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { KeptRow } from './kept-row.tsx';
import { deletedWords, inOrder, isFound, type Order, orders, spaceWords, undoWords } from './kept-words.ts';

/** So many rows are drawn at once. */
const pageOf = 100;

/** All sessions of this browser, those on tabs too. `naming`: the session whose name and note are to be written. */
export function KeptDialog({ naming, onClose }: { naming: string | null; onClose: () => void }) {
  const facade = useFacade();
  const kept = useConsole((state) => state.kept);
  const dialog = useRef<HTMLDialogElement>(null);
  const [sought, setSought] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [order, setOrder] = useState<Order>('last');
  const [shown, setShown] = useState(() => Math.max(pageOf, kept.sessions.findIndex(({ id }) => id === naming) + 1));
  const [problem, setProblem] = useState<KeepAnswer>(null);
  useEffect(() => {
    // Opening a dialog puts the focus on its first button.
    dialog.current?.querySelector<HTMLInputElement>('[data-name]')?.focus();
    void facade.ask('keep', { op: 'look' });
  }, [facade]);

  const ask = async (wish: KeepWish) => {
    const answer = await facade.ask('keep', wish);
    setProblem(answer);
    return answer === null;
  };
  const found = inOrder(kept.sessions, order).filter((session) => isFound(session, sought));
  const picked = found.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const unpinned = kept.sessions.filter(
    ({ id, pinned }) => !pinned && kept.onTabs[id] === undefined && !kept.elsewhere.includes(id),
  );
  // The button that was pressed goes with what it did.
  const focusSearch = () =>
    requestAnimationFrame(() => dialog.current?.querySelector<HTMLElement>('input[type=search]')?.focus());
  const remove = (ids: readonly string[]) => {
    setChosen(new Set());
    void ask({ op: 'delete', ids });
    focusSearch();
  };
  return (
    <TitledDialog handle={dialog} title="Kept sessions" onClose={onClose} className="max-h-[86dvh] w-[min(760px,94vw)]">
      <div className="shrink-0 border-line border-b px-4 py-2">
        <div className="flex flex-wrap gap-2">
          <input
            type="search"
            aria-label="Find by name, note or upstream"
            placeholder="Find by name, note or upstream"
            value={sought}
            onChange={({ target }) => {
              setSought(target.value);
              setShown(pageOf);
            }}
            className="h-7 min-w-0 grow basis-60 rounded-ctl border border-line2 bg-bg0 px-2 text-fg phone:h-9"
          />
          <select
            aria-label="Order"
            value={order}
            onChange={({ target }) => setOrder(target.value as Order)}
            className="h-7 rounded-ctl border border-line2 bg-bg0 px-2 text-fg phone:h-9"
          >
            {Object.entries(orders).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </div>
        <p role="status" aria-label="Space" className="mt-1.5 text-fg2">
          {spaceWords(kept)}
        </p>
        <div className="mt-1.5 flex flex-wrap gap-2">
          <Button disabled={picked.length === 0} onClick={() => remove(picked)}>
            {picked.length === 0 ? 'Delete the ticked' : `Delete ${counted(picked.length, 'session')}`}
          </Button>
          <Button disabled={unpinned.length === 0} onClick={() => remove(unpinned.map(({ id }) => id))}>
            Delete all that are not pinned or open ({unpinned.length})
          </Button>
          <OpenRecordingButton onAsk={() => dialog.current?.close()} />
        </div>
        <p role="status" aria-label="Deleted" className="empty:hidden">
          {kept.deleted > 0 && (
            <span className="mt-1.5 flex flex-wrap items-center gap-2">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {visible(deletedWords(kept))} {undoWords}
              </span>
              <Button
                onClick={() => {
                  void ask({ op: 'undo' });
                  focusSearch();
                }}
              >
                Undo
              </Button>
            </span>
          )}
        </p>
        {problem !== null && (
          <div role="alert" className="mt-2">
            <ProblemCard problem={problem} />
          </div>
        )}
      </div>
      {found.length === 0 ? (
        <p className="p-4 text-fg2">{kept.sessions.length === 0 ? 'No session is kept.' : 'None is called so.'}</p>
      ) : (
        <ul
          aria-label="Kept sessions"
          className="min-h-0 overflow-y-auto p-2"
          onKeyDown={(event) =>
            event.target instanceof HTMLButtonElement &&
            stepFocus(event, [...event.currentTarget.querySelectorAll<HTMLElement>('[data-kept]')])
          }
        >
          {found.slice(0, shown).map((session) => (
            <KeptRow
              key={session.id}
              session={session}
              place={
                kept.onTabs[session.id] !== undefined
                  ? 'tab'
                  : kept.elsewhere.includes(session.id)
                    ? 'elsewhere'
                    : 'kept'
              }
              isOpening={kept.opening === session.id}
              ticked={chosen.has(session.id)}
              named={session.id === naming}
              onTick={(on) => {
                const next = new Set(chosen);
                if (on) next.add(session.id);
                else next.delete(session.id);
                setChosen(next);
              }}
              onOpen={async () => {
                if (!(await ask({ op: 'open', id: session.id }))) return;
                dialog.current?.close();
                askCommand('focusLog');
              }}
              onDelete={() => remove([session.id])}
              ask={ask}
            />
          ))}
          {found.length > shown && (
            <li className="p-2">
              <Button onClick={() => setShown(shown + pageOf)}>Show more ({found.length - shown})</Button>
            </li>
          )}
        </ul>
      )}
    </TitledDialog>
  );
}
