import type { Course } from '@/lib/lessons/reference/reference.ts';
import { CoursePicture } from './course-picture.tsx';
import { Unknown } from './fact-list.tsx';
import { LessonLinks } from './lesson-links.tsx';
import { Cell, ReferenceTable } from './reference-table.tsx';

/** The states of a session: drawn, and in words. */
export function CoursePart({ course, dialect }: { course: Course; dialect: string }) {
  const { states, outOfPlace } = course;
  const titles = new Map(states.map(({ id, title }) => [id, title]));
  return (
    <section id="states" aria-labelledby="states-title" data-group>
      <h2 id="states-title">States</h2>
      <p>
        A socket as its client sees it; the rules about order go by it.
        <LessonLinks dialect={dialect} anchor="states" />
      </p>
      <CoursePicture course={course} name="The states of a session, and what leads from one to another" />
      <ReferenceTable name="States" heads={['State', 'What it means', 'What leads on']}>
        {states.map(({ id, title, says }) => (
          <tr key={id} data-entry>
            <Cell head="State">{title}</Cell>
            <Cell head="What it means">{says}</Cell>
            <Cell head="What leads on">{leadsOn(course, id, titles)}</Cell>
          </tr>
        ))}
      </ReferenceTable>
      <ReferenceTable name="Out of place" heads={['State', 'The client sends', 'What is wrong', 'What comes of it']}>
        {outOfPlace.map(({ state, event, rule, says, unknown }) => (
          <tr key={`${state} ${event}`} data-entry>
            <Cell head="State">{titles.get(state)}</Cell>
            <Cell head="The client sends" code>
              {event}
            </Cell>
            <Cell head="What is wrong">
              {says}
              {rule !== null && (
                <>
                  {' '}
                  <a href={`/rules/${rule}`} className="ref-code">
                    {rule}
                  </a>
                </>
              )}
            </Cell>
            <Cell head="What comes of it">
              <Unknown />
              {unknown}
            </Cell>
          </tr>
        ))}
      </ReferenceTable>
    </section>
  );
}

/** `stop: Waiting for finish. finish, error: Finished.` */
function leadsOn({ moves, outOfPlace }: Course, state: string, titles: ReadonlyMap<string, string>): string {
  const ways = new Map<string, string[]>();
  for (const { from, by, event, to } of moves) {
    const isWrong = by === 'client' && outOfPlace.some((one) => one.state === state && one.event === event);
    if (!from.includes(state) || to === state || isWrong) continue;
    ways.set(to, [...(ways.get(to) ?? []), `${event} (${by})`]);
  }
  return [...ways].map(([to, events]) => `${events.join(' or ')}: ${titles.get(to)}.`).join(' ');
}
