'use client';
import { useConsole } from '../workbench/console-context.tsx';
import { tappedOf } from './tap-words.ts';
import { TappedItem } from './tapped-item.tsx';

/** The connections that came through the tap, live ones first. */
export function TappedList() {
  const sessions = useConsole((state) => state.sessions);
  const active = useConsole((state) => state.active);
  const tapped = tappedOf(sessions);
  return (
    <section aria-label="Connections through the tap" className="flex flex-col gap-1.5">
      {tapped.length === 0 ? (
        <p className="max-w-[90ch] text-fg2">
          No client has come yet. Give one the base URL and run it: it appears here, and as a session of its own.
          &quot;Set up a client&quot; has the line to change for each client that is known.
        </p>
      ) : (
        <>
          <ul aria-label="Tapped connections" className="flex flex-col gap-1">
            {tapped.map((session) => (
              <TappedItem key={session.id} session={session} shown={session.id === active} />
            ))}
          </ul>
          <p className="max-w-[90ch] text-fg2">
            Spliced: bytes go from socket to socket as they are. Parsed: frame by frame, since the address names faults,
            or a rule was armed when the connection opened. Plain HTTP: calls over one connection of the client.
          </p>
        </>
      )}
    </section>
  );
}
