/** All lessons, in the order they are taken. A lesson is a file in `track/` and its line here. */
import type { Lesson } from './lesson.ts';
import { breakIt } from './track/break-it.ts';
import { firstAudio } from './track/first-audio.ts';
import { flush } from './track/flush.ts';
import { formats } from './track/formats.ts';
import { fourEvents } from './track/four-events.ts';
import { hear } from './track/hear.ts';
import { otherDialect } from './track/other-dialect.ts';
import { ownClient } from './track/own-client.ts';
import { spaces } from './track/spaces.ts';
import { stop } from './track/stop.ts';
import { takeHome } from './track/take-home.ts';
import { turns } from './track/turns.ts';
import { voice } from './track/voice.ts';

export const track: readonly Lesson[] = [
  hear,
  fourEvents,
  flush,
  stop,
  spaces,
  formats,
  voice,
  firstAudio,
  turns,
  breakIt,
  otherDialect,
  ownClient,
  takeHome,
];

/** A lesson by its id; undefined for an id that none has. */
export const lessonOf = (id: string): Lesson | undefined => track.find((lesson) => lesson.id === id);
