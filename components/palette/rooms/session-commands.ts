import { canForget } from '../../session-tabs/forgettable.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

export const sessionCommands: CommandRoom = {
  name: 'Sessions',
  commands({ facade, state: { sessions, active } }) {
    const shown = sessions.find(({ id }) => id === active);
    const over = sessions.filter(canForget);
    return [
      {
        id: 'all-sessions',
        words: 'List all sessions',
        also: 'tabs overflow open switch close',
        run: () => askCommand('showSessions'),
      },
      {
        id: 'close-over',
        words: `Close all sessions that are over`,
        also: 'forget tabs finished',
        unavailable: over.length === 0 && 'none is over',
        run: () => {
          for (const { id } of over) facade.forgetSession(id);
        },
      },
      ...sessions
        .filter(({ id }) => id !== active)
        .map(({ id, title, upstream }) => ({
          id: `session/${id}`,
          words: `Show session ${title}`,
          also: `open switch tab ${upstream}`,
          run: () => facade.openSession(id),
        })),
      ...(shown === undefined
        ? []
        : [
            {
              id: 'close-session',
              words: `Close session ${shown.title}`,
              also: 'forget tab',
              keys: 'Delete',
              unavailable: !canForget(shown) && 'it is not over',
              run: () => facade.forgetSession(shown.id),
            },
          ]),
    ];
  },
};
