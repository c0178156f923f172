import { expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { came, drawnRecord, opened, sent } from '../../codegen/testing/drawn-record.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import { openFollower } from './follower.ts';
import { type Score, scoreOf } from './score.ts';
import { Shelf } from './shelf.ts';

it('keeps what comes between events that are too many', () => {
  const log = drawnRecord(fishspeech, [
    ...opened('ws://127.0.0.1:9/'),
    sent(20, fishspeech, { event: 'text', text: 'One.' }),
    came(30, fishspeech, { event: 'done', text: '' } as never),
  ]);
  const entries = Array.from({ length: log.length }, (_, i) => log.entry(i + 1));
  const score = scoreOf(log.head, fishspeech, entries) as Score;
  const shelf = new Shelf({ clock: fakeClock(), newId: () => 'x', mostBytes: 1e9 });
  shelf.add(score, []);
  const visit = shelf.visit('x', { agent: '', path: '', speed: 1, of: score.cues.length, ofText: 4 });
  const follower = openFollower(score, (what, again) => visit.noted({ at: 0, ...what }, again));
  for (const event of [
    { event: 'text', text: 'One.' },
    { event: 'stop' },
    { event: 'text', text: 'Two.' },
    { event: 'stop' },
  ])
    follower.take({ dir: 'sent', ...fishspeech.encode(event as never) });
  expect(shelf.list()[0]?.visits[0]?.departures.map(({ says }) => says)).toEqual([
    'the client sent 2 more events than the recording: ignored',
    'the text goes on at byte 4, where the recording has no more events',
  ]);
});
