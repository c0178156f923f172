/** All dialects. Adding one: its folder, a line here, its sandbox file, its samples. See README.md. */
import type { Dialect } from './dialect.ts';
import { fish } from './fish/fish.ts';
import { fishspeech } from './fishspeech/fishspeech.ts';

/** In the order of the picker. */
export const dialects: readonly Dialect[] = [fish, fishspeech];

/** Undefined for an id nobody knows: it may come from a file or a page. */
export function dialectOf(id: string): Dialect | undefined {
  return dialects.find((dialect) => dialect.id === id);
}
