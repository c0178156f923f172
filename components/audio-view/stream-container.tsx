'use client';
import { TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Proof } from '@/lib/dialects/rule.ts';
import { grouped } from '../ui/numbers.ts';
import { Toggle } from '../ui/toggle.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { OpenedCard } from './opened-card.tsx';
import { StreamList } from './stream-list.tsx';
import { streamTail, streamTotals, streamWords } from './stream-words.ts';

/** What is looked at in the Audio tab; `opened`: a row, and the stream it is of: in another one it means nothing. */
export type AudioLook = {
  of: 'frame' | 'stream';
  onlyFindings: boolean;
  opened: { stream: string; row: number } | null;
};

/** Rows asked for beyond those in sight. */
const spare = 24;

/** All items of the stream that the selected entry belongs to, live; one of them opened below. */
export function StreamContainer({
  look,
  onLook,
  onShow,
}: {
  look: AudioLook;
  onLook: (part: Partial<AudioLook>) => void;
  onShow: (proof: Proof) => void;
}) {
  const facade = useFacade();
  const stream = useConsole((state) => state.stream);
  const { onlyFindings } = look;
  const name = stream === null ? null : `${stream.session} ${stream.since}`;
  const opened = look.opened !== null && look.opened.stream === name ? look.opened.row : null;
  const [range, setRange] = useState({ from: 0, to: 40 });
  const onRange = useCallback((from: number, to: number) => setRange({ from, to }), []);
  useEffect(() => {
    const from = Math.max(0, range.from - spare);
    facade.lookAtStream({ from, count: range.to + spare - from, onlyFindings, opened });
  }, [facade, range, onlyFindings, opened]);
  useEffect(() => () => facade.lookAtStream(null), [facade]);

  if (stream === null) return <p className="px-3 py-2 text-fg2">No audio was received in this session.</p>;
  const tail = streamTail(stream);
  return (
    <>
      <div className="shrink-0 px-3 py-2">
        <p className="text-fg2">{streamWords(stream)}</p>
        <dl aria-label="Totals of the stream" className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
          {streamTotals(stream).map(({ name, value, bad }) => (
            <div key={name} className="flex gap-1.5">
              <dt className="text-fg3">{name}</dt>
              <dd className={`font-mono text-code ${bad ? 'text-err' : ''}`}>{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-1 flex items-center gap-2">
          <Toggle
            icon={TriangleAlert}
            label="Only items with findings"
            pressed={onlyFindings}
            onChange={(on) => onLook({ onlyFindings: on, opened: null })}
          >
            {grouped(stream.flagged)} with findings
          </Toggle>
          <span className="text-fg3">{tail}</span>
        </div>
      </div>
      <StreamList
        stream={stream}
        opened={opened}
        onOpen={(row) => name !== null && onLook({ opened: { stream: name, row } })}
        onRange={onRange}
        onGo={(seq) => {
          facade.setFollow(false);
          facade.select(seq);
        }}
      />
      {stream.opened !== null && stream.opened.index === opened && (
        <OpenedCard opened={stream.opened} onShow={onShow} />
      )}
    </>
  );
}
