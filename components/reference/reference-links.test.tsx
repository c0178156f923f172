/** Every link of the reference leads to something that is there, and every page is one an index could be made of. */
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { fieldAnchor } from '@/lib/lessons/reference/anchors.ts';
import { exampleOf } from '@/lib/lessons/reference/examples.ts';
import { references } from '@/lib/lessons/reference/references.ts';
import { lessonOf, track } from '@/lib/lessons/track.ts';
import { ruleOf } from '../findings/rule-book.ts';
import { showTarget } from './filter-page.ts';
import { ReferenceIndex } from './reference-index.tsx';
import { ReferencePage } from './reference-page.tsx';

const pages = new Map(
  references.map((reference) => [
    `/reference/${reference.id}`,
    renderToStaticMarkup(<ReferencePage reference={reference} />),
  ]),
);
pages.set('/reference', renderToStaticMarkup(<ReferenceIndex />));

const all = (html: string, attribute: string) =>
  [...html.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );

/** The text of a cell. */
const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim();

/** Why a link leads nowhere; null where it leads somewhere. */
function lost(href: string, page: string): string | null {
  const { pathname, search, hash, searchParams } = new URL(href, `http://here${page}`);
  const query = [...searchParams][0];
  if (pathname === '/' && search === '') return null;
  if (pathname === '/' && query?.[0] === 'example') return exampleOf(query[1]) === null ? 'no such example' : null;
  if (pathname === '/' && query?.[0] === 'lesson') return lessonOf(query[1]) === undefined ? 'no such lesson' : null;
  const rule = /^\/rules(?:\/(.+))?$/.exec(pathname);
  if (rule !== null) return rule[1] === undefined || ruleOf(rule[1]) !== null ? null : 'no such rule';
  const html = pages.get(pathname);
  if (html === undefined) return 'no such page';
  return hash === '' || all(html, 'id').includes(decodeURIComponent(hash.slice(1))) ? null : 'no such place on it';
}

describe.each([...pages].map(([path, html]) => [path, html] as const))('%s', (path, html) => {
  test('every link leads somewhere', () => {
    const links = all(html, 'href');
    expect(links.length).toBeGreaterThan(3);
    expect(links.flatMap((href) => (lost(href, path) === null ? [] : [`${href}: ${lost(href, path)}`]))).toEqual([]);
  });

  test('no place has two of the same name, and all that names another finds it', () => {
    const ids = all(html, 'id');
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    for (const id of all(html, 'aria-labelledby')) expect(ids).toContain(id);
  });

  test('headings go down one at a time, from one h1', () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries())
      expect(level, `heading ${at}`).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1);
  });
});

test('the places other pages link to are there', () => {
  for (const [path, html] of pages) {
    if (path === '/reference') continue;
    const ids = all(html, 'id');
    const must = ['connection', 'events', 'audio', 'states', 'status', 'rules', 'clients', 'examples'];
    expect(must.filter((id) => !ids.includes(id))).toEqual([]);
  }
  for (const { id, reads } of track) {
    for (const { path } of reads) expect([id, path, lost(path, '/')]).toEqual([id, path, null]);
  }
});

test('each field stands in the row of its own place, with its type, its values, its default and what is said of it', () => {
  let rows = 0;
  for (const { id, events } of references) {
    const found = new Map(
      [...(pages.get(`/reference/${id}`) ?? '').matchAll(/<tr id="([^"]*)"[^>]*>(.*?)<\/tr>/g)].map(
        ([, place = '', row = '']) => [
          place,
          [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell = '']) => plain(cell)),
        ],
      ),
    );
    for (const { name, fields } of events) {
      for (const { path, type, values, older, least, most, required, byDefault, says, drift, unknown } of fields) {
        const [first, second, range = '', left, told] = found.get(fieldAnchor(name, path)) ?? [];
        expect([first, second]).toEqual([path, type]);
        for (const bound of [...values, ...older, least ?? '', most ?? '']) expect(range).toContain(String(bound));
        if (required) expect([path, left]).toEqual([path, 'required']);
        else
          expect([path, left]).toEqual([
            path,
            byDefault === undefined ? 'allowed' : `default ${JSON.stringify(byDefault)}`,
          ]);
        for (const words of [says, drift, unknown]) expect(told).toContain(words);
        rows++;
      }
    }
  }
  expect(rows).toBe(references.flatMap(({ events }) => events).flatMap(({ fields }) => fields).length);
});

test('a fragment that is no encoding of anything hides nothing, and breaks nothing', () => {
  const page = { getElementById: (id: string) => ({ closest: () => (id === 'hidden' ? {} : null) }) };
  const shows = (fragment: string) => showTarget(page as unknown as Document, fragment);
  expect([shows('#%'), shows('#%68idden'), shows('')]).toEqual([true, false, true]);
});

test('rules lead to the reference and back', () => {
  for (const { rules, id } of references) {
    for (const { id: rule, reference } of rules) {
      if (reference !== undefined) expect([rule, lost(reference, '/')]).toEqual([rule, null]);
      expect(pages.get(`/reference/${id}`)).toContain(`id="rule-${rule}"`);
    }
  }
});

test('what is not known is marked on the page', () => {
  for (const { id, connection, framing, statusFacts, audio, events, course } of references) {
    const facts = [...connection.facts, ...framing, ...statusFacts, ...audio.facts, ...audio.pieces];
    const unknown =
      facts.filter((fact) => 'unknown' in fact).length +
      events.flatMap(({ fields }) => fields).filter((field) => field.unknown !== '').length +
      course.outOfPlace.length;
    const marks = pages.get(`/reference/${id}`)?.match(/class="ref-unknown"/g)?.length ?? 0;
    // The sentence that explains the mark has one, too; a client may have some.
    expect(marks).toBeGreaterThanOrEqual(unknown + 1);
  }
});
