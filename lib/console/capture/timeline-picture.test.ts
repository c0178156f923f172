import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { TimingView, TurnView } from '../../timing/timing-view.ts';
import { drawnSession } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { pictureOf } from './timeline-picture.ts';
import { type SightClocks, TimelineSight } from './timeline-sight.ts';

test('of more turns than are drawn all are counted: those in sight, and those of the session', () => {
  const clock = fakeClock();
  const session = drawnSession('open @0\n> start @10\n> stop @4600\nclose 1000 bye @5000');
  const sight = new TimelineSight(new HeldSession(session, clock, openAudioStream, () => {}));
  sight.catchUp(clock, 10);
  const turns = Array.from({ length: 450 }, (_, i) => {
    const turn = { index: i + 1, t0Ms: 10 * i, endMs: 10 * i + 9, seconds: null, texts: 1, textBytes: 1, frames: 1 };
    return turn as TurnView;
  });
  const known = { timing: { turns } as unknown as TimingView, playbacks: [] } as unknown as SightClocks;
  const ask = { show: 'all', fromMs: 0, toMs: 0, columns: 600, prebufferMs: 0, area: null, rows: false, calm: false };
  const picture = { sight, known, selected: null, goes: 0, behind: false };
  const all = pictureOf(picture, { ...ask, show: 'all' }, 5000, false);
  expect([all.turns.length, all.turnsInSight, all.turnCount]).toEqual([400, 450, 450]);
  const part = pictureOf(picture, { ...ask, show: 'window', toMs: 4205 }, 5000, false);
  expect([part.turns.length, part.turnsInSight, part.turnCount]).toEqual([400, 421, 450]);
});

test.each([
  [
    'a long quiet with a mark behind the frames is out of sight at first',
    'mark limit no frame either way @64000',
    4640 * 1.05,
  ],
  ['a short one is in sight', 'close 1000 bye @9000', 9000],
])('%s', (_, last, toMs) => {
  const clock = fakeClock();
  const sight = new TimelineSight(
    new HeldSession(drawnSession(`open @0\n> start @10\n> stop @4640\n${last}`), clock, openAudioStream, () => {}),
  );
  sight.catchUp(clock, 10);
  const known = { timing: null, playbacks: [] } as unknown as SightClocks;
  const ask = { show: 'all', fromMs: 0, toMs: 0, columns: 600, prebufferMs: 0, area: null, rows: false, calm: false };
  const view = pictureOf(
    { sight, known, selected: null, goes: 0, behind: false },
    { ...ask, show: 'all' },
    sight.endMs,
    false,
  );
  expect(view.toMs).toBeCloseTo(toMs * 1.01 + 1, 6);
  expect(view.endMs).toBe(sight.endMs);
});
