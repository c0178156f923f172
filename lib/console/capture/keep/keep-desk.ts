/** The keep room of the capture core. */
import type { KeepAnswer, KeepWish } from '../../rooms/keep-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class KeepDesk {
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(_wish: KeepWish): Promise<KeepAnswer> {
    this.parts.page.touchView();
    return null;
  }
}
