/** The findings of one session as it grows: feeds the rules entry by entry, and knows which entries prove what. */

import type { Dialect, Reading } from '../../dialects/dialect.ts';
import type { Finding, RuleText, Severity } from '../../dialects/rule.ts';
import { findingCounts, openLint, ruleTable } from '../../lint/open-lint.ts';
import type { Entry } from '../../session/entry.ts';
import { isLossMark } from '../../session/mark-words.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import { idle } from '../initial-state.ts';
import type { FindingView, SeverityCounts } from '../state.ts';
import { connectionAfter, isOver } from './connection-words.ts';

/** What the fold reads of a session. */
export type FoldSource = {
  readonly length: number;
  entry(seq: number): Entry;
  reading(seq: number): Reading;
  /** The audio asked for by then; undefined where none was. */
  askOf(seq: number): Parameters<ReturnType<typeof openLint>['take']>[2];
  /** The record is complete once everything in it has been read. */
  isOver(): boolean;
};

/** The rules hear of the time so often; of a longer silence not more often than `mostTicks`. */
const tickMs = 1000;
const mostTicks = 300;
/** Places that go with a finding in the list of a session; those of the entry on show go whole. */
const listedProofs = 12;

export class FindingFold {
  /** Why the rules were given up; null while they work. A rule that breaks must not take the log with it. */
  broken: string | null = null;
  private readonly source: FoldSource;
  private readonly lint: ReturnType<typeof openLint>;
  private readonly texts: ReadonlyMap<string, RuleText>;
  private taken = 0;
  private told = 0;
  private ended = false;
  /** Where the record lacks something that crossed the wire: from there on nothing is judged. 0 where it lacks nothing. */
  private lossAt = 0;
  /** As the entries tell it: a record may break off before the end of its connection. */
  private connection = idle;
  private shared: readonly FindingView[] = [];
  private sharings = 0;
  private counted: { version: number; counts: SeverityCounts } | null = null;
  private index = new Map<number, SeverityCounts>();
  /** Entries by the rule they prove something of. */
  private provers = new Map<string, Set<number>>();
  private marked: number[] = [];
  private indexedAt = -1;

  constructor(source: FoldSource, dialect: Dialect) {
    this.source = source;
    this.lint = openLint(dialect);
    this.texts = new Map(ruleTable(dialect).map((rule) => [rule.id, rule]));
  }

  /** Rises with every change. */
  get version(): number {
    return this.lint.version + this.sharings + (this.stoppedBy === null ? 0 : 1);
  }

  /** Reads the next entries, `max` at most; false when some are left. */
  catchUp(max: number): boolean {
    const stop = Math.min(this.source.length, this.taken + max);
    this.guard(() => {
      while (this.taken < stop) this.take(this.taken + 1);
      if (this.taken < this.source.length || this.ended || !this.source.isOver()) return;
      this.ended = true;
      if (this.lossAt === 0) this.lint.end(isOver(this.connection));
    });
    return this.broken !== null || this.taken >= this.source.length;
  }

  /** Why entries are not judged; null while they are. */
  get stoppedBy(): string | null {
    if (this.broken !== null || this.lossAt === 0) return this.broken;
    return `The rules stop at entry ${this.lossAt}: what stands behind it cannot be judged without what is missing there.`;
  }

  /** Entries that are not read yet. */
  get waiting(): number {
    return this.broken === null ? this.source.length - this.taken : 0;
  }

  /** True when nothing waits to be read. */
  get done(): boolean {
    if (this.broken !== null) return true;
    return this.taken >= this.source.length && (this.ended || !this.source.isOver());
  }

  /** Findings about several sessions that stand with this one. */
  share(findings: readonly FindingView[]): void {
    if (findings.length === 0 && this.shared.length === 0) return;
    this.shared = findings;
    this.sharings++;
  }

  /** The session's time in ms while it is open, so that silence is noticed. Ignored while entries wait to be read. */
  time(t: number): void {
    if (this.stopped || this.taken < this.source.length || t <= this.told) return;
    this.guard(() => this.tick(t));
  }

  /** What timing says of the session by now; also after its end. */
  timing(view: TimingView): void {
    if (this.lossAt > 0) return;
    this.guard(() => this.lint.timing(view));
  }

  private get stopped(): boolean {
    return this.ended || this.lossAt > 0 || this.broken !== null;
  }

