import { isolate } from '../../log/hidden-kinds.ts';
import type { CommandRoom } from '../command.ts';

/** One kind of row alone, as the names above the log do it. */
export const kindCommands: CommandRoom = {
  name: 'Kinds',
  commands({ facade, state: { filter, view } }) {
    const kinds = view.facets.map(({ kind }) => kind);
    const alone = kinds.filter((kind) => !filter.hidden.includes(kind));
    return [
      ...kinds.map((kind) => ({
        id: `kind/${kind}`,
        words: `Show only ${kind.slice(0, 40)}`,
        also: 'kind facet filter rows',
        unavailable: alone.length === 1 && alone[0] === kind && 'so it is',
        run: () => facade.setFilter({ hidden: isolate(filter.hidden, kind, kinds) }),
      })),
      ...(filter.hidden.length === 0
        ? []
        : [
            {
              id: 'all-kinds',
              words: 'Show all kinds',
              also: 'facet filter rows',
              run: () => facade.setFilter({ hidden: [] }),
            },
          ]),
    ];
  },
};
