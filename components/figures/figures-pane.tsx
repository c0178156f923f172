'use client';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { useKept } from '../workbench/use-kept.ts';
import { BlameList, VerdictLine } from './blame-list.tsx';
import { FigureList } from './figure-list.tsx';
import { Prebuffer } from './prebuffer.tsx';
import { RunsPane } from './runs-pane.tsx';
import { TurnsTable } from './turns-table.tsx';

type View = 'session' | 'runs';

/** Times: of the session on view, or of many runs side by side. */
export function FiguresPane() {
  const [view, setView] = useKept<View>('figures of', 'session');
  const timing = useConsole((state) => state.timing);
  return (
    <div className="flex min-h-0 grow flex-col border-line border-t">
      <div className="flex min-h-10 shrink-0 items-center gap-3 border-line border-b px-3 py-1.5 phone:flex-wrap">
        <Segmented
          label="Figures of"
          value={view}
          options={[
            { value: 'session', show: 'This session' },
            { value: 'runs', show: 'Repeat' },
          ]}
          onChange={setView}
        />
        {view === 'session' && timing !== null && <VerdictLine timing={timing} />}
      </div>
      <ScrollRegion label={view === 'session' ? 'Figures' : 'Repeated runs'} className="min-h-0 min-w-0 grow px-3 py-2">
        {view === 'session' ? <SessionFigures /> : <RunsPane />}
      </ScrollRegion>
    </div>
  );
}

function SessionFigures() {
  const timing = useConsole((state) => state.timing);
  const active = useConsole((state) => state.active);
  const [chosen, setChosen] = useKept<{ session: string | null; turn: number | null }>('turn', {
    session: null,
    turn: null,
  });
  if (timing === null) return <p className="text-fg3">The figures of a session stand here as soon as there is one.</p>;
  const turn = chosen.session === active ? chosen.turn : null;
  const choose = (index: number | null) => setChosen({ session: active, turn: index });
  return (
    <div className="figures-room">
      <div className="figures-columns">
        <BlameList timing={timing} />
        <FigureList figures={timing.figures} price={timing.price} turns={timing.turns} />
        <Prebuffer timing={timing} chosen={turn} onChoose={choose} />
        <div className="figures-wide">
          <TurnsTable timing={timing} chosen={turn} onChoose={choose} />
        </div>
      </div>
    </div>
  );
}
