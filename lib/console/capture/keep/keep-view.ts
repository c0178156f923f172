/** What the page sees of the keep room. */
import { type KeepView, type KeptSession, noKeep } from '../../rooms/keep-room.ts';
import type { KeptList } from './kept-list.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { VaultState } from './vault.ts';

/** Whether a view says the same as the one before: the list is told whole, so it is told only when there is news. */
export function isSameView(a: KeepView | null, b: KeepView): boolean {
  if (a === null) return false;
  const names = Object.keys(b) as (keyof KeepView)[];
  return names.every((name) => isSame(a[name], b[name]));
}

/** Lists and records by what is in them. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return (
    ours.length === theirs.length &&
    theirs.every(([name, value]) => isSame((a as Record<string, unknown>)[name], value))
  );
}

/** `own`: names of the files of this page. */
export function keepView(
  list: KeptList | null,
  state: VaultState | null,
  keepers: readonly SessionKeeper[],
  own: ReadonlySet<string>,
  desk: {
    elsewhere: readonly string[];
    putOff: ReadonlySet<string>;
    left: ReadonlySet<string>;
    opening: string | null;
  },
): KeepView {
  if (list === null || state === null) return noKeep;
  const { elsewhere, putOff, left, opening } = desk;
  const held = new Set(elsewhere);
  const sessions = list.all();
  const isFree = ({ id }: KeptSession) => !own.has(id) && !held.has(id);
  const isCut = (one: KeptSession) => !one.closed && isFree(one) && !putOff.has(one.id) && one.putOff !== true;
  return {
    place: state.place,
    sessions,
    onTabs: Object.fromEntries(
      keepers.filter(({ isLeft }) => !isLeft).map(({ id, held }) => [id, held.session.log.head.id]),
    ),
    elsewhere,
    cut: sessions.filter(isCut).map(({ id }) => id),
    left: sessions.filter((one) => left.has(one.id) && isFree(one)).map(({ id }) => id),
    opening,
    deleted: list.deleted.length,
    deletedTitle: list.deleted[0]?.title ?? '',
    waiting: keepers.filter((one) => one.hasWork && (one.held.session.frames > 0 || one.stuck !== null)).length,
    stuck: keepers.find(({ stuck }) => stuck !== null)?.stuck ?? null,
    usage: state.usage,
    promised: state.promised,
  };
}
