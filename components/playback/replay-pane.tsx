'use client';
import dynamic from 'next/dynamic';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { PageReplay } from './page-replay.tsx';
import { type ReplayPart, showReplayPart, useReplayPart } from './replay-part.ts';
import { SendAgain } from './send-again.tsx';

const parts: readonly { value: ReplayPart; show: string }[] = [
  { value: 'page', show: 'In the page' },
  { value: 'send', show: 'Send it again' },
  { value: 'serve', show: 'Serve it to a client' },
];

const ReplayServer = dynamic(() => import('../replay-server/replay-server.tsx').then((module) => module.ReplayServer), {
  ssr: false,
  loading: () => <p className="text-fg3">Coming</p>,
});

/** A session's record again: in the page, to an upstream, to a client. */
export function ReplayPane() {
  const part = useReplayPart();
  return (
    <section aria-label="Replay" className="flex min-h-0 grow flex-col border-line border-t">
      <div className="flex min-h-10 shrink-0 items-center border-line border-b px-3 py-1.5">
        <Segmented label="Replay it where" value={part} options={parts} onChange={showReplayPart} />
      </div>
      <ScrollRegion label="Replay, the chosen part" className="min-h-0 grow px-3 py-2">
        {part === 'page' && <PageReplay />}
        {part === 'send' && <SendAgain />}
        {part === 'serve' && <ReplayServer />}
      </ScrollRegion>
    </section>
  );
}
