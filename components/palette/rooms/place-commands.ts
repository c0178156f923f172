import { drawerTabs } from '../../workbench/drawer-tabs.tsx';
import { askCommand } from '../../workbench/page-commands.ts';
import { drawerTab, isDrawerOpen, setDrawerOpen, showInDrawer } from '../../workbench/pane-sizes.ts';
import type { Command, CommandRoom } from '../command.ts';
import { showWay } from '../reach.ts';

/** Where the focus goes, and which pane is in sight. */
export const placeCommands: CommandRoom = {
  name: 'Go to',
  commands() {
    const phone = window.matchMedia('(width < 700px)').matches;
    const open = isDrawerOpen();
    const shown = open ? (drawerTab() ?? drawerTabs[0]?.id) : null;
    return [
      { id: 'editor', words: 'Go to the editor', also: 'focus compose pane', run: () => askCommand('focusEditor') },
      {
        id: 'form',
        words: 'Form of this step',
        also: 'fields step compose edit',
        run: () => showWay('showForm', '[aria-label="Form of the step"]'),
      },
      {
        id: 'library',
        words: 'Library',
        also: 'scenarios open shipped compose samples examples',
        run: () => showWay('showLibrary', '[aria-label="Library"] input[type="search"]'),
      },
      {
        id: 'save-to-library',
        words: 'Save to library',
        also: 'keep scenario name store',
        run: () => showWay('showLibrary', '.library-save input'),
      },
      { id: 'log', words: 'Go to the log', also: 'focus rows frames pane', run: () => askCommand('focusLog') },
      {
        id: 'inspector',
        words: 'Go to the inspector',
        also: 'focus inspect fields bytes pane',
        run: () => askCommand('focusInspector'),
      },
      {
        id: 'filter',
        words: 'Filter the rows',
        also: 'search find regex',
        keys: '/',
        run: () => askCommand('focusFilter'),
      },
      ...(phone
        ? [{ id: 'sound', words: 'Go to the sound', also: 'player pane', run: () => askCommand('showSound') }]
        : [
            {
              id: 'drawer',
              words: open ? 'Close the drawer' : 'Open the drawer',
              also: 'player sound bottom collapse fold',
              run: () => setDrawerOpen(!open),
            },
            ...drawerTabs
              .filter(({ id }) => id !== shown)
              .map(
                ({ id, name }): Command => ({
                  id: `drawer/${id}`,
                  words: `Show ${name} in the drawer`,
                  also: 'bottom',
                  run: () => showInDrawer(id),
                }),
              ),
          ]),
    ];
  },
};
