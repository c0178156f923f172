/** A sandbox without a network: the client's end of one conversation, for tests and for pages without a server. */
import type { Behaviour, DataOpcode, SandboxSocket, StartBehaviour, Visitor, World } from './socket.ts';

export type MemoryEvents = {
  onFrame(opcode: DataOpcode, bytes: Uint8Array): void;
  /** `code` 1006 and an empty reason for a loss without a close frame. */
  onClose(code: number, reason: string): void;
};

export type MemoryClient = { send(opcode: DataOpcode, bytes: Uint8Array): void; close(): void };

/** Opens a conversation. Frames come synchronously or from the clock's timers; bytes are copied on the way in. */
export function openInMemory(
  start: StartBehaviour,
  world: World,
  visitor: Visitor,
  events: MemoryEvents,
): MemoryClient {
  let open = true;
  let behaviour: Behaviour | undefined;
  const end = (code: number, reason: string) => {
    if (!open) return;
    open = false;
    events.onClose(code, reason);
    behaviour?.closed();
  };
  const socket: SandboxSocket = {
    send: (opcode, bytes) => {
      if (open) events.onFrame(opcode, bytes);
    },
    close: end,
    drop: () => end(1006, ''),
    bufferedBytes: () => 0,
    drained: () => Promise.resolve(),
  };
  const started = start(socket, world, visitor);
  behaviour = started;
  if (!open) started.closed();
  return {
    send(opcode, bytes) {
      if (open) started.message(opcode, bytes.slice());
    },
    close() {
      if (!open) return;
      open = false;
      started.closed();
    },
  };
}
