import type { Dialect } from '@/lib/dialects/dialect.ts';

/** What any session may hold beside the protocol's own events. */
const directives = [
  { title: '$wait: for a time', event: { $wait: '200ms' } },
  { title: '$until: no more audio comes', event: { $until: { audioIdle: '250ms', within: '10s' } } },
];

/** What can be put into a session of this protocol: its events, then the directives. Titles read `start: mp3, balanced`. */
export function templatesOf(dialect: Dialect | null): readonly { title: string; event: unknown }[] {
  return [...(dialect?.templates ?? []), ...directives];
}
