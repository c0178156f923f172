import { expect, test } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { PlaybackWish } from '@/lib/console/rooms/playback-room.ts';
import { leavePlayback, setSpeed, speedChosen } from './replay-acts.ts';

test('the speed that is shown is the one that is played, also after the record was left and the pane opened again', async () => {
  const wishes: PlaybackWish[] = [];
  const facade = {
    getState: () => ({ playback: null, active: null, player: { state: 'empty', other: null } }),
    ask: async (_room: string, wish: PlaybackWish) => {
      wishes.push(wish);
      return null;
    },
  } as unknown as ConsoleFacade;
  expect(speedChosen()).toBe(1);
  await setSpeed(facade, 4);
  await leavePlayback(facade);
  expect(speedChosen()).toBe(4);
  expect(wishes).toEqual([{ op: 'speed', speed: 4 }, { op: 'leave' }]);
});
