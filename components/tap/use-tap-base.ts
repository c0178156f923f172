'use client';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { tapBase } from './tap-address.ts';
import { tapPlace, useTapChoice } from './tap-choice.ts';

/** The base URL as it is chosen in the tab, and the server behind it. */
export function useTapBase(): { base: string | null; info: UpstreamInfo | undefined } {
  const upstreams = useConsole((state) => state.upstreams);
  const upstream = useConsole((state) => state.upstream);
  const place = tapPlace({ upstreams, upstream }, useTapChoice());
  return {
    base: tapBase(window.location.origin, place),
    info: upstreams.find(({ id }) => id === place.upstream),
  };
}
