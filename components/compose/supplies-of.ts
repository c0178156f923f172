import type { ConsoleState } from '@/lib/console/state.ts';
import { KeyRef } from '@/lib/dialects/dialect.ts';
import type { Supplies } from '@/lib/scenario/event-value.ts';

/** Files and key as the sender would have them: sandboxes take their public word where no key was typed. */
export function suppliesOf(
  { key, upstreams, upstream }: Pick<ConsoleState, 'key' | 'upstreams' | 'upstream'>,
  files: ReadonlyMap<string, Uint8Array>,
): Supplies {
  const sandbox = upstreams.find(({ id }) => id === upstream)?.sandbox ?? false;
  return { files, key: key === null ? (sandbox ? 'sandbox' : null) : new KeyRef(key.handle, key.length) };
}
