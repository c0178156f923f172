import { type ClientCard, evidenceWords, type Known, lookedAt } from '@/lib/lessons/tap-clients/client-card.ts';

/** Real clients: what each does, and what it hides from its user. The lines that point one at a tap are in the console. */
export function ClientsPart({ clients }: { clients: readonly ClientCard[] }) {
  return (
    <section id="clients" aria-labelledby="clients-title" data-group>
      <h2 id="clients-title">Clients</h2>
      <p>Looked at on {lookedAt}. The lines that point each of them at this console are in its drawer, tab Tap.</p>
      {clients.map(({ id, title, version, install, hides, does }) => (
        <article key={id} aria-labelledby={`client-${id}`} className="ref-client" data-entry>
          <h3 id={`client-${id}`}>{title}</h3>
          <p>
            {version}. {install !== null && <code>{install}</code>}
          </p>
          <h4>What it hides from its user</h4>
          <KnownList all={hides} />
          <h4>What it does</h4>
          <KnownList all={does} />
        </article>
      ))}
    </section>
  );
}

function KnownList({ all }: { all: readonly Known[] }) {
  return (
    <ul>
      {all.map(({ says, by }) => (
        <li key={says}>
          {says}{' '}
          {by === null ? (
            <span className="ref-unknown">Unknown</span>
          ) : (
            <span className="ref-source">({evidenceWords[by]})</span>
          )}
        </li>
      ))}
    </ul>
  );
}
