'use client';
import { useEffect } from 'react';
import type { ItemPart } from '@/lib/audio/inspect/container-item.ts';
import type { ContainerSight, EntryDetail } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { bytesText, grouped, offsetText } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { cutWords, frameSpan } from './part-words.ts';

/** The audio container as far as it stands in this frame. `onShow` goes to bytes of the frame. */
export function AudioPane({ detail, onShow }: { detail: EntryDetail; onShow: (proof: Proof) => void }) {
  const { container, seq } = detail;
  const facade = useFacade();
  useEffect(() => {
    facade.setAudioView(true);
    return () => facade.setAudioView(false);
  }, [facade]);
  if (container === undefined) return <p className="px-3 py-2 text-fg2">Reading the container.</p>;
  if (container === null) return <p className="px-3 py-2 text-fg2">No audio was received in this entry.</p>;
  return (
    <ScrollRegion label="Audio container" className="grid min-h-0 grow content-start gap-2 px-3 py-2">
      <p className="text-fg2">
        Asked for as {container.format}. {bytesText(container.end - container.start)} of the stream, bytes{' '}
        {grouped(container.start)} to {grouped(container.end)}.
      </p>
      {container.note === 'far' && (
        <p className="text-fg2">The stream begins too far back to be read again for this frame.</p>
      )}
      {container.note === null && container.parts.length === 0 && (
        <p className="text-fg2">Nothing of the container can be told from these bytes yet.</p>
      )}
      {container.parts.map((part) => (
        <Part key={`${part.item.start} ${part.item.kind}`} part={part} sight={container} seq={seq} onShow={onShow} />
      ))}
      {container.more > 0 && <p className="text-fg3">{grouped(container.more)} more in this frame.</p>}
    </ScrollRegion>
  );
}

function Part({
  part,
  sight,
  seq,
  onShow,
}: {
  part: ItemPart;
  sight: ContainerSight;
  seq: number;
  onShow: (proof: Proof) => void;
}) {
  const { item } = part;
  const span = frameSpan(sight, item);
  const cut = cutWords(part);
  return (
    <article
      aria-label={item.title}
      className={`rounded-card border px-2.5 py-2 ${item.kind === 'damage' ? 'border-err/35 bg-err/8' : 'border-line2'}`}
    >
      <h3 className="flex items-start gap-2 font-semibold">
        <span className="grow">
          <VisibleText text={item.title} />
        </span>
        {span !== null && (
          <button
            type="button"
            onClick={() => onShow({ seq, span })}
            title="Show these bytes"
            className="min-h-6 shrink-0 rounded-ctl border border-line2 px-1.5 font-mono font-normal text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9"
          >
            {offsetText(span.start)}–{offsetText(span.end - 1)}
          </button>
        )}
      </h3>
      <p className="text-fg2 [overflow-wrap:anywhere]">
        <VisibleText text={item.says.slice(0, 400)} />
        {cut !== '' && <span className="text-fg3"> It {cut}.</span>}
      </p>
      {item.fields.length > 0 && (
        <dl className="mt-1 grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] gap-x-4">
          {item.fields.map(({ name, value, says }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two packets of a page have fields of one name
            <div key={at} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-fg3">{name}</dt>
              <dd className="font-mono text-code [overflow-wrap:anywhere]">
                <VisibleText text={value.slice(0, 200)} />
                {says !== undefined && (
                  <span className="font-sans text-fg2">
                    {' '}
                    <VisibleText text={says} />
                  </span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