  private take(seq: number): void {
    const entry = this.source.entry(seq);
    if (this.stopped) {
      this.taken = seq;
      // What is noted after the end belongs to the log, not to the conversation; how it was played is a matter of its own.
      if (entry.kind === 'mark' && entry.by === 'player') this.lint.take(entry, null);
      return;
    }
    for (let ticks = 0; ticks < mostTicks && entry.t - this.told > tickMs; ticks++) this.tick(this.told + tickMs);
    this.told = Math.max(this.told, entry.t);
    this.taken = seq;
    // What is said behind it might only answer what is not here.
    if (entry.kind === 'mark' && isLossMark(entry.says)) this.lossAt = seq;
    if (this.lossAt > 0) return;
    if (entry.kind === 'frame') this.lint.take(entry, this.source.reading(seq), this.source.askOf(seq));
    else {
      this.connection = connectionAfter(this.connection, entry);
      this.lint.take(entry, null);
    }
  }

  private tick(t: number): void {
    this.told = t;
    this.lint.time(t);
  }

  private guard(run: () => void): void {
    if (this.broken !== null) return;
    try {
      run();
    } catch (thrown) {
      this.broken = `the rules stopped at entry ${this.taken}: ${thrown instanceof Error ? thrown.message : 'unknown'}`;
    }
  }

  counts(): SeverityCounts {
    const { version } = this;
    if (this.counted?.version !== version) {
      this.counted = { version, counts: findingCounts([...this.lint.findings(), ...this.shared]) };
    }
    return this.counted.counts;
  }

  /** Findings that entries in [first, last] prove, by severity; null for none. */
  marksBetween(first: number, last: number): SeverityCounts | null {
    this.refresh();
    if (first === last) return this.index.get(first) ?? null;
    let sum: SeverityCounts | null = null;
    for (
      let at = partitionPoint(this.marked.length, (i) => (this.marked[i] as number) < first);
      (this.marked[at] ?? Number.POSITIVE_INFINITY) <= last;
      at++
    ) {
      const counts = this.index.get(this.marked[at] as number) as SeverityCounts;
      sum ??= { error: 0, warning: 0, info: 0 };
      for (const severity of ['error', 'warning', 'info'] as const) sum[severity] += counts[severity];
    }
    return sum;
  }

  /** Whether the entry proves a finding of this rule. */
  proves(rule: string, seq: number): boolean {
    this.refresh();
    return this.provers.get(rule)?.has(seq) ?? false;
  }

  has(seq: number): boolean {
    this.refresh();
    return this.index.has(seq);
  }

  /** Entries that prove something, ascending. */
  entries(): readonly number[] {
    this.refresh();
    return this.marked;
  }

  /** As the rules gave them, with every place. */
  all(): readonly Finding[] {
    return this.lint.findings();
  }

  /** Those about several sessions that stand with this one. */
  about(): readonly FindingView[] {
    return this.shared;
  }

  list(): FindingView[] {
    const own = this.lint.findings().map((finding) => this.view(finding, finding.proofs.slice(0, listedProofs)));
    // Those about several sessions come first of their severity, which the pane sorts by.
    return this.shared.length === 0 ? own : [...this.shared, ...own];
  }

  /** The findings an entry proves, each with the places in this entry alone. */
  ofEntry(seq: number): FindingView[] {
    return this.lint.findings().flatMap((finding) => {
      const proofs = finding.proofs.filter((proof) => proof.seq === seq);
      return proofs.length === 0 ? [] : [this.view(finding, proofs)];
    });
  }

  private view(finding: Finding, proofs: Finding['proofs']): FindingView {
    return { ...finding, proofs, text: this.texts.get(finding.rule) ?? unknownRule(finding.rule, finding.severity) };
  }

  private refresh(): void {
    if (this.indexedAt === this.version) return;
    this.indexedAt = this.version;
    this.index = new Map();
    this.provers = new Map();
    for (const { rule, severity, proofs } of this.lint.findings()) {
      const provers = this.provers.get(rule) ?? new Set();
      this.provers.set(rule, provers);
      // Several places in one entry are one finding there.
      for (const seq of new Set(proofs.map((proof) => proof.seq))) {
        const counts = this.index.get(seq) ?? { error: 0, warning: 0, info: 0 };
        counts[severity]++;
        this.index.set(seq, counts);
        provers.add(seq);
      }
    }
    this.marked = [...this.index.keys()].sort((a, b) => a - b);
  }
}

function unknownRule(id: string, severity: Severity): RuleText {
  return { id, severity, title: id, why: '', mend: '', source: '', beforeSending: false };
}
