/** Counts that grow with every frame reach the page's components a few times a second: nobody reads them faster, and each time costs a rendering. */
import type { Clock, Timer } from '../clock/clock.ts';
import type { ConsoleState, FindingsView, LogView, SessionSummary } from './state.ts';

const everyMs = 200;

type Counted = Pick<ConsoleState, 'sessions' | 'view' | 'findings' | 'unseen'>;
/** What counts, of a session and of the log on show. All else is told at once. */
const sessionCounts: readonly string[] = [
  'frames',
  'sentBytes',
  'receivedBytes',
  'durationMs',
  'receivedHash',
  'entries',
  'problems',
  'findings',
  'flagged',
] satisfies (keyof SessionSummary)[];
type ViewCounts = Pick<LogView, 'facets' | 'waits' | 'hides' | 'passed'>;
type Held = { sessions?: readonly SessionSummary[]; view?: ViewCounts; findings?: FindingsView; unseen?: number };

export class CalmCounts {
  private readonly clock: Clock;
  private readonly shown: () => ConsoleState;
  private readonly show: (patch: Partial<ConsoleState>) => void;
  private held: Held = {};
  private toldMs = Number.NEGATIVE_INFINITY;
  private timer: Timer | undefined;

  /** `shown`: the state as it stands; `show` is called with what was held back, once it is time. */
  constructor(clock: Clock, shown: () => ConsoleState, show: (patch: Partial<ConsoleState>) => void) {
    this.clock = clock;
    this.shown = shown;
    this.show = show;
  }

  /** The same news, with parts that say nothing new taken from the state as it stands, and counts held back when they were told a moment ago. */
  take<Patch extends Partial<ConsoleState>>(patch: Patch): Patch {
    const shown = this.shown();
    const calm: Partial<ConsoleState> = { ...patch };
    if (patch.connection !== undefined) calm.connection = shared(shown.connection, patch.connection);
    if (patch.live !== undefined) calm.live = shared(shown.live, patch.live);
    const next = countedIn(shown, patch, this.held);
    if (next === null) return calm as Patch;
    Object.assign(calm, next);
    const [before, after] = [countsOf(shown.view), countsOf(next.view)];
    const isViewSame = (Object.keys(before) as (keyof ViewCounts)[]).every((name) => before[name] === after[name]);
    const held: Held = {
      ...(next.sessions === shown.sessions ? {} : { sessions: next.sessions }),
      ...(isViewSame ? {} : { view: after }),
      ...(next.findings === shown.findings ? {} : { findings: next.findings }),
      ...(next.unseen === shown.unseen ? {} : { unseen: next.unseen }),
    };
    this.held = {};
    if (Object.keys(held).length === 0) return calm as Patch;
    const soon = this.toldMs + everyMs - this.clock.now();
    if (soon <= 0 || !onlyCountsMoved(shown, next)) {
      this.toldMs = this.clock.now();
      return calm as Patch;
    }
    this.held = held;
    const { sessions, findings, unseen } = shown;
    Object.assign(calm, { sessions, findings, unseen, view: { ...next.view, ...before } });
    this.timer ??= this.clock.after(soon, () => this.release());
    return calm as Patch;
  }

  private release(): void {
    this.timer = undefined;
    const { view, ...held } = this.held;
    if (view === undefined && Object.keys(held).length === 0) return;
    this.held = {};
    this.toldMs = this.clock.now();
    this.show({ ...held, ...(view === undefined ? {} : { view: { ...this.shown().view, ...view } }) });
  }
}

function countsOf({ facets, waits, hides, passed }: LogView): ViewCounts {
  return { facets, waits, hides, passed };
}

/** The counted parts of the news, made of what stands where that says the same; null when there are none. Findings come only when they changed: those held back still count. */
function countedIn(shown: ConsoleState, patch: Partial<ConsoleState>, held: Held): Counted | null {
  if (patch.sessions === undefined || patch.view === undefined) return null;
  const { hides, pins, facets } = shown.view;
  const view = {
    ...patch.view,
    hides: shared(hides, patch.view.hides),
    pins: shared(pins, patch.view.pins),
    facets: shared(facets, patch.view.facets),
  };
  return {
    sessions: shared(shown.sessions, patch.sessions),
    view,
    findings: patch.findings ?? held.findings ?? shown.findings,
    unseen: patch.unseen ?? shown.unseen,
  };
}

function onlyCountsMoved(shown: Counted, next: Counted): boolean {
  if (shown.view.session !== next.view.session || shown.view.clearedBefore !== next.view.clearedBefore) return false;
  const [kinds, nextKinds] = [shown.view.facets, next.view.facets];
  if (kinds.length !== nextKinds.length || kinds.some(({ kind }, at) => kind !== nextKinds[at]?.kind)) return false;
  // The first unseen row brings the way back, and one that is seen takes from it.
  if (next.unseen !== shown.unseen && (shown.unseen === 0 || next.unseen < shown.unseen)) return false;
  return (
    areSameFindings(shown.findings, next.findings) &&
    shown.sessions.length === next.sessions.length &&
    shown.sessions.every((session, at) => isSameButCounts(session, next.sessions[at] as SessionSummary))
  );
}

/** Whether the same are found as before, perhaps more often. What the selected entry proves is another thing once another one is selected. */
function areSameFindings(shown: FindingsView, next: FindingsView): boolean {
  if (shown === next) return true;
  if (shown.session !== next.session || shown.broken !== next.broken) return false;
  return (
    areSameKeys(shown.list, next.list) &&
    areSameKeys(shown.ofEntry, next.ofEntry) &&
    shown.ofEntry.every(({ proofs }, at) => shared(proofs, next.ofEntry[at]?.proofs) === proofs)
  );
}

function areSameKeys(shown: FindingsView['list'], next: FindingsView['list']): boolean {
  return shown.length === next.length && shown.every(({ key }, at) => key === next[at]?.key);
}

function isSameButCounts(session: SessionSummary, next: SessionSummary): boolean {
  if (session === next) return true;
  const names = Object.keys(next) as (keyof SessionSummary)[];
  return names.every((name) => session[name] === next[name] || sessionCounts.includes(name));
}

/** `next`, or `before` where it says the same: who looks at a part that did not change is not told of it. Plain data. */
export function shared<T>(before: T, next: T): T {
  if (Object.is(before, next)) return before;
  if (typeof before !== 'object' || typeof next !== 'object' || before === null || next === null) return next;
  if (Array.isArray(before) !== Array.isArray(next)) return next;
  const [old, now] = [before as Record<string, unknown>, next as Record<string, unknown>];
  const names = Object.keys(now);
  let isSame = names.length === Object.keys(old).length;
  const made: Record<string, unknown> = {};
  for (const name of names) {
    made[name] = shared(old[name], now[name]);
    if (made[name] !== old[name] || !(name in old)) isSame = false;
  }
  if (isSame) return before;
  return (Array.isArray(next) ? Object.values(made) : made) as T;
}
