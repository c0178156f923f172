'use client';
import { counted } from '@/lib/bytes/quantity.ts';
import type { RunsView } from '@/lib/console/runs-view.ts';
import type { Comparison, RunFigure } from '@/lib/timing/runs.ts';
import { useRoving } from '../ui/use-roving.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { type Explained, ExplainHead, useExplain } from './explain.tsx';
import { figureGroups } from './figure-groups.ts';
import { differenceText, noValue, rangeText, valueText } from './figure-text.ts';

const ofGroup: readonly Explained[] = [
  { id: 'p50', name: 'p50', says: 'The median: half the runs were no higher (nearest rank).' },
  {
    id: 'p95',
    name: 'p95',
    says: '95 of 100 runs were no higher (nearest rank); of fewer than 20 runs it is the highest.',
  },
  { id: 'range', name: 'least – most', says: 'How far the runs spread, and how many of them could not tell.' },
];
const ofBoth: readonly Explained[] = [
  { id: 'difference', name: 'p50', says: 'The median of B less the median of A.' },
  {
    id: 'sure',
    name: 'how sure',
    says: 'Of all pairs of a run of A and a run of B, the share in which B is lower or higher: from 70 % on it is called a difference.',
  },
];
const heads = [...ofGroup, ...ofBoth];

/** What does not change from run to run of the same steps says nothing here. */
const left = new Set(['text-bytes', 'text-characters']);
const order = figureGroups.flatMap(({ ids }) => ids);

/** Median, 95th percentile and spread of each figure, for one group or for two side by side. */
export function RunsTable({ runs }: { runs: RunsView }) {
  const groups = (['a', 'b'] as const).filter((name) => runs[name].rows.length > 0);
  const ids = order.filter(
    (id) => !left.has(id) && groups.some((name) => figureIn(runs[name].figures, id)?.p50 != null),
  );
  const both = groups.length === 2;
  const all = ids.map((id) => {
    const figures = groups.map((name) => figureIn(runs[name].figures, id));
    return { id, figures, first: figures.find((figure) => figure !== undefined) as RunFigure };
  });
  const explain = useExplain([...heads, ...all.map(({ first }) => itemOf(first))]);
  const columns = useRoving(groups.length * 3 + (both ? 2 : 0));
  const rows = useRoving(all.length, 'column');
  const head = (item: Explained, at: number, key: string) => (
    <th key={key} scope="col" className="border-line border-b px-1 font-normal">
      <ExplainHead explain={explain} item={item} tabIndex={columns.tabIndex(at)} />
    </th>
  );
  return (
    <div className="min-w-0">
      {explain.box(
        'Each figure and each column is explained here: point at it, press it, or go to it with Tab and the arrow keys.',
        'one',
      )}
      <div className="overflow-x-auto">
        <table className="border-collapse whitespace-nowrap text-left">
          <caption className="sr-only">Figures over all runs; percentiles by nearest rank</caption>
          <thead className="text-fg3 text-label">
            <tr>
              <td />
              {groups.map((name) => (
                <th key={name} scope="colgroup" colSpan={3} className="whitespace-normal px-2 align-bottom font-normal">
                  <b className="font-semibold text-fg">{name.toUpperCase()}</b> {counted(runs[name].rows.length, 'run')}
                  : <VisibleText text={runs[name].settings.join('; ').slice(0, 200)} />
                </th>
              ))}
              {both && (
                <th scope="colgroup" colSpan={2} className="px-2 font-normal">
                  B against A
                </th>
              )}
            </tr>
            <tr onKeyDown={columns.onKeyDown} onFocus={columns.onFocus}>
              <th scope="col" className="sticky left-0 bg-bg1 px-2 font-normal">
                Figure
              </th>
              {groups.map((name, group) => ofGroup.map((item, at) => head(item, 3 * group + at, `${name} ${item.id}`)))}
              {both && ofBoth.map((item, at) => head(item, 6 + at, item.id))}
            </tr>
          </thead>
          <tbody onKeyDown={rows.onKeyDown} onFocus={rows.onFocus}>
            {all.map(({ id, figures, first }, at) => {
              return (
                <tr key={id}>
                  <th scope="row" className="sticky left-0 bg-bg1 px-1 font-normal text-fg2 phone:whitespace-normal">
                    <ExplainHead explain={explain} item={itemOf(first)} tabIndex={rows.tabIndex(at)} />
                  </th>
                  {figures.map((figure, at) => (
                    <GroupCells key={groups[at]} figure={figure} />
                  ))}
                  {both && <Difference comparison={runs.comparison.find((one) => one.id === id)} />}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function itemOf({ id, label, clock, says }: RunFigure): Explained {
  return { id, name: label, clock, says };
}

function figureIn(figures: readonly RunFigure[], id: string): RunFigure | undefined {
  return figures.find((figure) => figure.id === id);
}

function GroupCells({ figure }: { figure: RunFigure | undefined }) {
  const text = (value: number | null | undefined) =>
    figure === undefined || value == null ? noValue : valueText(value, figure.unit);
  const missing = figure === undefined || figure.missing === 0 ? '' : `(${figure.missing} without)`;
  return (
    <>
      <td className="px-2 font-mono text-data">{text(figure?.p50)}</td>
      <td className="px-2 font-mono text-data">{text(figure?.p95)}</td>
      <td className="px-2 font-mono text-data text-fg2 phone:whitespace-normal">
        {figure?.p50 == null ? '' : `${rangeText(figure)} `}
        {missing}
      </td>
    </>
  );
}

function Difference({ comparison }: { comparison: Comparison | undefined }) {
  const difference = comparison?.difference ?? null;
  return (
    <>
      <td className="px-2 font-mono text-data">
        {difference === null || comparison === undefined ? noValue : differenceText(difference, comparison.unit)}
      </td>
      <td className="px-2 text-fg2">{comparison?.says.replace('the second', 'B') ?? ''}</td>
    </>
  );
}
