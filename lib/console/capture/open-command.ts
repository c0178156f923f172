/** The command that opens the connection that is asked for. */
import type { Command } from '../../relay/wire.ts';
import type { ConnectAsk } from '../port.ts';
import type { KeyInfo } from '../state.ts';

/** `key`: of this very upstream; null for none. */
export function openCommand(
  session: string,
  { upstream, options, path, faults = '' }: ConnectAsk,
  switches: Readonly<Record<string, string>>,
  key: KeyInfo | null,
): Command {
  return {
    op: 'open',
    session,
    upstream: upstream.id,
    options: { ...options },
    ...(key === null ? {} : { key: key.handle }),
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(switches).length === 0 ? {} : { switches: { ...switches } }),
    ...(faults.trim() === '' ? {} : { faults: faults.trim() }),
  };
}
