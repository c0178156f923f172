import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

/** A number, with or without `#`, is the number of a row. */
export const rowCommands: CommandRoom = {
  name: 'Rows',
  when: 'typed',
  commands({ facade, state: { sessions, view } }, typed) {
    const digits = /^(?:row |go to row |#)?(\d{1,9})$/i.exec(typed.trim().replace(/,/g, ''))?.[1];
    if (digits === undefined) return [];
    const seq = Number(digits);
    const last = sessions.find(({ id }) => id === view.session)?.entries ?? 0;
    const none = last === 0 ? 'no session yet' : `this session has rows 1 to ${last}`;
    return [
      {
        id: `row/${seq}`,
        words: `Go to row ${seq}`,
        also: `#${seq} ${typed}`,
        unavailable: (seq < 1 || seq > last) && none,
        run: () => {
          facade.setFollow(false);
          facade.select(seq);
          askCommand('rowPicked');
          askCommand('focusLog');
        },
      },
    ];
  },
};
