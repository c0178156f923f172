import { fileFormats } from '../../export-file/file-formats.ts';
import { openExport } from '../../export-file/wanted-format.ts';
import type { CommandRoom } from '../command.ts';

/** The session on show as a file: each opens the dialog, where one sees what is removed. */
export const exportCommands: CommandRoom = {
  name: 'Export',
  commands: ({ state: { active } }) =>
    fileFormats.map(({ id, name, ending }) => ({
      id: `export/${id}`,
      words: id.startsWith('audio-') ? `Export the s${name.slice(1)}` : `Export the session as ${name}`,
      // A profile is what `npm run calibrate` makes.
      also: `save download share file ${id === 'profile' ? 'calibrate sandbox ' : ''}${ending}`,
      unavailable: active === null && 'no session yet',
      run: () => openExport(id),
    })),
};
