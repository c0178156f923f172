/** Two groups of sessions whose figures are put side by side. */
import type { FigureId } from '../../timing/figure.ts';
import { aggregate, compare } from '../../timing/runs.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import type { GroupName, GroupView, RunRow, RunsView } from '../runs-view.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';

type Member = { session: string; title: string; setting: string; view: TimingView };

export class RunGroups {
  private readonly groups: Record<GroupName, Map<string, Member>> = { a: new Map(), b: new Map() };
  private readonly find: (id: string) => HeldSession | undefined;
  /** Rises with every change. */
  version = 0;

  /** `find`: a session that is still kept. */
  constructor(find: (id: string) => HeldSession | undefined) {
    this.find = find;
  }

  /** Puts a session into a group, and out of the other; null takes it out of both. Nothing happens to one that is not kept. */
  put(id: string, into: GroupName | null): void {
    for (const name of ['a', 'b'] as const) if (name !== into) this.groups[name].delete(id);
    const held = this.find(id);
    if (into !== null && held !== undefined) this.groups[into].set(id, memberOf(held));
    this.version++;
  }

  clear(name: GroupName): void {
    this.groups[name].clear();
    this.version++;
  }

  /** Call when the timing of any session may have changed: a member's figures are those of its session as long as it is kept. */
  look(): void {
    for (const group of Object.values(this.groups)) {
      for (const [id, member] of group) {
        const held = this.find(id);
        if (held === undefined || !held.timing.done || held.timing.version === member.view.version) continue;
        // Of one that goes on, the figures wait for its end: only then is it a run.
        if (!isOver(held.session.connection)) continue;
        group.set(id, memberOf(held));
        this.version++;
      }
    }
  }

  /** Members whose session is still kept. */
  get kept(): number {
    const all = Object.values(this.groups).flatMap((group) => [...group.keys()]);
    return all.filter((id) => this.find(id) !== undefined).length;
  }

  view(): Omit<RunsView, 'series'> {
    const [a, b] = [this.sum('a'), this.sum('b')];
    const comparison = a.view.rows.length > 0 && b.view.rows.length > 0 ? compare(a.all, b.all) : [];
    return { a: a.view, b: b.view, comparison };
  }

  private sum(name: GroupName): { view: GroupView; all: ReturnType<typeof aggregate> } {
    const members = [...this.groups[name].values()];
    const all = aggregate(members.map(({ view }) => view));
    const rows = members.map(({ session, title, setting, view }): RunRow => {
      const values = Object.fromEntries(view.figures.map(({ id, value }) => [id, value]));
      const kept = this.find(session) !== undefined;
      return { session, title, setting, kept, values: values as Partial<Record<FigureId, number | null>> };
    });
    const settings = [...new Set(members.map(({ setting }) => setting))];
    return { view: { settings, rows, figures: all.figures }, all };
  }
}

function memberOf(held: HeldSession): Member {
  const { session } = held;
  return { session: session.log.head.id, title: session.title, setting: settingOf(held), view: held.timing.view() };
}

/** What tells one connection from another, as the record has it: `sandbox-fish, model s2-pro, firstAudioMs=300`. */
export function settingOf({ session: { log, dialect } }: HeldSession): string {
  const dial = log.length === 0 ? null : log.entry(1);
  if (dial?.kind !== 'dial') return log.head.upstream;
  const options = dialect.upgradeOptions.flatMap(({ name, label }) => {
    const value = dial.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;
    return value === undefined ? [] : [`${label.toLowerCase()} ${value}`];
  });
  const path = dialect.paths.slice(1).find((one) => dial.url.split('?')[0]?.endsWith(one));
  const switches = /\/sandbox\/[^/~]+~([^/?]+)/.exec(dial.url)?.[1];
  return [log.head.upstream, ...options, path, switches?.replaceAll(',', ', ')]
    .filter((part) => part !== undefined)
    .join(', ');
}
