import { expect, test } from 'vitest';
import type { Held } from './inspected-server.ts';
import { endlessLine, floodLine, lineText, serverLines, tallyLines } from './report.ts';

const verdict = (line: { verdict: string } | undefined) => line?.verdict;

test('a lane with a wrong session is missed, and one that nothing came through says nothing', () => {
  const tally = { sessions: 2, whole: 1, frames: 9, wrong: [], ends: { done: 2 } };
  const job = { dialect: 'fish', format: 'mp3', faults: '', place: 'server', weather: 'far' } as const;
  const wrong = [{ lane: 'a', number: 2, job, why: 'a row is missing, by the numbers' }];
  expect(verdict(tallyLines('relay', tally)[0])).toBe('reached');
  expect(verdict(tallyLines('relay', { ...tally, frames: 0 })[0])).toBe('cannot be told');
  expect(tallyLines('relay', { ...tally, frames: 0, wrong }).map(verdict)).toEqual(['missed', 'told']);
});

test('a page that was given less, counts less, has other bytes, too many elements or too much memory has missed', () => {
  const found = {
    what: 'many frames',
    asked: 100,
    frames: 100,
    counted: 103,
    sameHash: true,
    mostRowElements: 25,
    memoryMiB: 200,
  };
  const of = (other: Partial<typeof found> | { memoryMiB: null }) => verdict(endlessLine({ ...found, ...other }));
  expect(of({})).toBe('reached');
  expect(of({ memoryMiB: null })).toBe('cannot be told');
  const bad = [{ frames: 99 }, { counted: 99 }, { sameHash: false }, { mostRowElements: 200 }, { memoryMiB: 300 }];
  expect(bad.map(of)).toEqual(bad.map(() => 'missed'));
});

test('a flood that costs too much, or whose record is not right, has missed', () => {
  const of = (mibMore: number, aside: string) => verdict(floodLine({ id: 'a', what: 'a', mibMore, most: 32, aside }));
  const found = [of(32, '4 rows'), of(40, '4 rows'), of(40.1, '4 rows'), of(1, 'LOST: 3 rows of 4 frames')];
  expect(found).toEqual(['reached', 'within 25 %', 'missed', 'missed']);
  const line = floodLine({ id: 'a', what: 'a', mibMore: 43.4, most: 32, aside: '4 rows' });
  expect(lineText(line)).toBe('server: a: 43.4 MiB more (at most 32); 4 rows: missed');
  expect(lineText({ ...line, verdict: 'told' })).not.toContain('told');
});

test('a socket, a timer or a listener more than before is left behind', () => {
  const held: Held = {
    rss: 1,
    heapUsed: 1,
    external: 1,
    arrayBuffers: 1,
    resources: { TCPSocketWrap: 2 },
    listeners: 12,
  };
  const of = (after: Partial<Held>) =>
    verdict(serverLines([], held, { ...held, ...after }, 0).find(({ what }) => /left behind/.test(what)));
  expect(of({})).toBe('reached');
  const bad: Partial<Held>[] = [{ resources: { TCPSocketWrap: 3 } }, { resources: { Timeout: 1 } }, { listeners: 13 }];
  expect(bad.map(of)).toEqual(bad.map(() => 'missed'));
});
