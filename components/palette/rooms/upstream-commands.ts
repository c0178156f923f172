import type { CommandRoom } from '../command.ts';

export const upstreamCommands: CommandRoom = {
  name: 'Upstreams',
  commands({ facade, state: { upstreams, upstream, path, live } }) {
    const phase = live?.connection.phase;
    const busy = (phase === 'dialling' || phase === 'open' || phase === 'closing') && 'disconnect first';
    const paths = upstreams.find(({ id }) => id === upstream)?.paths ?? [];
    const shown = path === '' ? paths[0] : path;
    return [
      ...upstreams
        .filter(({ id }) => id !== upstream)
        .map(({ id, title, address }) => ({
          id: `upstream/${id}`,
          words: `Use upstream ${title}`,
          also: `choose server provider ${id} ${address}`,
          unavailable: busy,
          run: () => facade.setUpstream(id),
        })),
      ...paths
        .filter((each) => each !== shown)
        .map((each) => ({
          id: `path${each}`,
          words: `Use path ${each}`,
          also: 'choose endpoint address upstream',
          unavailable: busy,
          run: () => facade.setPath(each),
        })),
    ];
  },
};
