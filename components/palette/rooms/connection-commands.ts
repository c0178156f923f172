import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

export const connectionCommands: CommandRoom = {
  name: 'Connection',
  commands({ facade, state }) {
    const phase = state.live?.connection.phase ?? 'idle';
    const canEnd = phase === 'open' || phase === 'dialling';
    const busy = canEnd || phase === 'closing';
    return [
      {
        id: 'connect',
        words: 'Connect',
        also: 'open dial socket',
        unavailable:
          (busy && 'a connection is there already') || (state.link !== 'open' && 'the server is out of reach'),
        run: () => askCommand('connect'),
      },
      {
        id: 'disconnect',
        words: 'Disconnect',
        also: 'close hang up socket',
        unavailable: !canEnd && 'nothing is connected',
        run: () => facade.disconnect(),
      },
      { id: 'key', words: 'Type the API key', also: 'token secret', run: () => askCommand('focusKey') },
    ];
  },
};
