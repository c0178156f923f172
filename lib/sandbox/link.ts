/** A behaviour's way to its socket: counts audio frames, carries out the close and loss switches, keeps what a flood must hash. */
import type { Clock, Timer } from '../clock/clock.ts';
import type { DataOpcode, SandboxSocket } from './socket.ts';
import type { Switches } from './switches.ts';

/** Above this many bytes waiting, nothing more is produced until all have left. */
const fullBytes = 1_048_576;

export type Link = {
  send(opcode: DataOpcode, bytes: Uint8Array, audio?: boolean): void;
  close(code: number, reason: string): void;
  drop(): void;
  /** The conversation proper has begun (start taken): faults "after 0 audio frames" strike now. */
  begun(): void;
  /** The client did something: the idle timer starts over. */
  heard(): void;
  /** The connection is gone: timers stop. */
  gone(): void;
  ended(): boolean;
  /** Resolves at once while the client keeps up, else when it has taken everything. */
  roomy(): Promise<void>;
  /** Gives every payload sent so far and from now on, in order. */
  watch(see: (payload: Uint8Array) => void): void;
};

export function openLink(socket: SandboxSocket, clock: Clock, switches: Switches): Link {
  const { closeCode, closeReason, after, drop, idleMs } = switches;
  const early: Uint8Array[] | null = switches.flood === null ? null : [];
  let see: ((payload: Uint8Array) => void) | null = null;
  let ended = false;
  let audioFrames = 0;
  let lastAt = clock.now();
  let idle: Timer | undefined;

  const end = (how: () => void) => {
    if (ended) return;
    ended = true;
    clock.cancel(idle);
    how();
  };
  const strike = () => {
    if (drop !== null && audioFrames >= drop) end(() => socket.drop());
    else if (closeCode !== null && audioFrames >= after) end(() => socket.close(closeCode, closeReason));
  };
  const watchIdle = (ms: number) => {
    idle = clock.after(ms, () => {
      const left = lastAt + idleMs - clock.now();
      if (left <= 0) end(() => socket.drop());
      else watchIdle(left);
    });
  };
  if (idleMs > 0) watchIdle(idleMs);

  return {
    send(opcode, bytes, audio = false) {
      if (ended) return;
      lastAt = clock.now();
      if (see !== null) see(bytes);
      else early?.push(bytes);
      socket.send(opcode, bytes);
      if (!audio) return;
      audioFrames++;
      strike();
    },
    close: (code, reason) => end(() => socket.close(code, reason)),
    drop: () => end(() => socket.drop()),
    begun: strike,
    heard() {
      lastAt = clock.now();
    },
    gone: () => end(() => {}),
    ended: () => ended,
    roomy: () => (ended || socket.bufferedBytes() < fullBytes ? Promise.resolve() : socket.drained()),
    watch(watcher) {
      see = watcher;
      for (const payload of early?.splice(0) ?? []) watcher(payload);
    },
  };
}
