import { canForget } from '../../session-tabs/forgettable.ts';
import type { Command, CommandRoom } from '../command.ts';

/** Runs that are repeated, and the groups they are compared in. */
export const runCommands: CommandRoom = {
  name: 'Runs',
  when: 'typed',
  commands({ facade, state: { runs, sessions, active } }) {
    const shown = sessions.find(({ id }) => id === active);
    const notYet = shown === undefined ? 'there is no session' : !canForget(shown) && 'it is not over';
    return [
      {
        id: 'stop-repeating',
        words: 'Stop repeating the session',
        also: 'runs series',
        unavailable: runs.series?.state !== 'running' && 'nothing is repeated',
        run: () => facade.stopRepeat(),
      },
      ...(['a', 'b'] as const).map(
        (group): Command => ({
          id: `group/${group}`,
          words: `Count the session in group ${group.toUpperCase()}`,
          also: 'compare runs side by side figures percentiles',
          unavailable: notYet,
          run: () => facade.setGroup(shown?.id ?? '', group),
        }),
      ),
    ];
  },
};
