import type { AudioFacts } from '@/lib/lessons/reference/reference.ts';
import { FactList } from './fact-list.tsx';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** Formats, pieces, and how long others waited for the first of them. */
export function AudioPart({ audio: { formats, firstAudio, pieces, facts } }: { audio: AudioFacts }) {
  return (
    <section id="audio" aria-labelledby="audio-title" data-group>
      <h2 id="audio-title">Audio</h2>
      <ReferenceTable name="Formats" heads={['Format', 'Container', 'Rates', 'What to know', 'Source']}>
        {formats.map(({ format, container, rates, says, source }) => (
          <tr key={format} data-entry>
            <Cell head="Format" code>
              {format}
            </Cell>
            <Cell head="Container">{container}</Cell>
            <Cell head="Rates">{rates}</Cell>
            <Cell head="What to know">{says}</Cell>
            <Cell head="Source">{source}</Cell>
          </tr>
        ))}
      </ReferenceTable>
      {firstAudio.length > 0 && (
        <ReferenceTable name="Times, as others measured them" heads={['What', 'Measured', 'By whom']}>
          {firstAudio.map(({ what, measured, source }) => (
            <tr key={what} data-entry>
              <Cell head="What">{what}</Cell>
              <Cell head="Measured">{measured}</Cell>
              <Cell head="By whom">{source}</Cell>
            </tr>
          ))}
        </ReferenceTable>
      )}
      {pieces.length > 0 && (
        <div data-group>
          <h3>Sizes of the pieces</h3>
          <FactList facts={pieces} />
        </div>
      )}
      <FactList facts={facts} />
    </section>
  );
}
