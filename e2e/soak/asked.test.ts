import { expect, test } from 'vitest';
import { askedOf, help } from './asked.ts';

test('what is asked is read; nothing asked is half an hour', () => {
  expect(askedOf([])).toEqual({ do: 'run', minutes: 30, prebufferMs: 1500, seed: '1' });
  expect(askedOf(['--minutes', '2', '--seed', '7', '--prebuffer', '0'])).toEqual({
    do: 'run',
    minutes: 2,
    prebufferMs: 0,
    seed: '7',
  });
});

test('help is help; what is not known, and what is no number, is refused in words', () => {
  expect(askedOf(['--help'])).toEqual({ do: 'help' });
  expect(askedOf(['--hours', '2'])).toEqual({ do: 'refuse', says: expect.stringContaining(`'--hours'`) });
  expect(askedOf(['--hours', '2'])).toEqual({ do: 'refuse', says: expect.stringContaining(help) });
  for (const args of [
    ['--minutes', '0'],
    ['--minutes', 'x'],
    ['--minutes', ''],
    ['--prebuffer', 'x'],
    ['--prebuffer', ''],
  ])
    expect(askedOf(args)).toEqual({ do: 'refuse', says: expect.stringContaining(`${args[0]} takes`) });
});
