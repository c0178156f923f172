import { noFilter } from '@/lib/console/initial-state.ts';
import { partsOf } from '../../log/filter-parts.ts';
import type { CommandRoom } from '../command.ts';

/** What of the log is shown, and whether it moves. */
export const logCommands: CommandRoom = {
  name: 'Log',
  commands({ facade, state: { filter, follow, paused, view } }) {
    const none = view.session === null && 'no session yet';
    const filtered = partsOf(filter).length > 0;
    return [
      {
        id: 'follow',
        words: follow ? 'Stop following the newest row' : 'Follow the newest row',
        also: 'tail scroll',
        keys: 'f',
        run: () => facade.setFollow(!follow),
      },
      {
        id: 'pause-view',
        words: paused ? 'Let the view go on' : 'Pause the view',
        also: 'freeze hold log resume',
        keys: 'p',
        run: () => facade.setPaused(!paused),
      },
      view.clearedBefore > 1
        ? { id: 'show-all', words: 'Show what was cleared', also: 'all rows undo', run: () => facade.showAll() }
        : {
            id: 'clear',
            words: 'Clear the view',
            also: 'rows hide; nothing is deleted',
            unavailable: none,
            run: () => facade.clearView(),
          },
      {
        id: 'only-problems',
        words: filter.onlyProblems ? 'Show rows without problems too' : 'Show problems only',
        also: 'findings errors warnings filter',
        run: () => facade.setFilter({ onlyProblems: !filter.onlyProblems }),
      },
      {
        id: 'only-sent',
        words: 'Show only what was sent',
        also: 'out direction filter',
        unavailable: filter.dir === 'sent' && 'so it is',
        run: () => facade.setFilter({ dir: 'sent' }),
      },
      {
        id: 'only-received',
        words: 'Show only what was received',
        also: 'in direction filter',
        unavailable: filter.dir === 'received' && 'so it is',
        run: () => facade.setFilter({ dir: 'received' }),
      },
      {
        id: 'no-filter',
        words: 'Take all filters off',
        also: 'reset clear show everything both directions all kinds',
        unavailable: !filtered && 'there is none',
        run: () => facade.setFilter(noFilter),
      },
    ];
  },
};
