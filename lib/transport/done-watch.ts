/** Hears when a peer says that it has finished, or failed: the only word of a protocol that the clocks of a connection listen to. */
import type { Dialect } from '../dialects/dialect.ts';
import type { Opcode } from '../session/entry.ts';

/** True of a received frame that says so. */
export type DoneWatch = (opcode: Opcode, bytes: Uint8Array) => boolean;

/** No dialect needs more to say it; what is larger is audio, and is not read here. */
const mostBytes = 512;

export function openDoneWatch(dialect: Dialect): DoneWatch {
  const reader = dialect.openReader();
  return (opcode, bytes) => {
    if (bytes.length > mostBytes || opcode === 'ping' || opcode === 'pong') return false;
    const { role } = reader.read({ dir: 'received', opcode, bytes });
    return role === 'done' || role === 'error';
  };
}
