/** Shorthand for rows of the rule table. */
import type { RuleText, Severity } from '../../rule.ts';

const severities: Readonly<Record<'E' | 'W' | 'I', Severity>> = { E: 'error', W: 'warning', I: 'info' };

/** `before` marks what an editor can tell from the event alone. */
export function row(
  id: string,
  severity: 'E' | 'W' | 'I',
  words: Pick<RuleText, 'title' | 'why' | 'mend' | 'source'>,
  before?: 'before',
): RuleText {
  return { id, severity: severities[severity], ...words, beforeSending: before === 'before' };
}
