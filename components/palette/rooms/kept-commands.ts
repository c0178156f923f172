import { counted } from '@/lib/bytes/quantity.ts';
import { askCommand } from '../../workbench/page-commands.ts';
import type { CommandRoom } from '../command.ts';

/** So many of the kept sessions are found by name here; the list has them all. */
const most = 200;

export const keptCommands: CommandRoom = {
  name: 'Kept sessions',
  commands({ facade, state: { kept, active } }) {
    const cut = kept.sessions.find(({ id }) => id === kept.cut[0]);
    const shown = kept.sessions.find(({ id }) => active !== null && kept.onTabs[id] === active);
    const isFree = ({ id }: { id: string }) => kept.onTabs[id] === undefined && !kept.elsewhere.includes(id);
    return [
      {
        id: 'kept-sessions',
        words: 'List the kept sessions',
        also: 'recordings history open rename note delete space quota storage',
        run: () => askCommand('showKept'),
      },
      ...(cut === undefined
        ? []
        : [
            {
              id: 'recover-session',
              words: `Open ${cut.title}, which was still open when its page was left`,
              also: 'crash recover restore cut short',
              run: () => void facade.ask('keep', { op: 'open', id: cut.id }),
            },
          ]),
      ...(shown === undefined
        ? []
        : [
            {
              id: 'pin-session',
              words: `${shown.pinned ? 'Unpin' : 'Pin'} session ${shown.title}`,
              also: 'keep protect',
              run: () => void facade.ask('keep', { op: 'pin', id: shown.id, on: !shown.pinned }),
            },
            {
              id: 'rename-session',
              words: `Rename session ${shown.title}, or write a note`,
              also: 'title name',
              run: () => askCommand('nameSession'),
            },
            {
              id: 'delete-session',
              words: `Delete session ${shown.title}`,
              also: 'remove forget',
              unavailable: shown.ended === '' && 'it is not over',
              run: () => void facade.ask('keep', { op: 'delete', ids: [shown.id] }),
            },
          ]),
      ...(kept.deleted === 0
        ? []
        : [
            {
              id: 'undo-delete',
              words: `Bring back the deleted ${kept.deleted === 1 ? 'session' : `${kept.deleted} sessions`}`,
              also: `undo delete restore ${kept.deletedTitle}`,
              run: () => void facade.ask('keep', { op: 'undo' }),
            },
          ]),
      ...(kept.left.length === 0
        ? []
        : [
            {
              id: 'bring-back-tabs',
              words: `Bring back ${counted(kept.left.length, 'tab')} of before the page was left`,
              also: 'reload restore sessions reopen',
              run: () => void facade.ask('keep', { op: 'bringBack' }),
            },
          ]),
      ...kept.sessions
        .filter(isFree)
        .slice(0, most)
        .map(({ id, title, upstream, note }) => ({
          id: `kept/${id}`,
          words: `Open kept session ${title}`,
          also: `${upstream} ${note}`,
          run: () => void facade.ask('keep', { op: 'open', id }),
        })),
    ];
  },
};
