import { type TimelineDesk, timelineDeskOf } from '../../timeline/timeline-desk.ts';
import type { Command, CommandRoom } from '../command.ts';
import { showTab, whenTold } from '../reach.ts';

/** What can be done with the timeline, as its buttons do it. */
export const timelineCommands: CommandRoom = {
  name: 'Timeline',
  when: 'typed',
  commands({ facade, state: { active, selected } }) {
    const desk = timelineDeskOf(facade);
    const { table } = desk.get();
    const none = active === null && 'no session yet';
    const unselected = none || (selected === null && 'no row is selected');
    const make = (
      id: string,
      words: string,
      also: string,
      run: (desk: TimelineDesk) => void,
      unavailable: Command['unavailable'] = none,
      keys?: string,
    ): Command => ({
      id,
      words,
      also,
      unavailable,
      ...(keys === undefined ? {} : { keys }),
      run: () => {
        showTab('timeline');
        whenTold(
          facade,
          // Whose selection it does not know yet, it cannot measure from.
          ({ timeline }) => timeline !== null && (timeline.selected?.seq ?? null) === selected,
          () => run(desk),
        );
      },
    });
    return [
      make('measure', 'Measure what is in sight on the timeline', 'area duration sums', (d) => d.measureView()),
      make(
        'measure-from',
        'Measure from the selected entry',
        'timeline area begin',
        (d) => d.measureAt('begin'),
        unselected,
        'B',
      ),
      make(
        'measure-to',
        'Measure up to the selected entry',
        'timeline area end',
        (d) => d.measureAt('end'),
        unselected,
        'E',
      ),
      make('timeline-in', 'Zoom into the timeline', 'closer lanes', (d) => d.zoom(1 / 1.5), none, 'W'),
      make('timeline-out', 'Zoom out of the timeline', 'further lanes', (d) => d.zoom(1.5), none, 'S'),
      make('timeline-fit', 'Fit the whole timeline', 'zoom all lanes', (d) => d.fit(), none, 'F'),
      make('timeline-table', table ? 'Show the timeline as lanes' : 'Show the timeline as a table', 'words rows', (d) =>
        d.setTable(!table),
      ),
    ];
  },
};
