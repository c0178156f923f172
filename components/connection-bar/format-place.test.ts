import { describe, expect, it } from 'vitest';
import { dialects } from '@/lib/dialects/registry.ts';
import { parseScenario } from '@/lib/scenario/parse-scenario.ts';
import { formatPlace } from './format-place.ts';

const placeIn = (text: string) => formatPlace(parseScenario(text).steps);

describe('formatPlace', () => {
  it('finds the value with its quotes, past other steps and comments', () => {
    const text = '[{"$wait": 5}, /* now */ {"event": "start", "request": {"text": "", "format": "opus" /* or mp3 */}}]';
    const place = placeIn(text);
    expect(place?.value).toBe('opus');
    expect(text.slice(place?.offset, place?.end)).toBe('"opus"');
  });

  it.each([
    ['[]'],
    ['[{"event": "start", "request": {"format": 3}}]'],
    ['[{"event": "text", "text": "format"}]'],
    ['[{"event": "x", "a": {"b": {"format": "mp3"}}}]'],
    ['[{"event": "start", "request"'],
  ])('is null in %s', (text) => {
    expect(placeIn(text)).toBeNull();
  });

  it('finds it in the first text of every dialect, among its formats', () => {
    for (const dialect of dialects) expect(dialect.formats).toContain(placeIn(dialect.sampleSession)?.value);
  });
});
