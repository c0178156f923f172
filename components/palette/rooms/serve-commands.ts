import { showReplayPart } from '../../playback/replay-part.ts';
import type { CommandRoom } from '../command.ts';
import { showTab } from '../reach.ts';

/** The session on show as a server for other programs. */
export const serveCommands: CommandRoom = {
  name: 'Serve',
  when: 'typed',
  commands: ({ state: { active } }) => [
    {
      id: 'serve-session',
      words: 'Serve this session to a client',
      also: 'replay recording server sdk mock address',
      unavailable: active === null && 'no session yet',
      run: () => {
        showReplayPart('serve');
        showTab('replay');
      },
    },
  ],
};
