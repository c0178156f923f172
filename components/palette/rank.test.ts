import { describe, expect, it } from 'vitest';
import type { Command } from './command.ts';
import { rank } from './rank.ts';

const make = (id: string, words: string, more: Partial<Command> = {}): Command => ({
  id,
  words,
  run: () => {},
  ...more,
});
const all = [
  make('disconnect', 'Disconnect', { unavailable: 'nothing is connected' }),
  make('connect', 'Connect', { also: 'open dial socket' }),
  make('log', 'Go to the log', { also: 'focus rows' }),
  make('clear', 'Clear the view', { also: 'log rows' }),
];
const found = (typed: string, recent: string[] = []) => rank(all, typed, recent).map(({ id }) => id);

describe('rank', () => {
  it('looks at how words begin, not inside them', () => {
    expect(found('connect')).toEqual(['connect']);
    expect(found('raw')).toEqual([]);
    expect(found('vie')).toEqual(['clear']);
  });

  it('does not offer the opposite of what cannot be done', () => {
    const connected = [make('connect', 'Connect', { unavailable: 'it is' }), make('disconnect', 'Disconnect')];
    expect(rank(connected, 'conn').map(({ id }) => id)).toEqual(['connect']);
  });

  it('puts what begins with the text first, and what cannot be done last', () => {
    expect(found('c')).toEqual(['connect', 'clear']);
    const more = [
      make('off', 'Clear the view', { unavailable: 'why' }),
      make('other', 'Take all out', { also: 'clear' }),
    ];
    expect(rank(more, 'clear').map(({ id }) => id)).toEqual(['other', 'off']);
  });

  it('finds a word that is no letters alone', () => {
    expect(rank([make('path', 'Use path /v1/tts/live')], 'v1/tts').map(({ id }) => id)).toEqual(['path']);
  });

  it('wants every word, in any order and case, in the words or the other words', () => {
    expect(found('LOG go')).toEqual(['log']);
    expect(found('rows')).toEqual(['log', 'clear']);
    expect(found('rows socket')).toEqual([]);
  });

  it('prefers the words to the other words', () => {
    expect(found('log')).toEqual(['log', 'clear']);
  });

  it('lets what was used lately decide between equals', () => {
    expect(found('rows', ['clear'])).toEqual(['clear', 'log']);
    expect(found('log', ['clear'])).toEqual(['log', 'clear']);
  });

  it('keeps the order of the list while nothing is typed', () => {
    expect(found('')).toEqual(['connect', 'log', 'clear', 'disconnect']);
  });
});
