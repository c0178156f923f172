import { dialectOf } from '@/lib/dialects/registry.ts';
import { composerOf } from '../../compose/actions.ts';
import { outlineOf, stepUnder } from '../../compose/outline.ts';
import { suppliesOf } from '../../compose/supplies-of.ts';
import { wrongWays } from '../../compose/wrong-ways.ts';
import type { Command, CommandRoom } from '../command.ts';

/** What the event under the cursor can be made of, to be sent wrong on purpose. */
export const wrongCommands: CommandRoom = {
  name: 'Wrong on purpose',
  when: 'typed',
  commands({ facade, state }) {
    const composer = composerOf(facade);
    const { text, caret, dialect: id } = composer.drafts.get();
    const dialect = dialectOf(id);
    if (dialect === undefined) return [];
    const step = stepUnder(outlineOf(text, composer.environment()?.variables), caret);
    return wrongWays(step, dialect, suppliesOf(state, composer.files())).ways.map(
      (way): Command => ({
        id: `wrong/${way.id}`,
        words: `Wrong on purpose: ${way.title}`,
        also: 'mutate break malformed raw',
        run: () => void composer.insertText(way.apply().text),
      }),
    );
  },
};
