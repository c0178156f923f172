/** What can be said of an event before it is sent. */
import type { Foretold, Severity } from '../../rule.ts';
import { fishEvents } from '../events.ts';
import { sideMet } from './frames.ts';
import { startNotes } from './request.ts';
import { fieldIn, valueOfNotation } from './value.ts';

/** `severityOf`: of the table; a note may have its own. */
export function eventFindings(event: unknown, severityOf: (rule: string) => Severity): Foretold[] {
  const told = (rule: string, says: string, field: string, severity = severityOf(rule)): Foretold => ({
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
      told(rule, `${says}${notationOf(at.path)}`, at.path, severity ?? severityOf(rule)),
    );
  }
  const found: Foretold[] = [];
  for (const { name: field, is } of fishEvents.get(name.text)?.fields ?? []) {
    const inside = fieldIn(value, field);
    if (is !== 'str') continue;
    if (inside?.is !== 'text') found.push(told('A58', `${name.text} needs a field ${field}, a text.`, field));
    else if (inside.text === '') found.push(told('A28', 'A text event without text has no effect.', field));
  }
  return found;
}

/** How the editor writes what a field must hold, where JSON has no word for it. */
function notationOf(path: string): string {
  return path.endsWith('.audio') ? ' Write {"$bin": "<base64>"}, or {"$file": "<name>"} for a file chosen here.' : '';
}
