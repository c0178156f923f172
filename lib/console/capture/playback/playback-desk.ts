/** The playback room of the capture core. */
import type { PlaybackAnswer, PlaybackWish } from '../../rooms/playback-room.ts';
import type { RoomParts } from '../room-parts.ts';

export class PlaybackDesk {
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(_wish: PlaybackWish): Promise<PlaybackAnswer> {
    this.parts.page.touchView();
    return null;
  }
}
