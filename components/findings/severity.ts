import type { Severity } from '@/lib/dialects/rule.ts';

/** Worst first. */
export const severities: readonly Severity[] = ['error', 'warning', 'info'];

export const severityLetters: Readonly<Record<Severity, string>> = { error: 'E', warning: 'W', info: 'N' };
export const severityNames: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Note' };
const plural: Readonly<Record<Severity, string>> = { error: 'errors', warning: 'warnings', info: 'notes' };

export type Counts = Readonly<Record<Severity, number>>;

/** The worst severity that occurs, and how many findings there are in all; null for none. */
export function worstOf(counts: Counts): { severity: Severity; total: number } | null {
  const severity = severities.find((each) => counts[each] > 0);
  return severity === undefined ? null : { severity, total: counts.error + counts.warning + counts.info };
}

/** `2 errors, 1 note`; empty for none. */
export function countWords(counts: Counts): string {
  return severities
    .filter((each) => counts[each] > 0)
    .map((each) => `${counts[each]} ${counts[each] === 1 ? severityNames[each].toLowerCase() : plural[each]}`)
    .join(', ');
}
