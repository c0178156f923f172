import type { OpenedItem } from '@/lib/console/stream-view.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { SeverityBadge } from '../findings/severity-badge.tsx';
import { bytesText, rangeText } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { ItemFields } from './item-fields.tsx';

/** One item of the stream, whole: what is wrong with it, where its bytes are in the log, its fields, the packets inside. */
export function OpenedCard({ opened, onShow }: { opened: OpenedItem; onShow: (proof: Proof) => void }) {
  const { item, inside, places, marks } = opened;
  return (
    <ScrollRegion label="Item" className="max-h-[50%] shrink-0 border-line border-t px-3 py-2">
      <h3 className="font-semibold">
        <VisibleText text={item.title} />
      </h3>
      <p className="text-fg2 [overflow-wrap:anywhere]">
        <VisibleText text={item.says.slice(0, 400)} />
      </p>
      {marks.map(({ rule, severity, says }) => (
        <p key={`${rule} ${says}`} className="mt-1 flex items-start gap-1.5">
          <SeverityBadge severity={severity} />
          <a
            href={`/rules/${encodeURIComponent(rule)}`}
            target="_blank"
            rel="noreferrer"
            className="shrink-0 font-mono text-accent underline"
          >
            {rule}
          </a>
          <span className="[overflow-wrap:anywhere]">
            <VisibleText text={says.slice(0, 400)} />
          </span>
        </p>
      ))}
      <p className="mt-1 text-fg2">
        <span className="font-mono text-code">{rangeText(item)}</span> in the stream
        {inside.length > 0 && ', as the packets below'}.
      </p>
      <ul aria-label="Its bytes in the log" className="mt-1.5 flex flex-wrap gap-1">
        {places.map(({ seq, span }) => (
          <li key={seq}>
            <button
              type="button"
              title="Show these bytes"
              onClick={() => onShow({ seq, ...(span === undefined ? {} : { span }) })}
              className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9"
            >
              #{seq} {span !== undefined && `${rangeText(span)} in the frame`}
            </button>
          </li>
        ))}
      </ul>
      <ItemFields fields={item.fields} />
      {inside.length > 0 && (
        <ol aria-label="Packets" className="mt-1.5 grid gap-0.5">
          {inside.map(({ start, end, title, says }) => (
            <li key={start} className="flex flex-wrap gap-x-2 text-fg2">
              <span className="font-mono text-fg3 text-label">
                {rangeText({ start, end })}, {bytesText(end - start)}
              </span>
              <span className="text-fg">{title}</span>
              <span>{says}</span>
            </li>
          ))}
        </ol>
      )}
    </ScrollRegion>
  );
}
