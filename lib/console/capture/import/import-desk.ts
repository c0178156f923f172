/** The import room of the capture core. */
import type { ImportAnswer, ImportWish } from '../../rooms/import-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class ImportDesk {
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(_wish: ImportWish): Promise<ImportAnswer> {
    this.parts.page.touchView();
    return null;
  }
}
