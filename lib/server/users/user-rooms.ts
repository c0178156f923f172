/** The rooms of all users of one server, made when first needed. */

import { timingSafeEqual } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Problem } from '../../problem/problem.ts';
import { parseTapAddress } from '../../relay/tap/address.ts';
import { parseReplayAddress } from '../../sandbox/replay/address.ts';
import { digest } from '../login/digest.ts';
import type { User } from '../login/logins.ts';
import { createUserRoom, notYours, statusOf, type UserRoom, type UserRoomParts } from './user-room.ts';

export class UserRooms {
  private readonly rooms = new Map<string, UserRoom>();
  private readonly parts: UserRoomParts;

  constructor(parts: UserRoomParts) {
    this.parts = parts;
  }

  of(user: User): UserRoom {
    const known = this.rooms.get(user.id);
    if (known !== undefined) return known;
    const room = createUserRoom(user, this.parts);
    this.rooms.set(user.id, room);
    return room;
  }

  all(): UserRoom[] {
    return [...this.rooms.values()];
  }

  /** Under way now, of everybody; only what is counted. */
  live(): number {
    return this.all().reduce((sum, { allowance }) => sum + (allowance?.live() ?? 0), 0);
  }

  /** Where a client at `/tap/` or `/replay/` belongs: to whom its address names, or, on a machine of one's own, to its user. */
  ofTarget(target: string, alone: User | null): UserRoom | { status: number; why: Problem } {
    if (alone !== null) return this.of(alone);
    const address = target.startsWith('/tap/') ? parseTapAddress(target) : parseReplayAddress(target);
    if ('code' in address) return { status: 400, why: address };
    const asked = digest(address.owner ?? '');
    const found = this.all().filter(({ token }) => timingSafeEqual(digest(token), asked));
    return found[0] ?? notYours;
  }

  /** Takes a place for a client of a recording, until its socket closes; else says why there is none. */
  enterReplay(room: UserRoom, socket: Duplex): { status: number; why: Problem } | null {
    const pass = room.allowance?.enter('replay', 'replay') ?? null;
    if (pass === null) return null;
    if ('code' in pass) return { status: statusOf(pass), why: pass };
    pass.endedBy(() => socket.destroy());
    socket.once('close', () => {
      const { bytesRead = 0, bytesWritten = 0 } = socket as { bytesRead?: number; bytesWritten?: number };
      pass.moved(true, bytesRead);
      pass.moved(false, bytesWritten);
      pass.leave();
    });
    return null;
  }
}
