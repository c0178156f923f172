import type { EntryDetail } from '@/lib/console/state.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { rawText } from './entry-json.ts';

/** The entry as text. */
export function Raw({ detail }: { detail: EntryDetail }) {
  const { text, what, cut } = rawText(detail);
  return (
    <ScrollRegion label="Raw" className="min-h-0 grow px-3 py-2">
      {detail.bytes !== null &&
        detail.facts.map(({ name, value }) => (
          <p key={name} className="text-fg2 text-label">
            {name}: <VisibleText text={value} />
          </p>
        ))}
      <p className="pb-2 text-fg3 text-label">
        {what}
        {cut && '; cut here for the screen. Save or copy gives the whole.'}
      </p>
      <pre className="whitespace-pre-wrap font-mono text-code [overflow-wrap:anywhere]">
        {text.split('\n').map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
          <span key={at} className="block min-h-[18px]">
            <VisibleText text={line} />
          </span>
        ))}
      </pre>
    </ScrollRegion>
  );
}
