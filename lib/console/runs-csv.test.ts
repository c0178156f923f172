import { expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { csvCell } from '../recording/export/csv-cell.ts';
import { aggregate } from '../timing/runs.ts';
import { drawn } from '../timing/testing/draw-timing.ts';
import { noRuns } from './initial-state.ts';
import { runsCsv } from './runs-csv.ts';
import type { GroupView } from './runs-view.ts';

function group(setting: string, ...delays: number[]): GroupView {
  const views = delays.map((ms) => drawn(fish, `0 > text "One."\n0 > flush\n${ms} < audio 100B 0.2s`));
  const rows = views.map(({ figures }, i) => ({
    session: String(i),
    title: `run ${i + 1}`,
    setting,
    kept: true,
    values: Object.fromEntries(figures.map(({ id, value }) => [id, value])),
  }));
  return { settings: [setting], rows, figures: aggregate(views).figures };
}

test('a cell is text or a number, never a formula', () => {
  expect(['=1+1', '+x', '-x', '@x', '\t=1', ' =1', 'a,b', 'a"b', 'a\nb', 'plain'].map(csvCell)).toEqual([
    "'=1+1",
    "'+x",
    "'-x",
    "'@x",
    "'\t=1",
    "' =1",
    '"a,b"',
    '"a""b"',
    '"a\nb"',
    'plain',
  ]);
  expect([csvCell(-5.5), csvCell(null)]).toEqual(['-5.5', '']);
});

test('each run is a line, and each group is summed up', () => {
  const csv = runsCsv({ ...noRuns, a: group('fish, x=1', 250, 300, 200), b: group('=evil', 100) });
  const lines = csv.trimEnd().split('\r\n');
  const at = lines[0]?.split(',').indexOf('first-byte (ms)') ?? -1;
  expect(at).toBeGreaterThan(2);
  expect(lines.length).toBe(1 + 3 + 5 + 1 + 5);
  // The setting of A holds a comma, and so is one cell of two parts.
  const first = lines.slice(1).map((line) => line.replace(/"[^"]*"/, 'q').split(',')[at]);
  expect(first).toEqual([
    '250',
    '300',
    '200',
    '250',
    '300',
    '200',
    '300',
    '100',
    '100',
    '100',
    '100',
    '100',
    '100',
    '0',
  ]);
  expect(lines[9]).toMatch(/^B,run 1,'=evil,/);
});

test('no runs: the head alone', () => {
  expect(runsCsv(noRuns)).toBe('group,run,setting\r\n');
});
