import { Fragment } from 'react';
import { eventAnchor, fieldAnchor } from '@/lib/lessons/reference/anchors.ts';
import type { FieldFacts } from '@/lib/lessons/reference/field-facts.ts';
import type { EventFacts } from '@/lib/lessons/reference/reference.ts';
import { Unknown } from './fact-list.tsx';
import { LessonLinks } from './lesson-links.tsx';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** One event: who sends it, what it does, and its fields. */
export function EventPart({ event, dialect }: { event: EventFacts; dialect: string }) {
  const { name, from, says, fields, example } = event;
  const anchor = eventAnchor(name);
  return (
    <section id={anchor} aria-labelledby={`${anchor}-title`} className="ref-event" data-group>
      <div data-entry={`${name} event`} data-heads>
        <h3 id={`${anchor}-title`}>
          <code>{name}</code> <span className="ref-from" data-from={from}>{`sent by the ${from}`}</span>
        </h3>
        <p>
          {says}
          {example !== null && (
            <>
              {' '}
              <a href={`#example-${example}`}>Example</a>
            </>
          )}
          <LessonLinks dialect={dialect} anchor={anchor} />
        </p>
      </div>
      {fields.length > 0 && (
        <ReferenceTable name={`Fields of ${name}`} heads={['Field', 'Type', 'May be', 'Left out', 'What it is']}>
          {fields.map((field) => (
            <FieldRow key={field.path} event={name} field={field} />
          ))}
        </ReferenceTable>
      )}
    </section>
  );
}

function FieldRow({ event, field }: { event: string; field: FieldFacts }) {
  const { path, type, says, since, drift, unknown } = field;
  return (
    <tr id={fieldAnchor(event, path)} data-entry={event}>
      <Cell head="Field" code>
        <BrokenPath path={path} />
      </Cell>
      <Cell head="Type">{type}</Cell>
      <Cell head="May be">{rangeWords(field)}</Cell>
      <Cell head="Left out">{leftOutWords(field)}</Cell>
      <Cell head="What it is">
        {[says, since].join(' ')}
        {drift !== '' && <span className="ref-drift"> {drift}</span>}
        {unknown !== '' && (
          <>
            {' '}
            <Unknown />
            {unknown}
          </>
        )}
      </Cell>
    </tr>
  );
}

/** Where it is too long for its column it is broken behind a dot or a line. */
function BrokenPath({ path }: { path: string }) {
  return path.split(/(?<=[._])/).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a path have no name but their place
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function rangeWords({ type, values, older, least, most }: FieldFacts): string {
  const listed = values.join(', ');
  const earlier = older.length === 0 ? '' : `; from earlier documents: ${older.join(', ')}`;
  if (listed !== '') return listed + earlier;
  if (least !== null && most !== null) return `${least} to ${most}`;
  if (least !== null) return `${least} or more`;
  if (most !== null) return `${most} or less`;
  return type.startsWith('map') ? 'the fields of it below' : 'any';
}

function leftOutWords({ required, byDefault }: FieldFacts): string {
  if (required) return 'required';
  return byDefault === undefined ? 'allowed' : `default ${JSON.stringify(byDefault)}`;
}
