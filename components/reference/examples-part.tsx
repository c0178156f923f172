import type { Example } from '@/lib/lessons/reference/example.ts';
import { track } from '@/lib/lessons/track.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { CopyText } from './copy-text.tsx';

/** Texts that run as they stand against the sandbox, and the lessons of this protocol. */
export function ExamplesPart({ examples, dialect }: { examples: readonly Example[]; dialect: string }) {
  const lessons = track.filter(({ start }) => start.upstream === `sandbox-${dialect}`);
  return (
    <section id="examples" aria-labelledby="examples-title" data-group>
      <h2 id="examples-title">Examples</h2>
      <p>Each of them runs as it stands against the built-in sandbox, without a key.</p>
      {examples.map(({ id, title, says, text }) => (
        <article key={id} id={`example-${id}`} aria-labelledby={`example-${id}-title`} data-entry>
          <h3 id={`example-${id}-title`}>{title}</h3>
          <p>{says}</p>
          <p className="ref-acts">
            <a href={`/?example=${id}`} aria-label={`Open in the editor: ${title}`}>
              Open in the editor
            </a>
            <CopyText name={title} text={text} />
          </p>
          <ScrollRegion label={`Steps: ${title}`} className="ref-steps">
            <pre>{text.trimEnd()}</pre>
          </ScrollRegion>
        </article>
      ))}
      {lessons.length > 0 && (
        <div data-group>
          <h3>Lessons</h3>
          <ul>
            {lessons.map(({ id, title, about }) => (
              <li key={id} data-entry>
                <a href={`/?lesson=${id}`}>{title}</a>: {about}
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
