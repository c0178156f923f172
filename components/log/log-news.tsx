'use client';
import { useEffect, useRef, useState } from 'react';
import { mostPins } from '@/lib/console/initial-state.ts';
import { useConsole } from '../workbench/console-context.tsx';

type Marks = { session: string | null; zero: number | null; pins: string; refused: number };

export const pinsAreFull = `${mostPins} rows are the most; let one go first`;

/** Says what became of the zero and of the pins to those who do not see the rows. */
export function LogNews() {
  const session = useConsole((state) => state.view.session);
  const zero = useConsole((state) => state.view.zero);
  const pins = useConsole((state) => state.view.pins.map(({ seq }) => seq).join(' '));
  const refused = useConsole((state) => state.view.pinsRefused);
  const before = useRef<Marks>({ session, zero, pins, refused });
  const [words, setWords] = useState('');
  useEffect(() => {
    const now = { session, zero, pins, refused };
    const news = newsOf(before.current, now);
    before.current = now;
    if (news !== null) setWords(news);
  }, [session, zero, pins, refused]);
  return (
    <div role="status" aria-label="Pins and zero" className="sr-only">
      {words}
    </div>
  );
}

/** What changed in one session, as a sentence; null for nothing, and for another session. */
export function newsOf(before: Marks, now: Marks): string | null {
  if (before.session !== now.session) return null;
  if (before.zero !== now.zero) {
    return now.zero === null ? 'Deltas are from the previous frame again.' : `Deltas are counted from #${now.zero}.`;
  }
  if (now.refused > before.refused) return `Not pinned: ${pinsAreFull}.`;
  const [old, all] = [before.pins, now.pins].map((text) => (text === '' ? [] : text.split(' '))) as [
    string[],
    string[],
  ];
  const [added] = all.filter((seq) => !old.includes(seq));
  if (added !== undefined) return `Pinned #${added}, ${all.length} in all.`;
  const [gone] = old.filter((seq) => !all.includes(seq));
  return gone === undefined ? null : `Unpinned #${gone}, ${all.length} left.`;
}
