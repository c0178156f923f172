'use client';
import { counted } from '@/lib/bytes/quantity.ts';
import type { ExportPreview, RemovedPlace } from '@/lib/console/rooms/export-room.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { countWords, maskedWords, placeName, splitWords } from './export-words.ts';

/** What would be removed: how much and why, then each place with what will stand there. */
export function RemovalPreview({ preview, onGo }: { preview: ExportPreview; onGo: (seq: number) => void }) {
  const { list, places, counts, masked, tooMany } = preview;
  const split = splitWords(preview);
  return (
    <>
      <p role="status" aria-label="To be removed">
        To be removed: {countWords(places, counts)}. {maskedWords(masked)}
      </p>
      {split !== null && <p className="mt-1 text-warn-text">{split}</p>}
      {tooMany && (
        <p className="mt-1 text-warn-text">
          More different secrets than can be looked for everywhere: some are removed only where they were met.
        </p>
      )}
      {list.length > 0 && (
        <ScrollRegion
          label="Places to be removed"
          className="mt-2 max-h-48 overflow-y-auto rounded-ctl border border-line2"
        >
          <ol>
            {list.map((place) => (
              <Place key={`${place.seq} ${place.where} ${place.name ?? ''} ${place.start}`} place={place} onGo={onGo} />
            ))}
          </ol>
        </ScrollRegion>
      )}
      {places > list.length && (
        <p className="mt-1 text-fg2">
          The first {list.length} of {counted(places, 'place')} are listed.
        </p>
      )}
    </>
  );
}

function Place({ place, onGo }: { place: RemovedPlace; onGo: (seq: number) => void }) {
  return (
    <li className="border-line border-t first:border-t-0">
      <button
        type="button"
        title={`Go to row ${place.seq}`}
        onClick={() => onGo(place.seq)}
        className="flex min-h-7 w-full flex-wrap items-center gap-x-3 px-2 py-0.5 text-left hover:bg-bg3 narrow:min-h-10"
      >
        <span className="w-12 shrink-0 font-mono text-code">#{place.seq}</span>
        <span className="w-44 shrink-0 text-fg2 [overflow-wrap:anywhere] phone:w-auto">
          <VisibleText text={placeName(place)} />
        </span>
        <span className="min-w-0 grow basis-40 font-mono text-code [overflow-wrap:anywhere]">
          <VisibleText text={place.text} />
        </span>
      </button>
    </li>
  );
}
