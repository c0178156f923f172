import type { Fact } from '@/lib/lessons/reference/reference.ts';

/** Things that are known, each with who says so; and those that nobody has said. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className="ref-facts" data-group>
      {facts.map((fact) => (
        <div key={fact.name} data-entry>
          <dt>{fact.name}</dt>
          <dd>
            {'unknown' in fact && <Unknown />}
            {fact.says}
            {'source' in fact && <span className="ref-source"> {fact.source}.</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Stands before what nobody has said. */
export function Unknown() {
  return (
    <>
      <span className="ref-unknown">Unknown</span>{' '}
    </>
  );
}
