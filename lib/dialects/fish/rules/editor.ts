/** What can be said of an event before it is sent. */
import type { RuleSet, Severity } from '../../rule.ts';
import { fishEvents } from '../events.ts';
import { sideMet } from './frames.ts';
import { startNotes } from './request.ts';
import { fieldIn, valueOfNotation } from './value.ts';

type Told = ReturnType<RuleSet['ofEvent']>[number];

/** `severityOf`: of the table; a note may have its own. */
export function eventFindings(event: unknown, severityOf: (rule: string) => Severity): Told[] {
  const told = (rule: string, says: string, field: string, severity = severityOf(rule)): Told => ({
    rule,
    severity,
    says,
    field,
  });
  const value = valueOfNotation(event);
  const name = fieldIn(value, 'event');
  if (name === undefined) return [told('A12', 'An event is a map with the key "event".', 'event')];
  if (name.is !== 'text') return [told('A60', 'The value of "event" must be a text.', 'event')];
  const met = sideMet(name.text, true);
  if (met !== null) return [told(met.rule, met.says, 'event')];
  if (name.text === 'start') {
    return startNotes(value, undefined).map(({ rule, says, value: at, severity }) =>
      told(rule, says, at.path, severity ?? severityOf(rule)),
    );
  }
  const found: Told[] = [];
  for (const { name: field, is } of fishEvents.get(name.text)?.fields ?? []) {
    const inside = fieldIn(value, field);
    if (is !== 'str') continue;
    if (inside?.is !== 'text') found.push(told('A58', `${name.text} needs a field ${field}, a text.`, field));
    else if (inside.text === '') found.push(told('A28', 'A text event without text has no effect.', field));
  }
  return found;
}
