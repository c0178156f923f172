'use client';
import clsx from 'clsx';
import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { ExportButton } from '../export-file/export-door.tsx';
import { bytesText, grouped, secondsText } from '../ui/numbers.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { partsOf } from './filter-parts.ts';
import { Looking } from './looking.tsx';
import { MemoryNote } from './memory-note.tsx';
import { Waiting } from './waiting.tsx';

/** Sums of the session on view. */
export function LogFoot() {
  const session = useConsole((state) => state.sessions.find(({ id }) => id === state.view.session));
  const filtered = useConsole((state) => partsOf(state.filter).length > 0);
  const passed = useConsole(({ filter, view }) => (partsOf(filter).length > 0 ? view.passed : 0));
  return (
    <section
      aria-label="Totals"
      className="flex min-h-6 shrink-0 items-center gap-x-3 whitespace-nowrap border-line border-t bg-bg2 px-3 py-0.5 text-data text-fg2"
    >
      {/* The button stays beside the numbers, however many lines they take. */}
      <div className="flex min-w-0 grow flex-wrap items-center gap-x-3">
        {session === undefined ? (
          <span>
            <Figure>0</Figure> frames
          </span>
        ) : (
          <>
            {filtered && (
              <span title="Entries that pass the filter, of all entries: frames, and what the log notes of the connection">
                <Figure>{grouped(passed)}</Figure> of <Figure>{grouped(session.entries)}</Figure> entries
              </span>
            )}
            {filtered && passed > 0 && <Looking />}
            <span title="Frames of this session, sent and received">
              <Figure>{grouped(session.frames)}</Figure> {session.frames === 1 ? 'frame' : 'frames'}
            </span>
            <span className="flex items-center gap-1" title="Payload bytes sent">
              <ArrowUpRight size={12} strokeWidth={2.25} className="text-out" aria-hidden="true" />
              OUT <Figure>{bytesText(session.sentBytes)}</Figure>
            </span>
            <span className="flex items-center gap-1" title="Payload bytes received">
              <ArrowDownLeft size={12} strokeWidth={2.25} className="text-in" aria-hidden="true" />
              IN <Figure>{bytesText(session.receivedBytes)}</Figure>
            </span>
            <span title="From the first to the last entry, on the server’s clock">
              <Figure>{secondsText(session.durationMs)}</Figure>
            </span>
            <span
              title="Entries the server could not keep for this page"
              className={session.dropped > 0 ? 'text-err' : ''}
            >
              dropped <Figure>{grouped(session.dropped)}</Figure>
            </span>
            <MemoryNote />
            {/* Gives way where the numbers need the room: of two of them more, all of it. */}
            <Waiting>
              <span
                className={clsx(
                  'min-w-0 grow overflow-hidden text-ellipsis text-right',
                  filtered ? 'basis-0' : 'basis-20',
                )}
                title={`${session.receivedHash}: xxh64 over the received data frames in order, each preceded by its length (32 bits, big-endian)`}
              >
                xxh64 <Figure>{session.receivedHash}</Figure>
              </span>
            </Waiting>
          </>
        )}
      </div>
      {session !== undefined && <ExportButton />}
    </section>
  );
}

function Figure({ children }: { children: ReactNode }) {
  return <span className="font-mono text-fg">{children}</span>;
}
