import type { ItemPart } from '@/lib/audio/inspect/container-item.ts';
import type { Span } from '@/lib/bytes/span.ts';
import type { ContainerSight } from '@/lib/console/state.ts';

/** Where a chunk cuts an item is said, not complained about; empty for an item that stands here whole. */
export function cutWords({ begins, ends }: ItemPart): string {
  if (begins === 'before' && ends === 'after') return 'goes on from before, and on into the next frames';
  if (begins === 'before') return 'began in an earlier frame';
  return ends === 'after' ? 'goes on in a later frame' : '';
}

/** The bytes of the frame that a stretch of the stream stands in; null when none of it does. */
export function frameSpan({ start, end, frameStart }: ContainerSight, stream: Span): Span | null {
  const from = Math.max(start, stream.start);
  const to = Math.min(end, stream.end);
  return from >= to ? null : { start: frameStart + from - start, end: frameStart + to - start };
}
