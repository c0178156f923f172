/** The page's side of the rooms: each wish gets its own answer back. */
import type { ToWorker } from '../port.ts';
import type { RoomAnswer, RoomAsk, RoomName, Rooms } from '../rooms/rooms.ts';

export type RoomAsks = {
  ask<R extends RoomName>(room: R, wish: Rooms[R]['wish']): Promise<Rooms[R]['answer']>;
  /** An answer from the worker. */
  take(id: number, answer: RoomAnswer): void;
};

export function roomAsks(tell: (message: ToWorker) => void): RoomAsks {
  const waiting = new Map<number, (answer: never) => void>();
  let ids = 0;
  return {
    ask(room, wish) {
      const id = ++ids;
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        tell({ do: 'ask', id, ask: { room, wish } as RoomAsk });
      });
    },
    take(id, answer) {
      waiting.get(id)?.(answer as never);
      waiting.delete(id);
    },
  };
}
