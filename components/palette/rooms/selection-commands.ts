import type { CommandRoom } from '../command.ts';

/** What can be done with the selected row. */
export const selectionCommands: CommandRoom = {
  name: 'Selected row',
  commands({ facade, state: { selected, view } }) {
    const none = selected === null && 'no row is selected';
    const isZero = selected !== null && view.zero === selected;
    const isPinned = selected !== null && view.pins.some(({ seq }) => seq === selected);
    return [
      {
        id: 'zero-here',
        words: isZero ? 'Count time no longer from this row' : 'Count time from this row',
        also: 'zero delta here',
        keys: 'z',
        unavailable: none,
        run: () => facade.toggleZero(selected),
      },
      ...(view.zero === null || isZero
        ? []
        : [{ id: 'no-zero', words: 'Take the zero away', also: 'delta time', run: () => facade.toggleZero(null) }]),
      {
        id: 'pin',
        words: isPinned ? 'Unpin this row' : 'Pin this row',
        also: 'keep above',
        keys: 'm',
        unavailable: none,
        run: () => selected !== null && facade.togglePin(selected),
      },
    ];
  },
};
