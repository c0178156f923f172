import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { Announcer } from './announcer.ts';

test('one sentence for all that came in a second: audio first, with its length, then the rest', async () => {
  const clock = fakeClock();
  const said: string[] = [];
  const announcer = new Announcer(clock, () => said.push(announcer.sentence));
  for (let i = 0; i < 14; i++) announcer.audio();
  announcer.decodedSeconds('a', 1.3);
  announcer.frame('log');
  announcer.frame('log');
  announcer.frame('finish');
  await clock.advance(999);
  expect(said).toEqual([]);
  await clock.advance(1);
  expect(said).toEqual(['14 audio frames, 1.3 seconds; 2 log; finish']);
  announcer.audio();
  announcer.decodedSeconds('a', 1.5);
  await clock.advance(1000);
  announcer.audio();
  announcer.decodedSeconds('b', 0.4);
  await clock.advance(5000);
  expect(said.slice(1)).toEqual(['1 audio frame, 0.2 seconds', '1 audio frame, 0.4 seconds']);
  expect(clock.pending()).toBe(0);
});

test('the same words again are another text, or nobody would hear them', async () => {
  const clock = fakeClock();
  const announcer = new Announcer(clock, () => {});
  const alerts: string[] = [];
  const sentences: string[] = [];
  for (let i = 0; i < 3; i++) {
    announcer.warn('lost');
    alerts.push(announcer.alert);
    announcer.told();
    announcer.told();
    announcer.frame('ping');
    await clock.advance(1000);
    sentences.push(announcer.sentence);
  }
  expect(alerts).toEqual(['lost', 'lost ', 'lost']);
  expect(sentences).toEqual(['ping', 'ping ', 'ping']);
});

test('names are shown as tokens, and their number has a limit', async () => {
  const clock = fakeClock();
  const announcer = new Announcer(clock, () => {});
  for (const name of ['a\nb', 'c', 'd', 'e', 'f', 'g']) announcer.frame(name);
  await clock.advance(1000);
  expect(announcer.sentence).toBe('a⟦LF⟧b; c; d; e; 2 other');
});

test('alerts come at once, each one once; a storm is counted', () => {
  const announcer = new Announcer(fakeClock(), () => {});
  announcer.warn('one');
  announcer.warn('two');
  expect(announcer.alert).toBe('one; two');
  announcer.told();
  expect(announcer.alert).toBe('');
  for (let i = 0; i < 100; i++) announcer.warn(`e${i}`);
  expect(announcer.alert).toBe('e0; e1; e2; e3; and 96 more');
});
