'use client';
import { useEffect } from 'react';
import type { EntryDetail } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { bytesText, grouped, rangeText } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { RunRow } from './part-row.tsx';
import { partRuns } from './part-runs.ts';
import { frameSpan } from './part-words.ts';
import { type AudioLook, StreamContainer } from './stream-container.tsx';

const views = [
  { value: 'frame', show: 'Frame' },
  { value: 'stream', show: 'Stream' },
] as const;

/** The audio container: what of it stands in this frame, or the whole stream that the frame belongs to. */
export function AudioPane({
  detail,
  look,
  onLook,
  onShow,
}: {
  detail: EntryDetail;
  look: AudioLook;
  onLook: (part: Partial<AudioLook>) => void;
  /** Goes to bytes of a frame. */
  onShow: (proof: Proof) => void;
}) {
  return (
    <>
      <div className="flex shrink-0 items-center px-3 pt-2">
        <Segmented label="Audio container of" value={look.of} options={views} onChange={(of) => onLook({ of })} />
      </div>
      {look.of === 'frame' ? (
        <FrameContainer detail={detail} onShow={onShow} />
      ) : (
        <StreamContainer look={look} onLook={onLook} onShow={onShow} />
      )}
    </>
  );
}

function FrameContainer({ detail, onShow }: { detail: EntryDetail; onShow: (proof: Proof) => void }) {
  const { container, seq } = detail;
  const facade = useFacade();
  useEffect(() => {
    facade.setAudioView(true);
    return () => facade.setAudioView(false);
  }, [facade]);
  if (container === undefined) return <p className="px-3 py-2 text-fg2">Reading the container.</p>;
  if (container === null) return <p className="px-3 py-2 text-fg2">No audio was received in this entry.</p>;
  const { start, end } = container;
  const here = frameSpan(container, container);
  return (
    <ScrollRegion label="Audio container" className="grid min-h-0 grow content-start gap-1 px-3 py-2">
      {container.seq !== seq && (
        <p className="text-fg2">
          This entry announces audio and holds none: shown is the frame that brings it, #{container.seq}.
        </p>
      )}
      <p className="text-fg2">
        Asked for as {container.format}. {bytesText(end - start)} of audio: {here === null ? '' : rangeText(here)} in
        the frame, {rangeText({ start, end })} in the stream. Ranges below count in the frame.
      </p>
      {container.note === 'far' && (
        <p className="text-fg2">The stream begins too far back to be read again for this frame.</p>
      )}
      {container.note === null && container.parts.length === 0 && (
        <p className="text-fg2">Nothing of the container can be told from these bytes yet.</p>
      )}
      {partRuns(container.parts).map((run) => (
        <RunRow
          key={`${detail.session} ${container.seq} ${run.first.item.start} ${run.first.item.kind}`}
          run={run}
          sight={container}
          onShow={onShow}
        />
      ))}
      {container.more > 0 && <p className="text-fg3">{grouped(container.more)} more in this frame.</p>}
    </ScrollRegion>
  );
}
