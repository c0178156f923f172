import { canForget } from '../../session-tabs/forgettable.ts';
import type { CommandRoom } from '../command.ts';

export const sessionCommands: CommandRoom = {
  name: 'Sessions',
  commands({ facade, state: { sessions, active } }) {
    const shown = sessions.find(({ id }) => id === active);
    return [
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
              also: 'forget tab; its rows are forgotten',
              keys: 'Delete',
              unavailable: !canForget(shown) && 'it is not over',
              run: () => facade.forgetSession(shown.id),
            },
          ]),
    ];
  },
};
