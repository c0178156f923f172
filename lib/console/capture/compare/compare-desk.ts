/** The compare room of the capture core. */
import type { CompareAnswer, CompareWish } from '../../rooms/compare-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class CompareDesk {
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(_wish: CompareWish): Promise<CompareAnswer> {
    this.parts.page.touchView();
    return null;
  }
}
