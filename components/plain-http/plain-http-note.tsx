import { LockOpen } from 'lucide-react';
import { useId } from 'react';
import { lostHere } from './lost-here.ts';

/** What is lost here, and what to do. */
export function PlainHttpNote() {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mb-6 flex items-start gap-4 border-warn border-l-2 bg-bg2 py-3 pr-4 pl-3">
      <LockOpen size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn-text" aria-hidden="true" />
      <div className="min-w-0">
        <h2 id={id} className="font-semibold text-head">
          This page came over plain HTTP
        </h2>
        <ul className="mt-1 ml-4 list-disc">
          {lostHere.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p className="mt-1 text-fg2">
          Put TLS in front of the server (&quot;For a team&quot; in its README has the lines for nginx and Caddy), or
          open the page on the server’s own machine, as http://127.0.0.1 with its port.
        </p>
      </div>
    </section>
  );
}
