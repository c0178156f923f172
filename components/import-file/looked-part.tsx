'use client';
import { useId, useState } from 'react';
import type { LookedFile, LookedSocket } from '@/lib/console/rooms/import-room.ts';
import { dialects } from '@/lib/dialects/registry.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { fileWords, openWords, socketWords } from './import-words.ts';
import { type Here, useHere } from './use-here.ts';
import type { Choice } from './use-import.ts';

/** So many at once have room on the page; the others are opened after them. */
const mostAtOnce = 50;

/** What a file is, and what of it is to be opened. */
export function LookedPart({
  file,
  onOpen,
  onShown,
}: {
  file: LookedFile;
  onOpen: (choice: Choice) => void;
  /** A session that was here already is shown. */
  onShown: () => void;
}) {
  const { sockets } = file;
  const hereOf = useHere();
  const [ticked, setTicked] = useState<ReadonlySet<number>>(
    () => new Set(sockets.slice(0, mostAtOnce).map(({ id }) => id)),
  );
  const [spoken, setSpoken] = useState<ReadonlyMap<number, string>>(new Map());
  const [redact, setRedact] = useState(true);
  const chosen = sockets.filter(({ id }) => ticked.has(id));
  const tick = (id: number, on: boolean) => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const tooMany = chosen.length > mostAtOnce;
  return (
    <>
      <p className="[overflow-wrap:anywhere]">
        <VisibleText text={fileWords(file)} />
      </p>
      {file.verdict !== null && (
        <p className={`mt-1 font-medium ${file.verdict.ok ? '' : 'text-warn-text'}`}>
          This file: <VisibleText text={file.verdict.says} />.
        </p>
      )}
      {file.problem !== null && (
        <div role="alert" className="mt-2">
          <ProblemCard problem={file.problem} showsCode={false} />
        </div>
      )}
      {file.notes.length > 0 && (
        <ul aria-label="Notes on the file" className="mt-2 list-disc pl-5 text-fg2">
          {[...new Set(file.notes)].map((note) => (
            <li key={note} className="[overflow-wrap:anywhere]">
              <VisibleText text={note} />
            </li>
          ))}
        </ul>
      )}
      {sockets.length > 1 && (
        <div className="mt-3 flex gap-2">
          <Button onClick={() => setTicked(new Set(sockets.slice(0, mostAtOnce).map(({ id }) => id)))}>Tick all</Button>
          <Button onClick={() => setTicked(new Set())}>Tick none</Button>
        </div>
      )}
      <ul aria-label="Sessions in the file" className="mt-2 border-line border-y">
        {sockets.map((socket) => (
          <SocketRow
            key={socket.id}
            socket={socket}
            ticked={sockets.length === 1 ? null : ticked.has(socket.id)}
            onTick={(on) => tick(socket.id, on)}
            dialect={spoken.get(socket.id) ?? dialectOf(socket)}
            here={hereOf(socket)}
            onShown={onShown}
            onDialect={file.isOwn && isKnown(socket) ? null : (id) => setSpoken(new Map(spoken).set(socket.id, id))}
          />
        ))}
      </ul>
      {!file.isOwn && (
        <label className="mt-3 flex items-start gap-2">
          <input
            type="checkbox"
            checked={redact}
            onChange={({ target }) => setRedact(target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-accent phone:size-5"
          />
          <span>
            <span className="block font-medium">Remove what looks like a secret</span>
            <span className="block text-fg2">
              Keys in headers, addresses and events are masked in any case. The others of a file from elsewhere are not
              known here: they are found by how they look, and a filler of the same length takes their place.
            </span>
          </span>
        </label>
      )}
      {/* In sight however long the list is: the focus on it does not scroll the list away. */}
      <div className="-mx-4 -mb-3 -bottom-3 sticky mt-3 flex flex-wrap items-center gap-3 border-line border-t bg-bg1 px-4 py-2.5">
        <Button
          primary
          autoFocus
          disabled={chosen.length === 0 || tooMany}
          onClick={() =>
            onOpen({
              sockets: chosen.map((one) => ({ id: one.id, dialect: spoken.get(one.id) ?? dialectOf(one) })),
              redact,
            })
          }
        >
          {openWords(chosen.length, file, chosen[0] !== undefined && hereOf(chosen[0]) !== null)}
        </Button>
        {tooMany && <span className="text-fg2">At most {mostAtOnce} at once.</span>}
      </div>
    </>
  );
}

/** A recording of a later day may be of a protocol that nobody knows here. */
function isKnown({ dialect }: LookedSocket): boolean {
  return dialects.some(({ id }) => id === dialect);
}

function dialectOf(socket: LookedSocket): string {
  return isKnown(socket) ? socket.dialect : (dialects[0]?.id ?? '');
}

function SocketRow({
  socket,
  ticked,
  onTick,
  dialect,
  here,
  onShown,
  onDialect,
}: {
  socket: LookedSocket;
  here: Here | null;
  onShown: () => void;
  /** Null where there is nothing to choose from. */
  ticked: boolean | null;
  onTick: (on: boolean) => void;
  dialect: string;
  /** Null where the file itself says it. */
  onDialect: ((id: string) => void) | null;
}) {
  const id = useId();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-t py-1.5 first:border-t-0">
      {ticked !== null && (
        <input
          type="checkbox"
          aria-labelledby={id}
          checked={ticked}
          onChange={({ target }) => onTick(target.checked)}
          className="size-4 shrink-0 accent-accent phone:size-5"
        />
      )}
      <span className="min-w-40 grow basis-0 [overflow-wrap:anywhere]">
        <span id={id}>
          <VisibleText text={socket.title} />
        </span>
        <span className="block text-fg2">{[socketWords(socket), ...socket.notes].join('; ')}</span>
        {here !== null && (
          <span className="flex flex-wrap items-center gap-x-2">
            <span>
              Here already, as <VisibleText text={here.title} />
              {here.notWhole && ', of a file that was not whole'}.
            </span>
            <Button
              onClick={() => {
                here.show();
                onShown();
              }}
            >
              Show it
            </Button>
          </span>
        )}
      </span>
      {onDialect === null ? (
        <span className="text-fg2">
          <VisibleText text={dialects.find((one) => one.id === dialect)?.title ?? dialect} />
        </span>
      ) : (
        <label className="flex items-center gap-2 text-fg2">
          {socket.isSure ? 'Protocol' : 'Protocol (a guess)'}
          <select
            aria-describedby={id}
            value={dialect}
            onChange={({ target }) => onDialect(target.value)}
            className="h-7 rounded-ctl border border-line2 bg-bg0 px-1.5 text-fg phone:h-9"
          >
            {dialects.map(({ id: value, title }) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </li>
  );
}
