'use client';
import type { Problem } from '@/lib/problem/problem.ts';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { faultsUnfit, tapBase } from './tap-address.ts';
import { tapPlace, useTapChoice } from './tap-choice.ts';

/** The base URL as it is chosen in the tab, the server behind it, and why it cannot have the chosen faults. */
export function useTapBase(): { base: string | null; info: UpstreamInfo | undefined; unfit: Problem | null } {
  const upstreams = useConsole((state) => state.upstreams);
  const upstream = useConsole((state) => state.upstream);
  const place = tapPlace({ upstreams, upstream }, useTapChoice());
  const info = upstreams.find(({ id }) => id === place.upstream);
  return { base: tapBase(window.location.origin, place, info), info, unfit: faultsUnfit(place.faults, info) };
}
