import { expect, test } from 'vitest';
import { createDrafts } from './drafts.ts';

test('each upstream keeps its text and caret while another is shown', () => {
  const drafts = createDrafts();
  drafts.open('one', 'fish', 'first');
  drafts.typed('first!', 6, 6);
  drafts.open('two', 'fishspeech', 'second');
  expect(drafts.get()).toMatchObject({ upstream: 'two', dialect: 'fishspeech', text: 'second', caret: 0 });
  drafts.open('one', 'fish', 'first');
  expect(drafts.get()).toMatchObject({ text: 'first!', caret: 6, cause: 'switched' });
});

test('a snapshot changes only when something did', () => {
  const drafts = createDrafts();
  drafts.open('one', 'fish', 'text');
  let calls = 0;
  const leave = drafts.subscribe(() => calls++);
  const before = drafts.get();
  drafts.open('one', 'fish', 'other');
  drafts.typed('text', 0, 0);
  drafts.moved(0, 0);
  expect(drafts.get()).toBe(before);
  drafts.moved(1, 2);
  expect(drafts.get()).toMatchObject({ anchor: 1, caret: 2 });
  leave();
  drafts.moved(3, 3);
  expect(calls).toBe(1);
});

test('a replaced text keeps the caret inside and asks for the focus only when told', () => {
  const drafts = createDrafts();
  drafts.open('one', 'fish', 'a long text');
  drafts.replace('short', 40, 'scrubbed');
  expect(drafts.get()).toMatchObject({ caret: 5, cause: 'scrubbed', wanted: 0 });
  drafts.goTo(2);
  expect(drafts.get()).toMatchObject({ caret: 2, anchor: 2, wanted: 1 });
});

test('a text from a file has the line ends of the editors', () => {
  const drafts = createDrafts();
  drafts.open('one', 'fish', 'a\r\nb');
  expect(drafts.get().text).toBe('a\nb');
  drafts.replace('c\r\nd\re', 0, 'page');
  expect(drafts.get().text).toBe('c\nd\ne');
});

test('what was typed before there was a draft is the draft', () => {
  const drafts = createDrafts();
  drafts.typed('[]', 1, 1);
  drafts.open('one', 'fish', 'first');
  expect(drafts.get()).toMatchObject({ upstream: 'one', dialect: 'fish', text: '[]', caret: 1, cause: 'typed' });
  drafts.open('two', 'fish', 'second');
  expect(drafts.get().text).toBe('second');
  expect(['one', 'two', 'three'].map(drafts.has)).toEqual([true, true, false]);
});
