'use client';
import type { Span } from '@/lib/bytes/span.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import type { Pair } from '@/lib/diff/session-diff.ts';
import { pointAt } from '../inspector/point-at.ts';
import { whenTold } from '../palette/reach.ts';
import { askCommand } from '../workbench/page-commands.ts';

export type SideName = 'a' | 'b';

export function isKept(facade: ConsoleFacade, id: string): boolean {
  return facade.getState().sessions.some((session) => session.id === id);
}

/** Selects an entry of one side in the log; its bytes `span` are marked in the inspector. */
export function goToSide(
  facade: ConsoleFacade,
  { of }: Compared,
  side: SideName,
  seq: number,
  span?: Span | null,
): void {
  const { id } = of[side];
  if (!isKept(facade, id)) return;
  if (facade.getState().active !== id) facade.openSession(id);
  // A log that runs after the end would leave it at once.
  facade.setFollow(false);
  facade.select(seq);
  pointAt({ session: id, proof: span == null ? { seq } : { seq, span } });
}

/** The same for a button that says so: on a phone, which shows one pane at a time, the log comes into sight. */
export function showOnSide(
  facade: ConsoleFacade,
  result: Compared,
  side: SideName,
  seq: number,
  span?: Span | null,
): void {
  goToSide(facade, result, side, seq, span);
  if (window.matchMedia('(width < 700px)').matches) askCommand('focusLog');
}

/** The side that a pair is shown on: that of the session on show, else the one that has it. */
export function sideOf(facade: ConsoleFacade, { of }: Compared, pair: Pair): SideName {
  if (pair.a === null || pair.b === null) return pair.a === null ? 'b' : 'a';
  return facade.getState().active === of.b.id ? 'b' : 'a';
}

/** Where a pair's first difference stands on a side, else its first entry. */
export function firstPlace(pair: Pair, side: SideName): { seq: number; span: Span | null } | null {
  const place = pair.fields.map((field) => field[side]).find((one) => one !== null);
  const event = pair[side];
  return place ?? (event === null ? null : { seq: event.seq, span: null });
}

/** Plays a side from a second of its sound on. */
export function playSide(facade: ConsoleFacade, { of }: Compared, side: SideName, fromS: number): void {
  const { id } = of[side];
  if (!isKept(facade, id)) return;
  if (facade.getState().active !== id) facade.openSession(id);
  const play = () =>
    facade.playRange({ fromS: Math.max(0, fromS), toS: Number.POSITIVE_INFINITY, loop: false, speed: 1 });
  whenTold(facade, ({ active }) => active === id, play);
}
