/** Keeps the findings about time in step with the view: reports what is new, takes back what is no longer so. */
import type { Reported, Reporter } from '../../dialects/rule.ts';
import type { TimingView } from '../../timing/timing-view.ts';
import { timingFindings } from './timing-checks.ts';

export type TimingLint = {
  /** The session's timing as it stands. Cheap for the view it had last. */
  take(view: TimingView): void;
};

/** Opens the rules D01... over one session. A finding that stays as it was keeps its key. */
export function openTimingLint(reporter: Reporter): TimingLint {
  let told = new Map<string, { same: string; reported: Reported }>();
  let last: TimingView | null = null;
  return {
    take(view) {
      if (view === last) return;
      last = view;
      const now: typeof told = new Map();
      for (const { rule, about, says, proofs } of timingFindings(view)) {
        const key = `${rule} ${about}`;
        const same = `${says} ${proofs.map(({ seq }) => seq).join()}`;
        const before = told.get(key);
        if (before?.same === same) now.set(key, before);
        else {
          before?.reported.withdraw();
          now.set(key, { same, reported: reporter.report(rule, says, proofs) });
        }
      }
      for (const [key, { reported }] of told) if (!now.has(key)) reported.withdraw();
      told = now;
    },
  };
}
