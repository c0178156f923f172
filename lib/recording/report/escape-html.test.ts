import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../bytes/visible.ts';
import { escapeHtml, foreign } from './escape-html.ts';

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const read = (html: string) => html.replace(/&[a-z0-9#]+;/g, (entity) => entities[entity] ?? '?');

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', '/', ' ', '\u202e', '\u0000', '\ud800', '\u200d', '🎧'),
    maxLength: 40,
  }),
);

test('escaped text is no markup, and reads as it was', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const html = escapeHtml(text);
      expect(html).not.toMatch(/[<>"']/);
      expect(read(html)).toBe(text);
    }),
  );
});

test('foreign text stays within its bdi, hidden characters as tokens', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const html = foreign(text);
      const inner = /^<bdi>(.*)<\/bdi>$/su.exec(html)?.[1] ?? 'no bdi';
      const plain = inner.replace(/<span class="token">(⟦[^⟧<>]*⟧)<\/span>/gu, '$1');
      expect(plain).not.toMatch(/[<>"']/);
      expect(read(plain)).toBe(visible(text));
    }),
  );
});

test('long text is cut, and what is left out is counted', () => {
  expect(foreign('abcdef', 4)).toBe('<bdi>abcd</bdi> <span class="aside">(2 more characters)</span>');
  // A pair that is cut in two leaves no half of it behind.
  expect(foreign('ab🎧', 3)).toBe('<bdi>ab</bdi> <span class="aside">(2 more characters)</span>');
  expect(foreign('abc', 2)).toBe('<bdi>ab</bdi> <span class="aside">(1 more character)</span>');
});
