/** What a sandbox behaviour sees of its client, and what it needs of the outside. Hosts implement `SandboxSocket`. */
import type { Clock } from '../clock/clock.ts';
import type { Switches } from './switches.ts';
import type { Voice } from './voice.ts';

export type DataOpcode = 'text' | 'binary';

/** One client's socket, from the server's side. Calls after the end do nothing. */
export type SandboxSocket = {
  /** Sends one frame. The bytes belong to the socket from here on. */
  send(opcode: DataOpcode, bytes: Uint8Array): void;
  /** Sends a ping, or a pong nobody asked for; absent where a host cannot. */
  control?(opcode: 'ping' | 'pong', bytes: Uint8Array): void;
  /** Closing handshake with a code and a reason (at most 123 bytes of UTF-8); 1005: without either. */
  close(code: number, reason: string): void;
  /** Ends the connection without a close frame: the client sees 1006. */
  drop(): void;
  /** The same by a TCP reset; absent where a host cannot. */
  reset?(): void;
  /** Bytes handed to `send` that have not left yet. */
  bufferedBytes(): number;
  /** Resolves when everything handed to `send` has left, or the socket has ended. */
  drained(): Promise<void>;
  /** False once either side has begun to close; absent where a host is told of the end at once. */
  isOpen?(): boolean;
};

/** One conversation. Never throws: hosts call it from event handlers. */
export type Behaviour = {
  message(opcode: DataOpcode, bytes: Uint8Array): void;
  /** The connection is gone, whoever ended it. */
  closed(): void;
};

export type World = { clock: Clock; voice: Voice; switches: Switches };

/** Who came in: what the upgrade said, after it was let through. */
export type Visitor = {
  /** Value of the `model` header, empty for none. */
  model: string;
  /** The path asked for below the sandbox's own, runs of slashes as one; absent or empty for the usual one. */
  path?: string;
};

/** Starts a conversation on an open socket; may send at once. */
export type StartBehaviour = (socket: SandboxSocket, world: World, visitor: Visitor) => Behaviour;
