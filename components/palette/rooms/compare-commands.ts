import { compareDeskOf } from '../../compare/compare-choice.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

/** Two sessions side by side. */
export const compareCommands: CommandRoom = {
  name: 'Compare',
  when: 'typed',
  commands({ facade, state: { sessions, active } }) {
    const others = sessions.filter(({ id }) => id !== active);
    return [
      {
        id: 'compare',
        words: 'Compare two sessions',
        also: 'diff side by side difference',
        unavailable: sessions.length < 2 && 'there are not two sessions',
        run: () => askCommand('compareSessions'),
      },
      ...(active === null ? [] : others).map(({ id, title, upstream }) => ({
        id: `compare/${id}`,
        words: `Compare this session with ${title}`,
        also: `diff ${upstream}`,
        run: () => {
          askCommand('compareSessions');
          const desk = compareDeskOf(facade);
          desk.set({ a: active, b: id });
          desk.compare();
        },
      })),
    ];
  },
};
