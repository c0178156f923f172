import { CircleQuestionMark, Hand, Headphones, type LucideIcon, Monitor, Network, Server, Unplug } from 'lucide-react';
import type { BlamedParty } from '@/lib/timing/blame.ts';

const parties: Readonly<Record<BlamedParty, { name: string; icon: LucideIcon }>> = {
  upstream: { name: 'Upstream', icon: Server },
  here: { name: 'Rule or fault', icon: Hand },
  client: { name: 'Client', icon: Unplug },
  network: { name: 'Network, relay', icon: Network },
  page: { name: 'This page', icon: Monitor },
  player: { name: 'Player', icon: Headphones },
  unknown: { name: 'Not known', icon: CircleQuestionMark },
};

/** Who was late, as an icon with the word. */
export function Party({ by, className = '' }: { by: BlamedParty; className?: string }) {
  const { name, icon: Icon } = parties[by];
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${className}`}>
      <Icon size={14} strokeWidth={1.75} className="shrink-0" aria-hidden="true" />
      {name}
    </span>
  );
}
