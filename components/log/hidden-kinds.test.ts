import { describe, expect, it } from 'vitest';
import { isolate, toggle } from './hidden-kinds.ts';

const kinds = ['start', 'audio', 'finish'];

describe('facets', () => {
  it('the box toggles one kind', () => {
    expect(toggle([], 'audio')).toEqual(['audio']);
    expect(toggle(['audio', 'start'], 'audio')).toEqual(['start']);
  });

  it.each([
    [[], 'audio', ['start', 'finish']],
    [['audio'], 'audio', ['start', 'finish']],
    [['start', 'finish'], 'audio', []],
    [['start'], 'audio', ['start', 'finish']],
  ])('the name isolates, and again restores: hidden %j, %s', (hidden, kind, after) => {
    expect(isolate(hidden, kind, kinds)).toEqual(after);
  });

  it('a kind that is the only one stays shown', () => {
    expect(isolate([], 'audio', ['audio'])).toEqual([]);
  });
});
