/** Runs as a table for a spreadsheet: comma separated (RFC 4180), and no cell that one would take for a formula. */
import { type Cell, csvLine } from '../recording/export/csv-cell.ts';
import type { RunFigure } from '../timing/runs.ts';
import type { GroupView, RunsView } from './runs-view.ts';

/** A line for each run, then percentiles and extremes of each group. Numbers as measured, a point for the decimals, empty where none. */
export function runsCsv({ a, b }: RunsView): string {
  const figures = new Map<string, RunFigure>();
  for (const figure of [...a.figures, ...b.figures]) if (!figures.has(figure.id)) figures.set(figure.id, figure);
  const ids = [...figures.keys()];
  const head = ['group', 'run', 'setting', ...[...figures.values()].map(({ id, unit }) => `${id} (${unit})`)];
  const lines = [head, ...groupLines('A', a, ids), ...groupLines('B', b, ids)];
  return lines.map(csvLine).join('');
}

function groupLines(name: string, { rows, figures, settings }: GroupView, ids: readonly string[]): Cell[][] {
  if (rows.length === 0) return [];
  const setting = settings.join('; ');
  const sums = (['p50', 'p95', 'least', 'most', 'spread'] as const).map((which): Cell[] => [
    name,
    which,
    setting,
    ...ids.map((id) => figures.find((figure) => figure.id === id)?.[which] ?? null),
  ]);
  const runs = rows.map((row): Cell[] => {
    const values = row.values as Readonly<Record<string, number | null | undefined>>;
    return [name, row.title, row.setting, ...ids.map((id) => values[id] ?? null)];
  });
  return [...runs, ...sums];
}
