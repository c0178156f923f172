/** The export room of the capture core. */
import type { ExportAnswer, ExportWish } from '../../rooms/export-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class ExportDesk {
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(_wish: ExportWish): Promise<ExportAnswer> {
    this.parts.page.touchView();
    return null;
  }
}
