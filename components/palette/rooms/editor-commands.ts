import { dialectOf } from '@/lib/dialects/registry.ts';
import { composerOf } from '../../compose/actions.ts';
import { outlineOf } from '../../compose/outline.ts';
import { templatesOf } from '../../compose/templates-of.ts';
import { formatPlace, writeFormat } from '../../connection-bar/format-place.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { Command, CommandRoom } from '../command.ts';

/** What is written into the session of the editor: an event or a directive, and the format it asks for. */
export const editorCommands: CommandRoom = {
  name: 'Editor',
  when: 'typed',
  commands({ facade, state: { upstreams, upstream } }) {
    const dialect = dialectOf(upstreams.find(({ id }) => id === upstream)?.dialect ?? '') ?? null;
    const { drafts, insert } = composerOf(facade);
    const place = formatPlace(outlineOf(drafts.get().text).steps.map(({ step }) => step));
    const formats = place === null ? [] : (dialect?.formats ?? []);
    return [
      ...templatesOf(dialect).map(
        ({ title, event }): Command => ({
          id: `template/${title}`,
          words: `Insert ${title}`,
          also: 'template event step add editor',
          run: () => {
            insert(event);
            askCommand('focusEditor');
          },
        }),
      ),
      ...formats.map(
        (format): Command => ({
          id: `format/${format}`,
          words: `Ask for the format ${format}`,
          also: 'choose audio codec editor',
          unavailable: place?.value === format && 'so it is',
          run: () => place !== null && writeFormat(drafts, place, format),
        }),
      ),
    ];
  },
};
