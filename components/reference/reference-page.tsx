import './reference.css';
import { eventAnchor, referencePath } from '@/lib/lessons/reference/anchors.ts';
import type { Reference } from '@/lib/lessons/reference/reference.ts';
import { references } from '@/lib/lessons/reference/references.ts';
import { AudioPart } from './audio-part.tsx';
import { ClientsPart } from './clients-part.tsx';
import { ConnectionPart } from './connection-part.tsx';
import { CoursePart } from './course-part.tsx';
import { EventPart } from './event-part.tsx';
import { ExamplesPart } from './examples-part.tsx';
import { FactList } from './fact-list.tsx';
import { PageSearch } from './page-search.tsx';
import { ReferenceHead } from './reference-head.tsx';
import { RulesPart } from './rules-part.tsx';
import { StatusPart } from './status-part.tsx';

/** The reference of one protocol, whole from its data. */
export function ReferencePage({ reference }: { reference: Reference }) {
  const { id, title, about, asOf, events, framing } = reference;
  const others = references.filter((one) => one.id !== id);
  return (
    <div className="ref">
      <ReferenceHead>
        {others.map((other) => (
          <a key={other.id} href={referencePath(other.id)}>
            {other.title}
          </a>
        ))}
      </ReferenceHead>
      <nav aria-label="Contents" className="ref-contents">
        <Contents reference={reference} />
      </nav>
      <main className="ref-main">
        <h1>{title}: reference</h1>
        <p>
          {about} {asOf} Nothing here was measured against the live service by us; what nobody has said is marked{' '}
          <span className="ref-unknown">Unknown</span>.
        </p>
        <PageSearch />
        <ConnectionPart connection={reference.connection} />
        <section id="events" aria-labelledby="events-title" data-group>
          <h2 id="events-title">Events</h2>
          <FactList facts={framing} />
          {events.map((event) => (
            <EventPart key={eventAnchor(event.name)} event={event} dialect={id} />
          ))}
        </section>
        <AudioPart audio={reference.audio} />
        <CoursePart course={reference.course} dialect={id} />
        <StatusPart statuses={reference.statuses} facts={reference.statusFacts} />
        <RulesPart rules={reference.rules} />
        <ClientsPart clients={reference.clients} />
        <ExamplesPart examples={reference.examples} dialect={id} />
      </main>
    </div>
  );
}

function Contents({ reference: { events } }: { reference: Reference }) {
  return (
    <ul>
      <Line to="connection" says="Connection" />
      <li>
        <a href="#events">Events</a>
        <ul>
          {events.map(({ name, from }) => (
            <li key={name}>
              <a href={`#${eventAnchor(name)}`} className="ref-code" data-from={from}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </li>
      <Line to="audio" says="Audio" />
      <Line to="states" says="States" />
      <Line to="status" says="Refusals" />
      <Line to="rules" says="Rules" />
      <Line to="clients" says="Clients" />
      <Line to="examples" says="Examples" />
    </ul>
  );
}

function Line({ to, says }: { to: string; says: string }) {
  return (
    <li>
      <a href={`#${to}`}>{says}</a>
    </li>
  );
}
