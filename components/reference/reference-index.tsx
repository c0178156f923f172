import './reference.css';
import { referencePath } from '@/lib/lessons/reference/anchors.ts';
import { references } from '@/lib/lessons/reference/references.ts';
import { ReferenceHead } from './reference-head.tsx';

/** Every protocol there is a reference of. */
export function ReferenceIndex() {
  return (
    <div className="ref ref-index">
      <ReferenceHead />
      <main className="ref-main">
        <h1>Reference</h1>
        <p>What is known of each protocol, and what is not; made from the schemas and rules this console runs on.</p>
        {references.map(({ id, title, about, events, rules, examples }) => (
          <section key={id} aria-labelledby={`${id}-title`}>
            <h2 id={`${id}-title`}>
              <a href={referencePath(id)}>{title}</a>
            </h2>
            <p>{about}</p>
            <p>
              <a href={referencePath(id, 'events')}>{events.length} events</a>,{' '}
              <a href={referencePath(id, 'states')}>the states of a session</a>,{' '}
              <a href={referencePath(id, 'rules')}>{rules.length} rules</a>,{' '}
              <a href={referencePath(id, 'examples')}>{examples.length} examples</a>
            </p>
          </section>
        ))}
      </main>
    </div>
  );
}
