import { logOutOfHere } from '../../login/log-out.ts';
import { chooseTheme, type ThemeChoice } from '../../ui/theme.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { Command, CommandRoom } from '../command.ts';

const themes: readonly [ThemeChoice, string][] = [
  ['light', 'Use the light theme'],
  ['dark', 'Use the dark theme'],
  ['system', 'Use the theme of the system'],
];

/** What is for the whole page. */
export const pageCommands: CommandRoom = {
  name: 'Page',
  commands: ({ state }) => [
    ...themes.map(
      ([choice, words]): Command => ({
        id: `theme/${choice}`,
        words,
        also: 'colours mode',
        run: () => chooseTheme(choice),
      }),
    ),
    {
      id: 'keys',
      words: 'Show the list of keys',
      also: 'help shortcuts keyboard',
      keys: '?',
      run: () => askCommand('showKeys'),
    },
    { id: 'rules', words: 'Read all rules', also: 'findings lint help docs', run: () => openPage('/rules') },
    {
      id: 'log-out',
      words: 'Log out',
      also: 'sign leave user account',
      unavailable: state.user === null && 'nobody is logged in here',
      run: () => void logOutOfHere(),
    },
  ],
};

/** In a tab of its own, so that the sessions of this one stay. */
export function openPage(path: string): void {
  window.open(path, '_blank', 'noopener,noreferrer');
}
