/** A report for other programs: JSON that is safe to print, whatever texts are in it. */
import { isHidden } from '../../bytes/visible.ts';
import type { Report } from './scenario-report.ts';

export function jsonReport(report: Report): string {
  return printable(report);
}

/** Pretty-printed JSON; characters that cannot be seen, or that a terminal might act on, are escaped as JSON allows. */
export function printable(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? String(inner) : inner), 2);
  let out = '';
  // The breaks between the lines are JSON's own.
  for (const point of text) out += point === '\n' || !isHidden(point.codePointAt(0) as number) ? point : escaped(point);
  return `${out}\n`;
}

function escaped(point: string): string {
  return Array.from({ length: point.length }, (_, i) => {
    return `\\u${point.charCodeAt(i).toString(16).padStart(4, '0')}`;
  }).join('');
}
