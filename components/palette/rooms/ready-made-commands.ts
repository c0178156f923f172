import { readyMade } from '@/lib/lessons/recordings.ts';
import { composerOf } from '../../compose/actions.ts';
import { focusRecord } from '../../ready-made/focus-record.ts';
import { openReadyMade } from '../../ready-made/open-ready-made.ts';
import type { CommandRoom } from '../command.ts';

/** Each by its title, and by what is found in it. */
export const readyMadeCommands: CommandRoom = {
  name: 'Ready-made sessions',
  when: 'typed',
  commands: ({ facade }) =>
    readyMade.map(({ id, title, dialect, isGood, rules }) => ({
      id: `ready-made/${id}`,
      words: `Open ready-made session: ${title}`,
      also: `recording sample example demo ${isGood ? 'good' : 'trouble wrong'} ${dialect} ${rules.join(' ')}`,
      run: async () => {
        const why = await openReadyMade(facade, id);
        if (why === null) focusRecord();
        else composerOf(facade).say(`${why.title}: ${why.detail} ${why.hint}`);
      },
    })),
};
