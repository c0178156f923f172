/** The outcomes as lines for a terminal. */
import type { Report } from './report.ts';
import type { Outcome, Unit } from './row.ts';

/** A figure as it is read. */
export const figureWords: Record<Unit, (value: number) => string> = {
  x: (value) => `${value.toFixed(2)}x`,
  ms: (value) => `${value.toFixed(value < 1 ? 3 : 1)} ms`,
  n: (value) => String(Math.round(value)),
  B: bytesWords,
};

/** Four figures of it, by thousands: `187.5 kB`. */
function bytesWords(bytes: number): string {
  const power = Math.min(3, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3)));
  return `${Number((bytes / 1000 ** power).toPrecision(4))} ${['B', 'kB', 'MB', 'GB'][power]}`;
}

const heads = ['row', 'median', 'spread', 'goal', 'verdict', 'what'] as const;

/** A line of names, then two lines for every outcome: the figures, and what they were made of. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const cells = outcomes.map(({ id, unit, most, median, low, high, verdict, what }) => {
    const say = figureWords[unit];
    return [id, say(median), `${say(low)} to ${say(high)}`, `<= ${say(most)}`, verdict, what];
  });
  const widths = heads.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  const indent = ' '.repeat((widths[0] ?? 0) + 2);
  return [
    line(heads),
    ...outcomes.flatMap(({ baseline, aside }, i) => [
      line(cells[i] ?? []),
      `${indent}${aside}${baseline === 'none' ? '' : ` (${baseline})`}`,
    ]),
  ].join('\n');
}

/** How many goals were reached, which rows broke and why, which were not taken. */
export function tallyOf({ outcomes, broken, leftOut }: Pick<Report, 'outcomes' | 'broken' | 'leftOut'>): string[] {
  const count = (verdict: Outcome['verdict']) => outcomes.filter((outcome) => outcome.verdict === verdict).length;
  return [
    `${count('reached')} reached, ${count('within 25 %')} within 25 %, ${count('missed')} missed, ${broken.length} broken`,
    ...broken.map(({ id, why }) => `broken: ${id}: ${why}`),
    ...(leftOut.length === 0 ? [] : [`left out: ${leftOut.join(', ')}`]),
  ];
}
