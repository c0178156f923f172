/** Rooms of the capture core that the page asks by name: one wish, one answer. What goes on meanwhile is told in the page's state. */
import type { CompareAnswer, CompareWish } from './compare-room.ts';
import type { ExportAnswer, ExportWish } from './export-room.ts';
import type { ImportAnswer, ImportWish } from './import-room.ts';
import type { KeepAnswer, KeepWish } from './keep-room.ts';
import type { LessonsAnswer, LessonsWish } from './lessons-room.ts';
import type { PlaybackAnswer, PlaybackWish } from './playback-room.ts';
import type { TapAnswer, TapWish } from './tap-room.ts';

/** Wishes and answers are plain data, files and blobs: they pass between page and worker. */
export type Rooms = {
  keep: { wish: KeepWish; answer: KeepAnswer };
  import: { wish: ImportWish; answer: ImportAnswer };
  export: { wish: ExportWish; answer: ExportAnswer };
  playback: { wish: PlaybackWish; answer: PlaybackAnswer };
  compare: { wish: CompareWish; answer: CompareAnswer };
  tap: { wish: TapWish; answer: TapAnswer };
  lessons: { wish: LessonsWish; answer: LessonsAnswer };
};
export type RoomName = keyof Rooms;
export type RoomAsk = { [R in RoomName]: { room: R; wish: Rooms[R]['wish'] } }[RoomName];
export type RoomAnswer = Rooms[RoomName]['answer'];
