import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

export const importCommands: CommandRoom = {
  name: 'Files',
  commands() {
    return [
      {
        id: 'open-recording',
        words: 'Open a recording',
        also: 'import load file HAR jsonl capture drop paste verify check whole unchanged tampered',
        run: () => askCommand('openRecording'),
      },
    ];
  },
};
