/** The last run in short, for the README. */
import type { Report } from './report.ts';
import { figureWords } from './table.ts';

export const begin = '<!-- bench: begin -->';
export const end = '<!-- bench: end -->';
const heads = ['row', 'what', 'against', 'figure', 'goal', 'verdict', 'made of'] as const;

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;

const longest = 90;

/** As many of its parts as are read at a glance: the whole stands on the terminal and in the JSON file. */
function inShort(aside: string): string {
  const [first = '', ...rest] = aside.split('; ');
  if (first.length > longest) return `${first.slice(0, first.lastIndexOf(' ', longest))} ...`;
  return rest.reduce((all, part) => (all.length + part.length + 2 > longest ? all : `${all}; ${part}`), first);
}

/** As Markdown: the machine, and a line for every row that was measured. */
export function readmeTable({ machine, effort, seconds, outcomes, broken }: Report): string {
  const { node, cores, processor } = machine;
  const rows = outcomes.map(({ id, what, baseline, unit, most, median, verdict, aside }) =>
    line([
      `\`${id}\``,
      what,
      baseline,
      figureWords[unit](median),
      `<= ${figureWords[unit](most)}`,
      verdict,
      inShort(aside),
    ]),
  );
  return [
    `Node ${node}, ${cores} cores, ${processor}; medians of ${effort.rounds} rounds, ${Math.round(seconds / 60)} minutes.`,
    ...broken.map(({ id }) => `\`${id}\` could not be measured.`),
    '',
    line(heads),
    `|${heads.map(() => '---|').join('')}`,
    ...rows,
  ].join('\n');
}

/** `readme` with the table between its two marks. Throws when it has not got them. */
export function withTable(readme: string, report: Report): string {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`README.md has no place for the table: "${begin}", then "${end}"`);
  return `${readme.slice(0, from + begin.length)}\n${readmeTable(report)}\n${readme.slice(to)}`;
}

/** Ids of the rows that a README shows; null when it has no place for them. */
export function shownRows(readme: string): string[] | null {
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from === -1 || to < from) return null;
  const lines = readme
    .slice(from, to)
    .split('\n')
    .filter((one) => one.startsWith('| `'));
  return lines.map((one) => {
    const cells = one.split(/(?<!\\)\|/).slice(1, -1);
    if (cells.length !== heads.length) throw new Error(`not ${heads.length} cells: ${one}`);
    return (cells[0] as string).replaceAll('`', '').trim();
  });
}
