import { describe, expect, it } from 'vitest';
import { nameOf } from './accessible-name.ts';
import { likenessOf } from './find-control.ts';

/** As much of an element as a name is made of. `display` stands among the attributes. */
type Drawn = { tag: string; attributes: Record<string, string>; children: (Drawn | string)[] };
const draw = (tag: string, attributes: Record<string, string> = {}, ...children: (Drawn | string)[]): Drawn => ({
  tag,
  attributes,
  children,
});

function element({ tag, attributes, children }: Drawn, byId: ReadonlyMap<string, Element> = new Map()): Element {
  const ownerDocument = {
    getElementById: (id: string) => byId.get(id) ?? null,
    defaultView: { getComputedStyle: (one: { drawnAs: string }) => ({ display: one.drawnAs }) },
  };
  return {
    nodeType: 1,
    tagName: tag.toUpperCase(),
    drawnAs: attributes.display ?? 'inline',
    ownerDocument,
    getAttribute: (name: string) => attributes[name] ?? null,
    childNodes: children.map((child) =>
      typeof child === 'string' ? { nodeType: 3, nodeValue: child } : element(child, byId),
    ),
  } as unknown as Element;
}

const nameOfDrawn = (...drawn: Parameters<typeof draw>) => nameOf(element(draw(...drawn)));

describe('the name of a control', () => {
  it('is what stands in it, without what is hidden', () => {
    const icon = draw('svg', { 'aria-hidden': 'true' }, 'a picture');
    const key = draw('kbd', { display: 'inline-flex' }, 'Ctrl Enter');
    expect(nameOfDrawn('button', {}, icon, '\n  Run all ')).toBe('Run all');
    expect(nameOfDrawn('button', {}, icon, 'Run all', key)).toBe('Run all Ctrl Enter');
    expect(nameOfDrawn('button', {}, 'Run all', draw('kbd', { display: 'none' }, 'Ctrl Enter'))).toBe('Run all');
    expect(nameOfDrawn('div', { role: 'tab' }, 'Tap', draw('span', { 'aria-label': '2 held' }, '2'))).toBe('Tap2 held');
    expect(nameOfDrawn('a', {}, draw('img', { alt: 'Rules' }))).toBe('Rules');
  });

  it('is its label before all that', () => {
    expect(nameOfDrawn('button', { 'aria-label': 'Close', title: 'Put away' }, 'X')).toBe('Close');
    expect(nameOfDrawn('button', { title: 'Put away' })).toBe('Put away');
    const byId = new Map([
      ['a', element(draw('span', {}, 'Width of'))],
      ['b', element(draw('span', {}, 'the log'))],
    ]);
    const drawn = draw('section', { 'aria-labelledby': 'a b gone', 'aria-label': 'Log' });
    expect(nameOf(element(drawn, byId))).toBe('Width of the log');
    expect(nameOf(element(drawn))).toBe('Log');
  });

  it('is none of what stands in a region, a grid or a field', () => {
    expect(nameOfDrawn('section', {}, 'Much text')).toBe('');
    expect(nameOfDrawn('div', { role: 'grid' }, 'Rows')).toBe('');
    expect(nameOfDrawn('input', { placeholder: 'Text, /regex/' })).toBe('Text, /regex/');
    const field = Object.assign(element(draw('input')), { labels: [element(draw('label', {}, 'API key'))] });
    expect(nameOf(field)).toBe('API key');
  });
});

it('a name may go on with a count or a key, not with another word of the same letters', () => {
  expect(likenessOf('Findings', 'Findings')).toBe(2);
  expect(likenessOf('Findings 3 findings', 'Findings')).toBe(1);
  expect(likenessOf('Tap, 2 held', 'Tap')).toBe(1);
  expect(likenessOf('Connection', 'Connect')).toBe(0);
  expect(likenessOf('Not connected', 'Connect')).toBe(0);
});
