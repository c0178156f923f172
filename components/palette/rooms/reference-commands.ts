import { dialectOf, dialects } from '@/lib/dialects/registry.ts';
import { eventAnchor, referencePath } from '@/lib/lessons/reference/anchors.ts';
import { composerOf } from '../../compose/actions.ts';
import { outlineOf } from '../../compose/outline.ts';
import { referenceAt } from '../../compose/reference-place.ts';
import type { Command, CommandRoom } from '../command.ts';
import { openPage } from './page-commands.ts';

/** The pages of the reference, each event on them, and what is told of the field under the cursor. */
export const referenceCommands: CommandRoom = {
  name: 'Reference',
  when: 'typed',
  commands({ facade }) {
    const { drafts, environment } = composerOf(facade);
    const { text, caret, dialect: id } = drafts.get();
    const dialect = dialectOf(id);
    const here = dialect === undefined ? null : referenceAt(outlineOf(text, environment()?.variables), dialect, caret);
    return [
      ...(here === null
        ? []
        : [
            {
              id: 'reference/here',
              words: `Read about ${here.says}, where the cursor is`,
              also: 'reference help docs field',
              run: () => openPage(here.path),
            },
          ]),
      ...dialects.flatMap(({ id: of, title, clientEvents, serverEvents }) => [
        {
          id: `reference/${of}`,
          words: `Read the reference of ${title}`,
          also: 'help docs protocol events fields states',
          run: () => openPage(referencePath(of)),
        },
        ...[...clientEvents, ...serverEvents].map(
          (event): Command => ({
            id: `reference/${of}/${event}`,
            words: `Read about the event ${event} of ${title}`,
            also: 'reference help docs fields',
            run: () => openPage(referencePath(of, eventAnchor(event))),
          }),
        ),
      ]),
    ];
  },
};
