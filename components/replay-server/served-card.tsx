'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Loaded } from '@/lib/sandbox/replay/shelf.ts';
import { copyText } from '../inspector/take-away.ts';
import { ownerIn } from '../tap/tap-address.ts';
import { Button } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { startTimeText } from '../ui/start-text.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { addressOf, countWords, type SpeedChoice, sizeWords, speeds } from './served-words.ts';
import { VisitItem } from './visit-item.tsx';

/** One recording that is served: its address at the speed chosen, and its visits. */
export function ServedCard({ loaded, onStop }: { loaded: Loaded; onStop: () => void }) {
  const [speed, setSpeed] = useState<SpeedChoice>('1');
  const [says, setSays] = useState('');
  const owner = useConsole(({ upstreams }) =>
    ownerIn(upstreams.find(({ id }) => id === `replay-${loaded.id}`)?.tapSegment),
  );
  const address = addressOf(window.location.origin, loaded.id, speed, owner);
  const copy = async () => setSays((await copyText(address)) ? 'Address copied' : 'The browser did not allow copying');
  return (
    <li className="flex flex-col gap-1.5 rounded-card border border-line px-2.5 py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 className="font-semibold">
          <VisibleText text={loaded.upstream} />, {startTimeText(loaded.startedAt)}
        </h2>
        <span className="grow text-fg2">{sizeWords(loaded)}</span>
        <Segmented label="Speed" value={speed} options={speeds} onChange={setSpeed} />
        <Button onClick={onStop}>Stop serving</Button>
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <code className="select-all font-mono text-data [overflow-wrap:anywhere]">{address}</code>
        <Button onClick={() => void copy()}>
          <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
          Copy address
        </Button>
        <span aria-live="polite" className="text-fg2 text-label">
          {says}
        </span>
      </div>
      {loaded.notes.map((note) => (
        <p key={note} className="text-warn-text">
          <VisibleText text={`Of this recording: ${note}.`} />
        </p>
      ))}
      <p className="text-fg2">{countWords(loaded)}</p>
      {loaded.visits.length > 0 && (
        <ol aria-label="Visits" className="flex flex-col gap-1">
          {loaded.visits.map((visit) => (
            <VisitItem key={visit.number} visit={visit} session={loaded.session} />
          ))}
        </ol>
      )}
    </li>
  );
}
