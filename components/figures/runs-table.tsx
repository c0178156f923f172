'use client';
import type { RunsView } from '@/lib/console/runs-view.ts';
import type { Comparison, RunFigure } from '@/lib/timing/runs.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { figureGroups } from './figure-groups.ts';
import { clockWords, differenceText, noValue, valueText } from './figure-text.ts';

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
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse whitespace-nowrap text-left">
        <caption className="sr-only">Figures over all runs; percentiles by nearest rank</caption>
        <thead className="text-fg3 text-label">
          <tr>
            <td />
            {groups.map((name) => (
              <th key={name} scope="colgroup" colSpan={3} className="px-2 font-normal">
                <b className="font-semibold text-fg">{name.toUpperCase()}</b> {runs[name].rows.length} runs:{' '}
                <VisibleText text={runs[name].settings.join('; ').slice(0, 200)} />
              </th>
            ))}
            {both && (
              <th scope="colgroup" colSpan={2} className="px-2 font-normal">
                B against A
              </th>
            )}
          </tr>
          <tr>
            <th scope="col" className="px-2 font-normal">
              Figure
            </th>
            {groups.map((name) =>
              ['p50', 'p95', 'least – most'].map((head) => (
                <th key={`${name} ${head}`} scope="col" className="border-line border-b px-2 font-normal">
                  {head}
                </th>
              )),
            )}
            {both &&
              ['p50', 'how sure'].map((head) => (
                <th key={head} scope="col" className="border-line border-b px-2 font-normal">
                  {head}
                </th>
              ))}
          </tr>
        </thead>
        <tbody>
          {ids.map((id) => {
            const figures = groups.map((name) => figureIn(runs[name].figures, id));
            const first = figures.find((figure) => figure !== undefined) as RunFigure;
            return (
              <tr key={id}>
                <th
                  scope="row"
                  title={`${first.says} (${clockWords[first.clock]})`}
                  className="px-2 py-0.5 font-normal text-fg2"
                >
                  {first.label}
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
  );
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
      <td className="px-2 font-mono text-data text-fg2">
        {figure?.p50 == null ? '' : `${text(figure.least)} – ${text(figure.most)} `}
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
