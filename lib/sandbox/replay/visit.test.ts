import { expect, it } from 'vitest';
import { type Visit, visitWords } from './visit.ts';

const departure = { at: 1, says: 'text differs from byte 0', expected: 4, got: 'text' };
const visit = (part: Partial<Visit>): Visit => ({
  number: 1,
  startedAt: 0,
  agent: '',
  path: '',
  speed: 1,
  played: 40,
  of: 40,
  text: 12,
  ofText: 12,
  state: 'over',
  departures: [],
  more: 0,
  ...part,
});

it('says how far the recording was played, and how far the words of the client were those of the recording', () => {
  expect(visitWords(visit({}))).toBe('whole, as recorded');
  expect(visitWords(visit({ played: 31 }))).toBe('31 of 40 played, as recorded so far');
  expect(visitWords(visit({ departures: [departure], text: 0 }))).toBe(
    'played to the end, 1 departure, 0 of 12 characters of text as recorded',
  );
  // What departed was none of its words.
  expect(visitWords(visit({ departures: [departure], more: 1 }))).toBe('played to the end, 2 departures');
});
