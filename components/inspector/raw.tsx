'use client';
import { useState } from 'react';
import type { EntryDetail } from '@/lib/console/state.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { rawText } from './entry-json.ts';

/** More than this is not shown even when all is asked for: a page holds no more text in one piece. */
const mostShown = 2_000_000;

/** The entry as text. */
export function Raw({ detail }: { detail: EntryDetail }) {
  // Numbers begin anew in every session.
  const entry = `${detail.session} ${detail.seq}`;
  const [whole, setWhole] = useState('');
  const { text, what, cut } = whole === entry ? rawText(detail, mostShown, true) : rawText(detail);
  return (
    <ScrollRegion label="As text" className="min-h-0 grow px-3 py-2">
      <p className="text-fg2">{what}</p>
      {detail.bytes !== null &&
        detail.facts.map(({ name, value }) => (
          <p key={name} className="text-fg2 text-label">
            {name}: <VisibleText text={value} />
          </p>
        ))}
      <p className="pb-2 text-fg3 text-label">
        {cut && 'Cut here for the screen: save or copy gives the whole.'}{' '}
        {cut && whole !== entry && detail.bytes !== null && (
          <button type="button" className="text-accent underline" onClick={() => setWhole(entry)}>
            Show all ({sizeWords(detail.bytes.length)})
          </button>
        )}
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

/** `256 KiB`; below one of them in bytes. */
function sizeWords(bytes: number): string {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} KiB`;
}
