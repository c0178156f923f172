/** Runs the same steps many times, one fresh connection after the other, and gathers their figures. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { RunState } from '../../scenario/run-state.ts';
import type { ConnectAsk } from '../port.ts';
import { fewestRuns, type GroupName, mostRuns, type RepeatAsk, type RunsView, type SeriesView } from '../runs-view.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';
import { RunGroups } from './run-groups.ts';

/** So often it is looked whether a run has come further: far below what is measured, which the recorder's clock does. */
const lookMs = 50;
/** A connection that does not end by itself is closed, and given up after this. */
const closeWithinMs = 15_000;
/** Runs that fail one after the other before the series is given up: the next one would fail too. */
const mostFailures = 3;
/** Sessions of a series that stay in the list: the last ones. The figures of all stay. */
const mostKept = 10;

export type RepeatParts = {
  clock: Clock;
  find: (id: string) => HeldSession | undefined;
  /** Dials, and runs the steps once it is open. False when that cannot be begun. */
  begin: (text: string, connect: ConnectAsk, aloud: boolean) => boolean;
  disconnect: () => void;
  stopRun: () => void;
  /** The connection last asked for. */
  live: () => { id: string | null; busy: boolean };
  run: () => RunState['state'];
  forget: (id: string) => void;
  say: (runs: RunsView) => void;
};

type Series = {
  ask: RepeatAsk;
  connect: ConnectAsk;
  view: SeriesView;
  /** What is waited for: the end of the steps, of the connection, of decoding, of the rest between two. */
  stage: 'steps' | 'close' | 'decode' | 'rest';
  /** The connection of the run under way. */
  id: string | null;
  since: number;
  failuresInARow: number;
  kept: string[];
};

export class RepeatDesk {
  private readonly parts: RepeatParts;
  private readonly groups: RunGroups;
  private series: Series | null = null;
  private timer: Timer | undefined;
  private told = '';

  constructor(parts: RepeatParts) {
    this.parts = parts;
    this.groups = new RunGroups(parts.find);
  }

  /** Begins a series; its group begins empty. Nothing happens while one is under way, or a connection is open. */
  repeat(ask: RepeatAsk, connect: ConnectAsk): void {
    const { clock, live, run } = this.parts;
    if (this.isRunning() || live().busy || run() === 'running') return;
    const wanted = Math.min(mostRuns, Math.max(fewestRuns, Math.floor(ask.times) || fewestRuns));
    const view: SeriesView = { into: ask.into, wanted, done: 0, failed: 0, state: 'running', words: '' };
    this.series = { ask, connect, view, stage: 'rest', id: null, since: clock.now(), failuresInARow: 0, kept: [] };
    this.groups.clear(ask.into);
    this.next(this.series);
    this.tell();
  }

  /** The run under way is cut off, and does not count. */
  stop(): void {
    const { series } = this;
    if (series === null || !this.isRunning()) return;
    this.end(series, 'stopped', 'Stopped');
    this.parts.stopRun();
    if (this.parts.live().id === series.id) this.parts.disconnect();
  }

  put(session: string, into: GroupName | null): void {
    this.groups.put(session, into);
    this.tell();
  }

  clear(group: GroupName): void {
    this.groups.clear(group);
    this.tell();
  }

  /** Call when the timing of a session, or the list of sessions, may have changed. */
  look(): void {
    this.groups.look();
    this.tell();
  }

  private isRunning(): boolean {
    return this.series?.view.state === 'running';
  }

  private tell(): void {
    const view = this.series?.view ?? null;
    const now = JSON.stringify([view, this.groups.version, this.groups.kept]);
    if (now === this.told) return;
    this.told = now;
    this.parts.say({ series: view, ...this.groups.view() });
  }

  private next(series: Series): void {
    const { clock, begin, live } = this.parts;
    const { ask, connect, view } = series;
    if (!begin(ask.text, connect, ask.aloud)) {
      this.end(series, 'failed', 'A run cannot be begun: see what is said of the steps');
      return;
    }
    Object.assign(series, { stage: 'steps', id: live().id, since: clock.now() });
    this.words(series, `Run ${view.done + view.failed + 1} of ${view.wanted}`);
    this.later(lookMs);
  }

  private later(ms: number): void {
    this.timer ??= this.parts.clock.after(ms, () => {
      this.timer = undefined;
      if (this.series !== null && this.isRunning()) this.step(this.series);
      this.tell();
    });
  }

  private step(series: Series): void {
    const { clock, live, disconnect, run, find } = this.parts;
    const { id, busy } = live();
    if (busy && id !== series.id) {
      this.end(series, 'stopped', 'Stopped, since another connection was opened');
      return;
    }
    if (series.stage === 'rest' && !busy) {
      this.next(series);
      return;
    }
    if (busy && series.stage !== 'steps' && clock.now() - series.since > closeWithinMs) {
      this.end(series, 'failed', 'Given up: a connection does not close');
      return;
    }
    if (series.stage === 'steps' && run() !== 'running') {
      if (run() === 'stopped') {
        this.end(series, 'stopped', 'Stopped with its run');
        return;
      }
      if (busy) disconnect();
      if (run() === 'done') this.enter(series, 'close');
      else this.failed(series);
    } else if (series.stage === 'close') {
      if (!busy) this.enter(series, 'decode');
    } else if (series.stage === 'decode') {
      const held = series.id === null ? undefined : find(series.id);
      if (held === undefined) this.failed(series);
      else if (held.timing.done && isOver(held.session.connection)) this.count(series, series.id as string);
    }
    if (this.isRunning()) this.later(series.stage === 'rest' ? Math.max(lookMs, series.ask.restMs) : lookMs);
  }

  private enter(series: Series, stage: Series['stage']): void {
    series.stage = stage;
    series.since = this.parts.clock.now();
  }

  private count(series: Series, id: string): void {
    const { view, kept } = series;
    this.groups.put(id, view.into);
    kept.push(id);
    while (kept.length > mostKept) this.parts.forget(kept.shift() as string);
    series.view = { ...view, done: view.done + 1 };
    series.failuresInARow = 0;
    this.rest(series);
  }

  private failed(series: Series): void {
    series.view = { ...series.view, failed: series.view.failed + 1 };
    series.failuresInARow++;
    if (series.failuresInARow >= mostFailures) {
      this.end(series, 'failed', `Given up: ${mostFailures} runs failed one after the other`);
    } else this.rest(series);
  }

  private rest(series: Series): void {
    this.enter(series, 'rest');
    const { done, failed, wanted } = series.view;
    if (done + failed >= wanted) this.end(series, 'done', 'Done');
  }

  private end(series: Series, state: SeriesView['state'], words: string): void {
    series.view = { ...series.view, state };
    const { done, failed, wanted } = series.view;
    const bad = failed === 0 ? '' : `, ${failed} failed`;
    this.words(series, `${words}: ${done} of ${wanted} runs counted${bad}.`);
    this.tell();
  }

  private words(series: Series, words: string): void {
    series.view = { ...series.view, words };
  }
}
