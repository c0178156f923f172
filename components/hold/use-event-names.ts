'use client';
import { useEffect, useState } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { UpstreamInfo } from '@/lib/relay/wire.ts';
import type { Direction } from '@/lib/session/entry.ts';

/** Events that a frame of that side may be, of the upstream's protocol or of all; `unreadable` is one that cannot be read. */
export function useEventNames(
  upstreams: readonly UpstreamInfo[],
  upstream: string,
  dir: Direction | 'both',
): readonly string[] {
  const [dialects, setDialects] = useState<readonly Dialect[]>([]);
  useEffect(() => {
    let wanted = true;
    void import('@/lib/dialects/registry.ts').then((registry) => wanted && setDialects(registry.dialects));
    return () => {
      wanted = false;
    };
  }, []);
  const id = upstreams.find((one) => one.id === upstream)?.dialect;
  const names = dialects
    .filter((one) => id === undefined || one.id === id)
    .flatMap(({ clientEvents, serverEvents }) => [
      ...(dir === 'received' ? [] : clientEvents),
      ...(dir === 'sent' ? [] : serverEvents),
    ]);
  return [...new Set([...names, 'unreadable'])];
}
