import { expect, test } from 'vitest';
import type { Problem } from '../../problem/problem.ts';
import type { ConnectAsk } from '../port.ts';
import type { HeldSession } from './held-session.ts';
import { mostBeside, SideDesk } from './side-desk.ts';

function desk() {
  const ask: ConnectAsk = {
    upstream: { id: 'a', title: 'a', dialect: 'fish', address: '', paths: [], sandbox: true, needsKey: false },
    options: {},
    switches: '',
  };
  const opened: string[] = [];
  const kept = new Map<string, HeldSession>();
  const on = { live: 'live 1' };
  const sides = new SideDesk({
    newId: () => `side ${opened.length + 1}`,
    find: (id) => kept.get(id),
    live: () => ({ id: on.live, ask }),
    open: (id) => opened.push(id),
    close: () => {},
  });
  const begin = (id: string) =>
    kept.set(id, { session: { connection: { phase: 'open', words: 'Open' } } } as unknown as HeldSession);
  return { sides, opened, kept, begin, on };
}

test('sessions that are kept are counted: beyond the most none is opened, until some are forgotten', async () => {
  const { sides, opened, kept, begin } = desk();
  for (let n = 1; n <= mostBeside; n++) {
    void sides.open('one');
    begin(`side ${n}`);
  }
  sides.moved();
  expect(opened).toHaveLength(mostBeside);
  expect(((await sides.open('one more')) as Problem).code).toBe('limit_reached');
  kept.delete('side 1');
  void sides.open('another');
  expect(opened).toHaveLength(mostBeside + 1);
});

test('beside a connection that was closed by hand none is opened any more; beside the next one they are', async () => {
  const { sides, opened, on } = desk();
  sides.leave();
  expect(((await sides.open('late')) as Problem).code).toBe('not_connected');
  on.live = 'live 2';
  void sides.open('again');
  expect(opened).toHaveLength(1);
});
