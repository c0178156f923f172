import { counted } from '@/lib/bytes/quantity.ts';
import type { Severity } from '@/lib/dialects/rule.ts';
import { type Counts, countWords, severityLetters, severityNames, worstOf } from './severity.ts';

/** The letter of one severity. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  return (
    <span className="finding-badge" data-severity={severity} role="img" aria-label={severityNames[severity]}>
      {severityLetters[severity]}
    </span>
  );
}

/** How many findings there are, in the dress of the worst; nothing when there are none. */
export function CountBadge({ counts }: { counts: Counts }) {
  const worst = worstOf(counts);
  if (worst === null) return null;
  const words = `${counted(worst.total, 'finding')}: ${countWords(counts)}`;
  return (
    <span className="finding-badge" data-severity={worst.severity} role="img" aria-label={words} title={words}>
      {worst.total}
    </span>
  );
}
