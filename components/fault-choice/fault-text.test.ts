import { expect, test } from 'vitest';
import { parseFaults } from '@/lib/faults/plan.ts';
import { fieldValue, partsOf, toggled, withMoment, withValue } from './fault-text.ts';

test('a box adds a fault at the end and takes it away again', () => {
  expect(toggled('', 'stall')).toBe('stall');
  expect(toggled('drip:64:10@2s', 'stall')).toBe('drip:64:10@2s+stall');
  expect(toggled('drip:64:10@2s+stall+jitter', 'stall')).toBe('drip:64:10@2s+jitter');
});

test('fields change the value and the moment of one fault, and leave the rest as it is written', () => {
  expect(withValue('stall+drip@3', 'drip', 1, 2, '50')).toBe('stall+drip::50@3');
  expect(withValue('drip::50', 'drip', 1, 2, '')).toBe('drip');
  expect(withMoment('stall+drip:64', 'stall', ' 2s ')).toBe('stall@2s+drip:64');
  expect(withMoment('stall@2s', 'stall', '')).toBe('stall');
  expect(withValue('stall', 'drip', 0, 2, '1')).toBe('stall');
});

test('what is put together is read as it was meant, whatever a value holds', () => {
  const message = 'a+b, c/d~e:f@g 100%';
  const text = withValue('jitter:200+error@2', 'error', 0, 1, message);
  expect(text).not.toMatch(/[,/~]/);
  const [, part] = partsOf(text);
  expect(part && fieldValue(part, 0, 1)).toBe(message);
  expect(parseFaults(text)).toMatchObject({
    faults: [
      { fault: { name: 'jitter' }, values: [200] },
      { values: [message], when: { nth: 2 } },
    ],
  });
  // Written by hand, with a colon in the last value.
  const [byHand] = partsOf('error:a:b');
  expect(byHand && fieldValue(byHand, 0, 1)).toBe('a:b');
  expect(withValue('error:a:b', 'error', 0, 1, 'c')).toBe('error:c');
});
