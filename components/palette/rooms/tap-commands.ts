import { socketUrl } from '@/lib/lessons/tap-clients/client-card.ts';
import { cardsOf } from '@/lib/lessons/tap-clients/client-cards.ts';
import { copyText } from '../../inspector/take-away.ts';
import { tapBase } from '../../tap/tap-address.ts';
import { chooseTap, tapChoice, tapPlace } from '../../tap/tap-choice.ts';
import { isLive } from '../../tap/tap-words.ts';
import type { Command, CommandRoom } from '../command.ts';
import { showTab, whenThere } from '../reach.ts';

/** A client of one's own, watched. */
export const tapCommands: CommandRoom = {
  name: 'Tap',
  when: 'typed',
  commands({ facade, state }) {
    const shown = state.sessions.find(({ id }) => id === state.active);
    const canEnd = shown?.tap !== undefined && isLive(shown);
    const place = tapPlace(state, tapChoice());
    const info = state.upstreams.find(({ id }) => id === place.upstream);
    const base = tapBase(window.location.origin, place, info);
    const none = base === null && 'its name or its faults cannot be had: see the Tap tab';
    const dialect = info?.dialect ?? '';
    const open = (part: 'connections' | 'client') => {
      chooseTap({ part });
      showTab('tap');
    };
    const copy = (id: string, words: string, text: (base: string) => string): Command => ({
      id,
      words,
      also: 'tap base url proxy sdk client watch record',
      unavailable: none,
      run: async () => {
        if (base !== null) await copyText(text(base));
      },
    });
    return [
      {
        id: 'tap',
        words: 'Open the tap: watch a client of your own',
        also: 'proxy sdk record traffic connections',
        run: () => open('connections'),
      },
      {
        id: 'tap-end',
        words: "End the client's connection on show",
        also: 'tap close disconnect cut',
        unavailable: !canEnd && "no client's connection that is open is on show",
        run: () => {
          if (canEnd) void facade.ask('tap', { op: 'end', session: shown.id });
        },
      },
      {
        id: 'tap-faults',
        words: 'Choose faults for the tap address',
        also: 'break chaos error delay drop on purpose',
        run: () => {
          open('connections');
          whenThere('button[aria-label^="Faults for this address"]', (door) => door.click());
        },
      },
      copy('tap-copy', 'Copy the tap address', (text) => text),
      copy('tap-copy-ws', 'Copy the tap address as ws://', socketUrl),
      ...cardsOf(dialect).map(({ id, title }) => ({
        id: `tap-client/${id}`,
        words: `Set up ${title} for the tap`,
        also: 'sdk client base url proxy',
        run: () => {
          chooseTap({ card: id });
          open('client');
        },
      })),
    ];
  },
};
