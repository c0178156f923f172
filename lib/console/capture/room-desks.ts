/** The rooms by name. A wish that breaks is answered with what went wrong: nobody waits for ever. */
import { problem } from '../../problem/problem.ts';
import type { RoomAnswer, RoomAsk } from '../rooms/rooms.ts';
import { CompareDesk } from './compare/compare-desk.ts';
import { ExportDesk } from './export/export-desk.ts';
import { ImportDesk } from './import/import-desk.ts';
import { KeepDesk } from './keep/keep-desk.ts';
import { LessonDesk } from './lessons/lesson-desk.ts';
import { PlaybackDesk } from './playback/playback-desk.ts';
import type { RoomParts } from './room-parts.ts';
import { TapDesk } from './tap/tap-desk.ts';

export class RoomDesks {
  readonly keep: KeepDesk;
  readonly import: ImportDesk;
  readonly export: ExportDesk;
  readonly playback: PlaybackDesk;
  readonly compare: CompareDesk;
  readonly tap: TapDesk;
  readonly lessons: LessonDesk;

  private readonly post: RoomParts['host']['post'];

  constructor(parts: RoomParts) {
    this.post = parts.host.post;
    this.keep = new KeepDesk(parts);
    this.import = new ImportDesk(parts);
    this.export = new ExportDesk(parts);
    this.playback = new PlaybackDesk(parts);
    this.compare = new CompareDesk(parts);
    this.tap = new TapDesk(parts);
    this.lessons = new LessonDesk(parts, parts.host.lessonOf);
  }

  async take(id: number, ask: RoomAsk): Promise<void> {
    this.post({ say: 'answer', id, answer: await this.answer(ask) });
  }

  private async answer({ room, wish }: RoomAsk): Promise<RoomAnswer> {
    try {
      const desk: { take(wish: never): Promise<RoomAnswer> } = this[room];
      return await desk.take(wish as never);
    } catch (thrown) {
      return problem('internal', `${room}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  }
}
